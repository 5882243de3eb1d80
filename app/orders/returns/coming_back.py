"""Which copies of an order can come back: those sent, less those that came or are to come."""

from peewee import fn

from app.orders.models import Return, ReturnLine
from app.orders.refunds.refundable import left_of

OPEN = ("requested", "received")
KEPT = ("refunded", "closed")  # the books stay here
SETTLED = ("paid", "packed", "part_shipped", "ready", "shipped", "delivered")


def returnable(order):
    """By line id, copies that were sent and can still be sent back; downloads never are."""
    expected = copies_in(order, Return.status.in_(OPEN), ReturnLine.quantity - ReturnLine.given_up)
    came = copies_in(order, Return.status.in_(KEPT), ReturnLine.received)
    found = {}
    for one in left_of(order).lines:
        id, line = one.line.id, one.line
        refunded = max(0, one.refunded - line.cancelled)
        copies = line.shipped - max(came.get(id, 0), refunded) - expected.get(id, 0)
        if copies > 0 and not line.is_download:
            found[id] = copies
    return found


def withdrawable(order):
    """By line id, copies that can be withdrawn from: those not sent yet, and those sent.

    Not downloads: they are had at once, as their buyer agreed (2011/83/EU, article 16 (m)).
    """
    found = returnable(order)
    for one in left_of(order).lines:
        if one.to_give_up and not one.line.is_download:
            found[one.line.id] = found.get(one.line.id, 0) + one.to_give_up
    return found


def copies_in(order, condition, copies):
    query = (
        ReturnLine.select(ReturnLine.order_line, fn.sum(copies))
        .join(Return)
        .where(Return.order == order, condition)
        .group_by(ReturnLine.order_line)
    )
    return dict(query.tuples())
