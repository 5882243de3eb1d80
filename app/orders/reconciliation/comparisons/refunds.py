"""Refunds: each at Stripe, of a payment of ours, is one here, of its amount and as far on."""

from app.money import Money
from app.orders.models import Order, Payment, Refund
from app.orders.payments import gateway
from app.orders.payments.attribution import payment_behind, with_this_stripe
from app.orders.reconciliation.differences import NOTHING, Found
from app.orders.refunds.sending import OURS, refund_of

THING, LIST = "refund", "refunds"
NOT_DONE = ("failed", "canceled")
find = gateway.find_refund


def differences(made):
    back = Money(made.amount, made.currency.upper())
    there = f"{back}, {made.status}"
    refund = refund_of(made)
    if refund is None:
        return unknown_here(made, there)
    asked = Money(refund.amount_minor, refund.payment.currency)
    here = f"{asked}, {refund.status}"
    kinds = ["refund_amount"] if back != asked else []
    kinds += ["refund_status"] if OURS.get(made.status, "pending") != refund.status else []
    return [Found(kind, THING, made.id, refund.payment, here, there) for kind in kinds]


def unknown_here(made, there):
    """One of other money is no difference: that money is one, for as long as it is there."""
    payment = payment_behind(made.payment_intent, None)
    if payment is None or made.status in NOT_DONE:
        return []
    return [Found("refund_not_here", THING, made.id, payment, NOTHING, there)]


def missing(refund_id):
    refund = made_by_us().where(Refund.stripe_refund_id == refund_id).first()
    if refund is None:
        return []
    here = f"{Money(refund.amount_minor, refund.payment.currency)}, {refund.status}"
    return [Found("refund_not_there", THING, refund_id, refund.payment, here, NOTHING)]


def ours(period):
    made = Refund.created_at.between(period.since, period.until)
    return [refund.stripe_refund_id for refund in made_by_us().where(made)]


def made_by_us():
    made = Refund.stripe_refund_id.is_null(False) & (Refund.status != "failed")
    query = Refund.select(Refund, Payment).join(Payment).join(Order)
    return query.where(made, with_this_stripe())
