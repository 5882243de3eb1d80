"""Copies whose money is going back: they stay here until that is done or has failed.

Once Stripe has heard of it, the copies are given up and on the shelf again, for others.
"""

from peewee import SQL, fn

from app.orders.models import Refund, RefundLine


def under_way(order):
    """Its refunds that were asked for, and not yet made."""
    # A payment that came twice goes back by itself and does not stop the parcel.
    return Refund.select().where(
        Refund.order == order, Refund.status == "requested", Refund.reason != "late_payment"
    )


def being_refunded(order):
    """Whether a refund of more than some of its copies is under way."""
    lines = RefundLine.select(SQL("1")).where(RefundLine.refund == Refund.id)
    return under_way(order).where(~fn.EXISTS(lines)).exists()


def copies_going_back(order):
    """By the id of a line, how many copies are being given back that were not returned."""
    ids = [refund.id for refund in under_way(order).where(Refund.return_of.is_null())]
    query = (
        RefundLine.select(RefundLine.order_line, fn.sum(RefundLine.quantity))
        .where(RefundLine.refund.in_(ids))
        .group_by(RefundLine.order_line)
    )
    return dict(query.tuples())
