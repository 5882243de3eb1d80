"""Makes our rows agree with what Stripe says of a payment.

The webhook's job, the return page and the sweep all call settle(), perhaps at the same instant:
each asks Stripe first, then the order's row lets one of them at a time look and act. The answer
to an earlier question does not undo that to a later one.
"""

from datetime import timedelta

import structlog

from app.db import db, now
from app.mail import send_once
from app.orders.models import Order, Payment
from app.orders.payments import gateway
from app.orders.payments.acceptance import accept, accept_late, give_back
from app.orders.payments.attribution import own_id

log = structlog.get_logger()

BANK_TIME = timedelta(days=10)  # that a delayed method may take
TIME_TO_TRY_AGAIN = timedelta(hours=24)
LAST_WORDS = ("paid", "mismatch")  # of a payment's status


def settle(session_id):
    """Act once on how this session stands; return its order, or None when it is none of ours.

    Raises gateway.Unreachable when Stripe does not say.
    """
    asked_at = now()
    try:
        session = gateway.find_session(session_id)
    except gateway.Unknown:
        return None
    found = payment_of(session)
    if found is None:
        log.warning("a session that no payment of ours knows", session=session_id)
        return None
    with db.atomic():
        order = Order.locked(found.order_id)
        payment = Payment.select().where(Payment.id == found.id).for_update().get()
        if is_news(session, payment, asked_at):
            act_on(session, payment, order)
            payment.asked_at = asked_at
            payment.save()
    return order


def is_to_be_asked(payment):
    """Whether Stripe may know more of it than we do."""
    return payment.status not in LAST_WORDS


def is_news(session, payment, asked_at):
    """Unless it is older than what we know; that it is paid is the last word, by any clock."""
    known = payment.asked_at
    return known is None or asked_at > known or outcome_of(session) == "paid"


def payment_of(session):
    """Our attempt behind a session; by its name for it when we never learned the session's id."""
    known = Payment.get_or_none(Payment.session_id == session.id)
    if known:
        return known
    told = session.metadata.to_dict() if session.metadata else {}
    return (
        Payment.select()
        .join(Order)
        .where(
            Payment.id == own_id(told, "payment"),
            Payment.session_id.is_null(),
            Order.number == session.client_reference_id,
        )
        .first()
    )


def act_on(session, payment, order):
    if not is_to_be_asked(payment):
        return
    payment.session_id = session.id
    ACTIONS[outcome_of(session)](session, payment, order)


def outcome_of(session):
    if session.payment_status != "unpaid":
        return "paid"
    if session.status != "complete":
        return session.status  # open or expired
    intent = session.payment_intent
    bank_refused = intent and intent.status in ("requires_payment_method", "canceled")
    return "failed" if bank_refused else "processing"


def still_open(session, payment, order):
    payment.status = "open"
    payment.session_url = session.url


def lapsed(session, payment, order):
    payment.status = "expired"


def processing(session, payment, order):
    """The buyer has done her part and her bank takes days: keep the copies for as long."""
    if payment.status == "processing":
        return
    payment.status = "processing"
    if order.status == "awaiting_payment":
        order.hold_expires_at = now() + BANK_TIME
        order.save()
        send_once("order_received", order.id, order.email)
    order.note("payment_processing", "stripe")


def failed(session, payment, order):
    if payment.status == "failed":
        return
    payment.status = "failed"
    if order.status == "awaiting_payment":
        order.hold_expires_at = now() + TIME_TO_TRY_AGAIN
        order.save()
        send_once("payment_failed", payment.id, order.email)
    order.note("payment_failed", "stripe")


def paid(session, payment, order):
    if not matches(session, payment, order):
        return distrust(session, payment, order)
    payment.status = "paid"
    payment.paid_at = now()
    payment.payment_intent_id = session.payment_intent.id if session.payment_intent else None
    payment.save()
    if order.status == "awaiting_payment":
        return accept(order)
    if order.status == "expired":
        return accept_late(order, payment)
    # Whoever cancelled her order does not want it any more.
    return give_back(order, payment, "paid_late" if order.status == "cancelled" else "paid_twice")


def matches(session, payment, order):
    return (
        session.amount_total == payment.amount_minor
        and session.currency.upper() == payment.currency
        and session.client_reference_id == order.number
    )


def distrust(session, payment, order):
    """Never take other money for this order's money: leave it to a person."""
    payment.status = "mismatch"
    told = f"{session.amount_total} {session.currency} for {session.client_reference_id}"
    log.error("payment does not match its order", order=order.id, payment=payment.id, told=told)
    order.note("payment_mismatch", "stripe", f"Stripe tells of {told}; see {session.id}")


ACTIONS = {
    "open": still_open,
    "expired": lapsed,
    "processing": processing,
    "failed": failed,
    "paid": paid,
}
