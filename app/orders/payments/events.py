"""Acts on what Stripe told us, by asking how things stand now: order and repeats do no harm."""

import structlog

from app.db import db, now
from app.orders.models import Order, Payment, PaymentEvent
from app.orders.payments import disputes
from app.orders.payments.settlement import settle
from app.orders.refunds import elsewhere
from app.orders.refunds.sending import ask_again

log = structlog.get_logger()


def handle(event_id):
    """Act on a stored event once; one that was handled already is left alone."""
    event = PaymentEvent.get_or_none(PaymentEvent.id == event_id, PaymentEvent.handled_at.is_null())
    if event is None:
        return
    try:
        note = act_on(event.type, event.payload["data"]["object"])
    except Exception as error:
        remember_failure(event, error)
        raise
    finish(event, note)


def act_on(type, thing):
    """Do what the event asks for; return what staff should read: (order id, event, words)."""
    if type.startswith("checkout.session."):
        settle(thing["id"])
    elif type.startswith("refund.") or type == "charge.refund.updated":
        return refund_told(type, thing)
    elif type.startswith("charge.dispute."):
        disputes.update(thing["id"])
    return None  # of other types we only keep that they came


def refund_told(type, thing):
    made, ours = ask_again(thing["id"])
    if ours is None and type == "refund.created":
        return on_order_of(thing, *elsewhere.in_history(made))
    return None


def on_order_of(thing, event, words):
    payment = Payment.get_or_none(Payment.payment_intent_id == thing.get("payment_intent"))
    return (payment.order_id, event, words) if payment else None


def finish(event, note):
    with db.atomic():
        mine = PaymentEvent.update(handled_at=now()).where(
            PaymentEvent.id == event.id, PaymentEvent.handled_at.is_null()
        )
        if mine.execute() and note:
            order_id, what, words = note
            Order.get_by_id(order_id).note(what, "stripe", words)


def remember_failure(event, error):
    PaymentEvent.update(
        attempts=PaymentEvent.attempts + 1, last_error=f"{type(error).__name__}: {error}"[:500]
    ).where(PaymentEvent.id == event.id).execute()


def waiting(limit=100):
    """Ids of the events nobody has handled, those that failed least first."""
    query = PaymentEvent.select(PaymentEvent.id).where(PaymentEvent.handled_at.is_null())
    ordered = query.order_by(PaymentEvent.attempts, PaymentEvent.id).limit(limit)
    return [id for (id,) in ordered.tuples()]
