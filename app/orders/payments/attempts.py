"""Attempts to pay an order on Stripe's page: one open at a time, each a row before it is a call."""

from datetime import timedelta

from app.db import db, now
from app.orders.models import Order, Payment
from app.orders.payments import gateway
from app.orders.payments.sessions import close
from app.orders.payments.stripe_session import session_params
from app.orders.refusals import NotPayable
from app.queueing import PAYMENTS, nudge_after_commit

# Stripe wants half an hour at the least, counted when it reads our call.
SESSION = timedelta(minutes=35)
LEAST_TO_CREATE = timedelta(minutes=30, seconds=30)
LEAST_TO_PAY = timedelta(minutes=2)
# Copies stay held until the page is surely closed.
MARGIN = timedelta(minutes=5)

NOT_WAITING = "This order is not waiting for a payment any more."


def begin_payment(order):
    """The URL of Stripe's page for this order; asked again, the same page while it is open.

    Raises NotPayable when nothing is to be paid, gateway.GatewayError when there is no page.
    """
    close_stale(order)
    try:
        return page_to_pay(order)
    except gateway.FailedForGood:
        return page_to_pay(order)  # another attempt, with a key of its own


def page_to_pay(order):
    payment = open_attempt(order.id)
    if payment.session_url:
        return payment.session_url
    # By its number: a key made from a row's id would come again in a database begun anew.
    key = f"order-{order.number}-attempt-{payment.attempt}"
    try:
        session = gateway.create_session(session_params(order, payment), key)
    except gateway.FailedForGood:
        give_up(payment)
        raise
    return keep_session(order.id, payment.id, session)


def give_up(payment):
    """End an attempt whose page Stripe will never tell us, so that the next one can begin.

    Stripe may have made the page all the same. Nobody pays there: nobody was given its address, and
    it closes by itself. Should money come of it, settle() knows the attempt by its name.
    """
    waits = (Payment.status == "created") & Payment.session_id.is_null()
    Payment.update(status="failed").where(Payment.id == payment.id, waits).execute()


def close_stale(order):
    """Close pages with too little time left, so that two are never open to be paid twice."""
    soon_over = (Payment.status == "open") & (Payment.expires_at < now() + LEAST_TO_PAY)
    for payment in order.payments.where(soon_over):
        close(payment)


def open_attempt(order_id):
    """The attempt to go on with, or a new one; the hold is made to outlast it."""
    with db.atomic():
        order = Order.locked(order_id)
        if order.status != "awaiting_payment" or order.hold_expires_at < now():
            raise NotPayable(NOT_WAITING)
        latest = order.payments.order_by(Payment.attempt.desc()).first()
        if latest and latest.status == "processing":
            raise NotPayable("A payment for this order is already on its way.")
        if latest and usable(latest):
            return latest
        if latest and latest.status == "created":
            latest.status = "failed"
            latest.save()
        return new_attempt(order, latest.attempt + 1 if latest else 1)


def usable(payment):
    left = payment.expires_at - now()
    if payment.status == "created":
        return left > LEAST_TO_CREATE
    return payment.status == "open" and left > LEAST_TO_PAY


def new_attempt(order, attempt):
    # Stripe counts in whole seconds, and a repeated call must say the same.
    expires_at = (now() + SESSION).replace(microsecond=0)
    order.hold_expires_at = max(order.hold_expires_at, expires_at + MARGIN)
    order.save()
    return Payment.create(
        order=order,
        attempt=attempt,
        amount_minor=order.due_minor,
        currency=order.currency,
        expires_at=expires_at,
    )


def keep_session(order_id, payment_id, session):
    """Keep the page's address; refuse it when the order ended while Stripe was making the page."""
    with db.atomic():
        order = Order.locked(order_id)
        Payment.update(status="open", session_id=session.id, session_url=session.url).where(
            Payment.id == payment_id, Payment.status == "created"
        ).execute()
        waiting = order.status == "awaiting_payment"
        if not waiting:
            nudge_after_commit("jobs.payments.close_sessions", order_id, queue=PAYMENTS)
    if not waiting:
        raise NotPayable(NOT_WAITING)
    return session.url
