"""Whether an edition can be had, in honest words: nothing is promised that cannot be bought."""

from math import ceil
from typing import NamedTuple

from peewee import JOIN

from app.catalog.ahead import copies_ahead
from app.catalog.models import Edition, Inventory
from app.db import now
from app.planned import Planned
from app.times import shop_date, shop_time, shop_today

FEW = 3  # copies
REORDERED_IN = "about two weeks"
GONE = {
    "forthcoming": "Not out yet",
    "unavailable": "Not available at present",
    "out_of_print": "Out of print",
    "cancelled": "Will not be published",
}


SHELVED = Planned(
    lambda id: (
        Edition.select(Edition, Inventory)
        .join(Inventory, JOIN.LEFT_OUTER, attr="shelf")
        .where(Edition.id == id)
    )
)


class Availability(NamedTuple):
    words: str
    state: str = "out"  # in, few, out; preorder or backorder when it can be ordered ahead


def edition_on_sale(edition_id):
    """The edition, counted, if it can be sold; else None."""
    found = SHELVED.first(edition_id)
    return count_copies(found) if found and found.for_sale else None


def counted(edition):
    """The edition with its .on_hand and .available copies as they are now."""
    edition.shelf = Inventory.get_or_none(Inventory.edition == edition.id)
    return count_copies(edition)


def once_counted(edition):
    """The edition, with its copies as they are now unless it has them from before."""
    return edition if hasattr(edition, "available") else counted(edition)


def count_copies(edition):
    """Give .on_hand and .available copies to an edition that was read with its shelf, if any."""
    shelf = getattr(edition, "shelf", None)
    edition.on_hand = shelf.on_hand if shelf else 0
    edition.available = shelf.available if shelf else 0
    return edition


def availability(edition, back_at=None, copies=1):
    """Of a counted edition, to whoever wants so many copies of it.

    `back_at` is when the first hold on its last copies ends.
    """
    why_not = reason_not_sold(edition)
    if why_not:
        return Availability(why_not)
    if edition.is_download:
        return Availability("Download", "in")
    if copies > edition.available and copies_ahead(edition) > 0:
        return ahead(edition)
    if edition.available > 0:
        return copies_in_stock(edition.available)
    if back_at and edition.on_hand > 0:
        return Availability(held(back_at))
    return Availability(to_come(edition) or GONE.get(edition.trade_status, "Out of stock"))


def reason_not_sold(edition):
    """Why nobody may buy it, however many copies there are; None when one may."""
    if edition.for_sale:
        return None
    if edition.withdrawn_at:
        return "No longer sold here"
    if edition.embargo_until and edition.embargo_until > shop_today():
        return f"Not for sale before {shop_date(edition.embargo_until)}"
    if edition.lacks_file:
        return "Not sold online yet"
    gone = GONE.get(edition.trade_status)
    return to_come(edition) or gone or "We have no price for this edition yet"


def copies_in_stock(copies):
    if copies > FEW:
        return Availability("In stock", "in")
    return Availability(f"{copies} in stock", "few")


def ahead(edition):
    """What one is told who orders a book that is not here yet."""
    out = to_come(edition)
    if out:
        return Availability(f"{out}: order it now, and we send it then", "preorder")
    here = max(0, edition.available)
    what = f"{here} in stock, the rest to be reordered" if here else "To be reordered"
    return Availability(f"{what}: {REORDERED_IN}", "backorder")


def held(back_at):
    minutes = max(1, ceil((back_at - now()).total_seconds() / 60))
    wait = "a minute" if minutes == 1 else f"{minutes} minutes"
    # The clock as well: a page may be some minutes old.
    return f"Held by other readers; back in {wait}, at {shop_time(back_at)}, if they do not buy"


def is_to_come(work):
    """Is its newest edition still to be published?"""
    return work.published_on is not None and work.published_on > shop_today()


def to_come(edition):
    promised = edition.trade_status not in ("out_of_print", "cancelled")
    if promised and edition.published_on and edition.published_on > shop_today():
        return f"Out on {shop_date(edition.published_on)}"
    return None
