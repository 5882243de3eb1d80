"""Returns as the counter works through them, and until when a withdrawal must be refunded."""

from datetime import timedelta

from peewee import fn

from app.orders.models import Order, Return, ReturnLine

SHOWN = {
    "requested": ("To come", ("requested",)),
    "received": ("To refund", ("received",)),
    "ended": ("Ended", ("refunded", "closed", "refused", "called_off")),
}
# From the goods' return, or the proof that they were sent (2011/83/EU, article 13).
REFUND_WITHIN = timedelta(days=14)


def returns_in(queue):
    """What waits comes oldest first, what has ended newest first; each with `.copies`."""
    copies = ReturnLine.select(fn.sum(ReturnLine.quantity)).where(ReturnLine.return_of == Return.id)
    query = (
        Return.select(Return, Order, copies.alias("copies"))
        .join(Order)
        .where(Return.status.in_(SHOWN[queue][1]))
    )
    return query.order_by(Return.id.desc() if queue == "ended" else Return.id)


def refund_due(back):
    """The latest moment to refund a withdrawal, once its books came or were sent; else None."""
    began = [moment for moment in (back.received_at, back.sent_back_at) if moment]
    if back.kind != "withdrawal" or back.ended_at or not began:
        return None
    return min(began) + REFUND_WITHIN


def returns_of(order):
    returns = list(order.returns.order_by(Return.id))
    for back in returns:
        back.order = order
    return returns
