"""Money back to the card: a row first, then Stripe by a job, then what Stripe makes of it.

The rows are made in rows.py and resending.py; only money that came late or twice begins here.
"""

import structlog

from app.db import db, now
from app.money import Money
from app.orders.invoices.issuing import credit_note_for, take_back_credit_note
from app.orders.models import Order, Payment, Refund
from app.orders.payments import gateway
from app.orders.payments.attribution import own_id
from app.orders.refunds.status import finish, tell
from app.orders.refunds.why_failed import why_failed
from app.queueing import PAYMENTS, nudge_after_commit

log = structlog.get_logger()

OURS = {
    "pending": "pending",
    "requires_action": "pending",
    "succeeded": "succeeded",
    "failed": "failed",
    "canceled": "failed",
}
# As a refund goes, whichever answer of Stripe's reaches us first.
ON_ITS_WAY = ("requested", "pending", "succeeded", "failed")
OF_THE_CUSTOMER = ("requested_by_customer", "withdrawal", "return", "cancelled")


def refund_payment(payment, reason, by):
    """The refund of all of this payment, begun now unless it was before; under its order's lock.

    It is of money that the order never had.
    """
    refund = Refund.get_or_none(Refund.payment == payment, Refund.status != "failed")
    if refund is None:
        refund = Refund.create(
            order=payment.order_id,
            payment=payment,
            amount_minor=payment.amount_minor,
            reason=reason,
            requested_by=by,
        )
    nudge_after_commit("jobs.payments.carry_out_refund", refund.id, queue=PAYMENTS)
    return refund


def carry_out(refund_id):
    """Have Stripe give the money back; safe to repeat, and to run twice at once."""
    refund = Refund.get_or_none(Refund.id == refund_id, Refund.status == "requested")
    if refund is None:
        return
    try:
        take_note(refund.id, made_before(refund) or make(refund))
    except gateway.Refused as refusal:
        mark_refused(refund.id, str(refusal))


def made_before(refund):
    """The refund at Stripe, if an earlier call made it and its answer never reached us."""
    for made in gateway.refunds_of(refund.payment.payment_intent_id):
        if named_in(made) == refund.id:
            return made
    return None


def make(refund):
    params = {
        "payment_intent": refund.payment.payment_intent_id,
        "amount": refund.amount_minor,
        "metadata": {"refund": str(refund.id), "order": refund.payment.order.number},
    }
    if refund.reason in OF_THE_CUSTOMER:
        params["reason"] = "requested_by_customer"
    return gateway.create_refund(params, f"refund-{params['metadata']['order']}-{refund.id}")


def ask_again(stripe_refund_id):
    """Act on how a refund stands at Stripe; return it with our row of it, or None for the row."""
    made = gateway.find_refund(stripe_refund_id)
    refund = refund_of(made)
    if refund:
        take_note(refund.id, made)
    return made, refund


def refund_of(made):
    """Our row of a refund at Stripe, also when the answer that named it was lost."""
    known = Refund.get_or_none(Refund.stripe_refund_id == made.id)
    number = named_in(made)
    if known or not number:
        return known
    return (
        Refund.select()
        .join(Payment)
        .where(Refund.id == number, Payment.payment_intent_id == made.payment_intent)
        .first()
    )


def named_in(made):
    """The id of our row, which we put into every refund we make."""
    return own_id(made.metadata.to_dict() if made.metadata else {}, "refund")


def take_note(refund_id, made):
    """Bring our row, and the order, to what Stripe says of the refund."""
    with db.atomic():
        refund, order = locked(refund_id)
        status = OURS.get(made.status, "pending")
        if not is_farther(status, refund) or not matches(made, refund, order):
            return
        first_heard = refund.status == "requested"
        refund.status = status
        refund.stripe_refund_id = made.id
        refund.settled_at = now() if status in ("succeeded", "failed") else None
        if status == "failed":
            refund.last_error = why_failed(made)
        refund.save()
        if status == "failed":
            order.note("refund_failed", "stripe", refund.last_error)
            take_back_credit_note(refund, order)
        elif first_heard:
            on_its_way(refund, order)


def is_farther(status, refund):
    """Whether this is news: an answer that was overtaken by a later one does not undo it."""
    return ON_ITS_WAY.index(status) > ON_ITS_WAY.index(refund.status)


def matches(made, refund, order):
    """Never take other money for this refund's money: leave it to a person, who is told once."""
    if (made.amount, made.currency.upper()) == (refund.amount_minor, order.currency):
        return True
    told = f"Stripe gave back {Money(made.amount, made.currency.upper())}; see {made.id}"
    if refund.last_error != told:
        log.error("refund does not match", refund=refund.id, order=order.id, told=told)
        refund.last_error = told
        refund.save()
        order.note("refund_mismatch", "stripe", told)
    return False


def mark_refused(refund_id, why):
    with db.atomic():
        refund, order = locked(refund_id)
        if refund.status != "requested":
            return
        refund.status, refund.last_error, refund.settled_at = "failed", why, now()
        refund.save()
        log.error("Stripe refused a refund", refund=refund.id, order=order.id, why=why)
        order.note("refund_failed", "stripe", why)


def locked(refund_id):
    # The order before its refund, as everywhere.
    order = Order.locked(Refund.get_by_id(refund_id).order_id)
    return Refund.select().where(Refund.id == refund_id).for_update().get(), order


def on_its_way(refund, order):
    order.note("refunded", "stripe", str(refund.amount))
    if refund.reason == "late_payment" or order.settled_at is None:
        return  # the order never had this money, and the buyer was told why
    credit_note_for(refund, order)
    tell(refund, order)
    finish(order, "stripe")
