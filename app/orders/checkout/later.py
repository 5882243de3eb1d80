"""What of an order comes later than the rest, since it is sold before it is here."""

from datetime import date
from typing import NamedTuple

from app.catalog.ahead import copies_left, is_forthcoming
from app.catalog.availability import REORDERED_IN
from app.times import shop_date

COLLECTED = (
    "The order waits until all of it is here. We will write to you when it is ready to collect."
)
IN_PARTS = (
    "We send what is here first. The rest will follow in a parcel of its own when it has come in; "
    "you pay for delivery once."
)
ONE_BY_ONE = "We send each book when it has come in; you pay for delivery once."
ALONE = "We will send it when it has come in, and write to you then."


class Later(NamedTuple):
    here: int  # copies that do not wait
    day: date | None  # when it comes out; None when it is reordered

    @property
    def words(self):
        out = f"out on {shop_date(self.day)}" if self.day else f"to be reordered: {REORDERED_IN}"
        return f"{self.here} here, the rest {out}" if self.here else out[0].upper() + out[1:]


def later(item):
    """What is later of an item, when anything is; as its copies would be held now."""
    free, ahead = copies_left(item.edition)
    if not free < item.quantity <= free + ahead:
        return None
    return Later(free, item.edition.published_on if is_forthcoming(item.edition) else None)


def how_it_waits(quote):
    """How an order of this goes out when some of it comes later; nothing when none does."""
    goods = [item for item in quote.items if not item.edition.is_download]
    waiting = list(filter(None, map(later, goods)))
    if not waiting:
        return ""
    if quote.is_collected:
        return COLLECTED
    if len(waiting) < len(goods) or any(one.here for one in waiting):
        return IN_PARTS
    return ONE_BY_ONE if len(waiting) > 1 else ALONE
