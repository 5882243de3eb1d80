"""Where the back office leads: groups of pages, by the name that each page gives as `section`."""

from typing import NamedTuple


class Entry(NamedTuple):
    section: str
    label: str
    url: str


GROUPS = {
    "Orders": [
        Entry("orders", "Orders", "/admin/orders"),
        Entry("reviews", "Reviews", "/admin/reviews"),
    ],
    "Books": [
        Entry("books", "Books", "/admin/books"),
        Entry("contributors", "People", "/admin/contributors"),
        Entry("series", "Series", "/admin/series"),
        Entry("publishers", "Publishers", "/admin/publishers"),
        Entry("subjects", "Subjects", "/admin/subjects"),
    ],
    "Stock": [
        Entry("low-stock", "Low stock", "/admin/low-stock"),
        Entry("deliveries", "Deliveries", "/admin/deliveries"),
        Entry("stock-takes", "Stock-takes", "/admin/stock-takes"),
    ],
    "Shop": [
        Entry("jobs", "Jobs", "/admin/jobs"),
    ],
}


def group_of(section):
    """The name of the group that a page is in."""
    for name, entries in GROUPS.items():
        if section in {entry.section for entry in entries}:
            return name
    return None
