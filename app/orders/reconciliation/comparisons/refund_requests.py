"""Refunds that were asked for here and that Stripe has not made: the buyer waits for her money."""

from app.money import Money
from app.orders.models import Order, Payment, Refund
from app.orders.payments import gateway
from app.orders.payments.attribution import with_this_stripe
from app.orders.reconciliation.comparisons import refunds
from app.orders.reconciliation.differences import NOTHING, Found
from app.orders.refunds.sending import made_before

THING, LIST = "refund_request", None
differences = refunds.differences


def find(refund_id):
    refund = requests().where(Refund.id == int(refund_id)).first()
    made = made_before(refund) if refund else None
    if made is None:
        raise gateway.Unknown(refund_id)
    return made


def missing(refund_id):
    refund = requests().where(Refund.id == int(refund_id)).first()
    if refund is None:
        return []
    here = f"{Money(refund.amount_minor, refund.payment.currency)}, {refund.status}"
    return [Found("refund_not_there", THING, refund_id, refund.payment, here, NOTHING)]


def ours(period):
    """However long ago: one that is still only asked for is the more urgent."""
    return [str(refund.id) for refund in requests().where(Refund.created_at <= period.until)]


def requests():
    query = Refund.select(Refund, Payment).join(Payment).join(Order)
    return query.where(Refund.status == "requested", with_this_stripe())
