"""Where money goes back to: the card first, then the gift cards and credit that paid the rest.

The card gets no more than it paid and its bank has not taken back, and each gift card or credit no
more than was spent of it; what was spent last goes back first. Gift cards that were bought were
paid by card alone, so for as long as they stay, what the card paid for them goes back for nothing
else. Money that staff send to store credit instead takes nothing from what the card can still get,
only from what the order can still give.
"""

from typing import NamedTuple

from peewee import fn

from app.orders.models import Payment, Refund, StoredValue, StoredValueMovement
from app.orders.refunds.given_back import standing
from app.orders.refunds.lost import came_by_mistake, lost_of
from app.orders.refusals import NotRefundable
from app.orders.stored_values.spending import account_for


class Place(NamedTuple):
    """A payment or a stored value, and how much goes to it."""

    payment: Payment | None
    stored_value: StoredValue | None
    minor: int


def places_for(order, minor, *, kept_minor=0, to_credit=False):
    """Places for so much money, the first of them first; under the order's lock.

    `kept_minor` is what was paid for gift cards that stay.
    """
    if to_credit:
        return [Place(None, account_for(order), minor)] if minor else []
    found, rest = [], minor
    for place in (*cards(order, kept_minor), *stored_values(order)):
        taken = min(place.minor, rest)
        if taken:
            found.append(place._replace(minor=taken))
        rest -= taken
    if rest:
        # Some went to credit before, so what is left is more than these places paid.
        most = order.money(minor - rest)
        raise NotRefundable(f"Only {most} can go back to where it came from: give it as credit.")
    return found


def cards(order, kept_minor):
    """The payments that can give back, each with how much beside what is kept."""
    refunded = fn.coalesce(fn.sum(Refund.amount_minor).filter(Refund.status != "failed"), 0)
    left = (
        Payment.select(Payment, refunded.alias("refunded"))
        .left_outer_join(Refund)
        .where(Payment.order == order, Payment.status == "paid", ~came_by_mistake())
        .group_by(Payment.id)
        .order_by(Payment.attempt)
    )
    for one in left:
        here = max(0, one.amount_minor - one.refunded - lost_of(one))
        kept = min(here, kept_minor)
        kept_minor -= kept
        yield Place(one, None, here - kept)


def stored_values(order):
    """The gift cards and credit spent on the order, the last first, each with what is not back."""
    spent = (
        StoredValueMovement.select(
            StoredValueMovement.stored_value, fn.sum(StoredValueMovement.amount_minor)
        )
        .where(
            StoredValueMovement.order == order,
            StoredValueMovement.reason.in_(("spent", "given_back")),
        )
        .group_by(StoredValueMovement.stored_value)
        .order_by(fn.max(StoredValueMovement.id).desc())
    )
    back = given_back(order)
    for id, moved in list(spent.tuples()):
        yield Place(None, StoredValue.get_by_id(id), max(0, -moved - back.get(id, 0)))


def given_back(order):
    query = (
        Refund.select(Refund.stored_value, fn.sum(Refund.amount_minor))
        .where(Refund.order == order, Refund.stored_value.is_null(False), standing())
        .group_by(Refund.stored_value)
    )
    return dict(query.tuples())
