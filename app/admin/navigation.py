"""Where the back office leads: groups of pages, by the name that each page gives as `section`."""

from typing import NamedTuple


class Entry(NamedTuple):
    section: str
    label: str
    url: str
    permission: str


GROUPS = {
    "Orders": [
        Entry("orders", "Orders", "/admin/orders", "orders.see"),
        Entry("returns", "Returns", "/admin/returns", "returns.see"),
        Entry("promotions", "Promotions", "/admin/promotions", "promotions.see"),
        Entry("gift-cards", "Gift cards", "/admin/gift-cards", "gift_cards.see"),
        Entry("disputes", "Disputes", "/admin/disputes", "payments.see"),
        Entry("reconciliation", "Reconciliation", "/admin/reconciliation", "payments.see"),
        Entry("reviews", "Reviews", "/admin/reviews", "reviews.see"),
    ],
    "Books": [
        Entry("books", "Books", "/admin/books", "catalog.see"),
        Entry("contributors", "People", "/admin/contributors", "catalog.see"),
        Entry("series", "Series", "/admin/series", "catalog.see"),
        Entry("publishers", "Publishers", "/admin/publishers", "catalog.see"),
        Entry("subjects", "Subjects", "/admin/subjects", "catalog.see"),
        Entry("searches", "Not found", "/admin/searches", "catalog.see"),
        Entry("imports", "Import", "/admin/imports", "imports.see"),
        Entry("exports", "Export", "/admin/exports", "catalog.see"),
    ],
    "Stock": [
        Entry("low-stock", "Low stock", "/admin/low-stock", "stock.see"),
        Entry("awaited", "Awaited", "/admin/awaited", "stock.see"),
        Entry("deliveries", "Deliveries", "/admin/deliveries", "stock.see"),
        Entry("stock-takes", "Stock-takes", "/admin/stock-takes", "stock.see"),
    ],
    "Shop": [
        Entry("zones", "Delivery", "/admin/delivery", "delivery.see"),
        Entry("taxes", "Taxes", "/admin/taxes", "taxes.see"),
        Entry("terms", "Terms", "/admin/terms", "terms.see"),
        Entry("letters", "Letters", "/admin/letters", "letters.see"),
        Entry("staff", "Staff", "/admin/staff", "staff.see"),
        Entry("audit", "Audit", "/admin/audit", "audit.see"),
        Entry("jobs", "Jobs", "/admin/jobs", "jobs.see"),
        Entry("tokens", "API tokens", "/admin/tokens", "tokens.manage"),
    ],
}


def groups_for(may):
    """The groups with the pages that `may` lets one open, without those that have none."""
    groups = {
        name: [entry for entry in entries if may(entry.permission)]
        for name, entries in GROUPS.items()
    }
    return {name: entries for name, entries in groups.items() if entries}


def group_of(section):
    """The name of the group that a page is in."""
    for name, entries in GROUPS.items():
        if section in {entry.section for entry in entries}:
            return name
    return None
