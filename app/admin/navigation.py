"""Where the back office leads: groups of pages, by the name that each page gives as `section`."""

from typing import NamedTuple


class Entry(NamedTuple):
    section: str
    label: str
    url: str
    owner_only: bool = False


GROUPS = {
    "Orders": [
        Entry("orders", "Orders", "/admin/orders"),
        Entry("returns", "Returns", "/admin/returns"),
        Entry("promotions", "Promotions", "/admin/promotions"),
        Entry("gift-cards", "Gift cards", "/admin/gift-cards"),
        Entry("disputes", "Disputes", "/admin/disputes"),
        Entry("reconciliation", "Reconciliation", "/admin/reconciliation"),
        Entry("reviews", "Reviews", "/admin/reviews"),
    ],
    "Books": [
        Entry("books", "Books", "/admin/books"),
        Entry("contributors", "People", "/admin/contributors"),
        Entry("series", "Series", "/admin/series"),
        Entry("publishers", "Publishers", "/admin/publishers"),
        Entry("subjects", "Subjects", "/admin/subjects"),
        Entry("searches", "Not found", "/admin/searches"),
        Entry("imports", "Import", "/admin/imports"),
        Entry("exports", "Export", "/admin/exports"),
    ],
    "Stock": [
        Entry("low-stock", "Low stock", "/admin/low-stock"),
        Entry("awaited", "Awaited", "/admin/awaited"),
        Entry("deliveries", "Deliveries", "/admin/deliveries"),
        Entry("stock-takes", "Stock-takes", "/admin/stock-takes"),
    ],
    "Shop": [
        Entry("zones", "Delivery", "/admin/delivery"),
        Entry("taxes", "Taxes", "/admin/taxes"),
        Entry("terms", "Terms", "/admin/terms"),
        Entry("letters", "Letters", "/admin/letters"),
        Entry("jobs", "Jobs", "/admin/jobs"),
        Entry("tokens", "API tokens", "/admin/tokens", owner_only=True),
    ],
}


def groups_for(role):
    """The groups with the pages that somebody of this role may open."""
    return {
        name: [entry for entry in entries if role == "owner" or not entry.owner_only]
        for name, entries in GROUPS.items()
    }


def group_of(section):
    """The name of the group that a page is in."""
    for name, entries in GROUPS.items():
        if section in {entry.section for entry in entries}:
            return name
    return None
