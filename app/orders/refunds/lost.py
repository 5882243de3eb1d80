"""Money that is not the order's to give back: what its buyer's bank has taken back for good in a
dispute that was lost, and what came late or twice and goes back by itself.
"""

from peewee import fn

from app.orders.models import Dispute, Payment, Refund


def lost_minor(order):
    """What is gone of the order's money."""
    return int(lost(Payment.order == order).scalar())


def lost_of(payment):
    return int(lost(Payment.id == payment.id).scalar())


def lost(which):
    """A query for the sum of what is gone of these payments."""
    gone = Dispute.select(fn.coalesce(fn.sum(Dispute.amount_minor), 0)).join(Payment)
    return gone.where(which, Dispute.status == "lost", ~came_by_mistake())


def came_by_mistake():
    """Payments that came twice or late; they go back by themselves, and are not of the order."""
    late = Refund.alias()
    found = late.select(late.id).where(late.payment == Payment.id, late.reason == "late_payment")
    return fn.EXISTS(found)
