"""Whether a paid order has come to its end: of its copies, and of its money, nothing is left."""

from peewee import fn

from app.orders.models import Refund
from app.orders.refunds.given_back import standing
from app.orders.refunds.lost import lost_minor
from app.orders.refunds.refundable import order_lines


def nothing_is_left(order):
    """Whether all copies of a paid order were given up: none was sent, and none will be.

    Then it is ended but for its money, which may have failed to go back.
    """
    lines = order_lines(order)
    return bool(lines) and all(line.cancelled == line.quantity for line in lines)


def nothing_is_had(order):
    """Whether no copy was sent nor will be: of an order that cost nothing, that is all of it."""
    return not any(line.owed or line.shipped for line in order_lines(order))


def gives_all_back(order):
    """Whether all its money has been asked back: the shop does nothing more for it.

    Refunds count from the moment they are asked for, before Stripe has heard of them.
    """
    return all_went(order, standing())


def all_is_back(order):
    """Whether all its money is on its way to where it goes, by what Stripe says: it is refunded.

    As gives_all_back, but refunds that Stripe has not taken yet do not count.
    """
    return all_went(order, standing() & Refund.status.in_(("pending", "succeeded")))


def all_went(order, refunds):
    """Whether these refunds, and what is lost, are all that was paid for the order; of one that
    cost nothing, whether none of its copies is had.
    """
    if order.settled_at is None:
        return False
    if not order.total_minor:
        return nothing_is_had(order)
    gone = Refund.select(fn.coalesce(fn.sum(Refund.amount_minor), 0))
    return (
        gone.where(Refund.order == order, refunds).scalar() + lost_minor(order) >= order.total_minor
    )
