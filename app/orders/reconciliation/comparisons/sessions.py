"""Checkout sessions: each that we opened is known to Stripe, and asks for what its order costs."""

from app.money import Money
from app.orders.models import Order, Payment
from app.orders.payments import gateway
from app.orders.payments.attribution import with_this_stripe
from app.orders.payments.settlement import payment_of
from app.orders.reconciliation.differences import NOTHING, Found

THING, LIST = "session", "sessions"
find = gateway.find_session


def differences(session):
    """A session that is not ours is no difference: if money comes of it, its charge is one."""
    payment = payment_of(session)
    if payment is None:
        return []
    asked = Money(session.amount_total, session.currency.upper())
    here, there = f"{payment.amount}, {payment.status}", f"{asked}, {session.payment_status}"
    kinds = [kind for kind, differs in RULES.items() if differs(session, payment, asked)]
    return [Found(kind, THING, session.id, payment, here, there) for kind in kinds]


def is_unpaid(session, payment, asked):
    return payment.status == "paid" and session.payment_status == "unpaid"


def asks_otherwise(session, payment, asked):
    # Once it is paid, the charge tells the amount, and an expired page takes no money.
    waiting = session.payment_status == "unpaid" and session.status != "expired"
    return waiting and asked != payment.amount


def is_for_another(session, payment, asked):
    return session.client_reference_id != payment.order.number


RULES = {
    "paid_not_there": is_unpaid,
    "session_amount": asks_otherwise,
    "session_order": is_for_another,
}


def missing(session_id):
    payment = opened_by_us().where(Payment.session_id == session_id).first()
    if payment is None:
        return []
    here = f"{payment.amount}, {payment.status}"
    return [Found("session_unknown", THING, session_id, payment, here, NOTHING)]


def ours(period):
    made = Payment.created_at.between(period.since, period.until)
    return [payment.session_id for payment in opened_by_us().where(made)]


def opened_by_us():
    opened = Payment.session_id.is_null(False) & with_this_stripe()
    return Payment.select(Payment, Order).join(Order).where(opened)
