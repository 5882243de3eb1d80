"""Refunds that somebody made in Stripe's own pages, as the order's history tells of them."""

from app.money import Money
from app.orders.models import OrderEvent, Refund

EVENT = "refunded_elsewhere"
SEE = "see "  # before the refund's id, which ends the words


def in_history(made):
    """What the order's history says of it: the event and its words."""
    amount = Money(made.amount, made.currency.upper())
    return EVENT, f"{amount} at Stripe, not from here; {SEE}{made.id}"


def refunded_elsewhere(order):
    """Whether the history tells of one that nobody has taken over."""
    told = order.events.where(OrderEvent.event == EVENT)
    ids = {event.note.rpartition(SEE)[2] for event in told}
    known = Refund.select(Refund.stripe_refund_id).where(Refund.stripe_refund_id.in_(ids))
    return bool(ids - {id for (id,) in known.tuples()})
