"""What Stripe told us, without people: of a webhook, what says which thing, how much and when."""

from app.db import db, now
from app.orders.models import PaymentEvent

KEPT = {
    *("id", "object", "type", "created", "livemode", "api_version", "data", "status", "reason"),
    *("amount", "amount_total", "amount_received", "amount_refunded", "currency", "payment_status"),
    *("payment_intent", "client_reference_id", "metadata", "order", "payment", "charge", "refund"),
}
OF_ORDERS = """
    select e.id from sales.payment_events e
    where e.payload #>> '{data,object,id}' = any(%(things)s)
        or e.payload #>> '{data,object,payment_intent}' = any(%(things)s)
        or e.payload #>> '{data,object,client_reference_id}' = any(%(numbers)s)
        or e.payload #>> '{data,object,metadata,order}' = any(%(numbers)s)
"""
THINGS = """
    select session_id from sales.payments where order_id = any(%(ids)s)
    union select payment_intent_id from sales.payments where order_id = any(%(ids)s)
    union select stripe_refund_id from sales.refunds where order_id = any(%(ids)s)
    union select stripe_dispute_id from sales.disputes d
        join sales.payments p on p.id = d.payment_id where p.order_id = any(%(ids)s)
"""


def redact_events(order_ids):
    """Strip the webhooks about these orders."""
    facts = {"ids": list(order_ids)}
    things = [thing for (thing,) in db.execute_sql(THINGS, facts).fetchall() if thing]
    numbers = db.execute_sql("select number from sales.orders where id = any(%(ids)s)", facts)
    facts = {"things": things, "numbers": [number for (number,) in numbers.fetchall()]}
    strip([id for (id,) in db.execute_sql(OF_ORDERS, facts).fetchall()])


def redact_old(age, most=500):
    """Strip webhooks that were handled longer ago than this; how many there were."""
    old = PaymentEvent.select(PaymentEvent.id).where(
        PaymentEvent.handled_at < now() - age, PaymentEvent.stripped_at.is_null()
    )
    ids = [event.id for event in old.order_by(PaymentEvent.id).limit(most)]
    strip(ids)
    return len(ids)


def strip(event_ids):
    for event in PaymentEvent.select().where(PaymentEvent.id.in_(event_ids)):
        PaymentEvent.update(payload=bare(event.payload), stripped_at=now(), last_error="").where(
            PaymentEvent.id == event.id
        ).execute()


def bare(thing):
    """The same, with only those names in it that say nothing of a person."""
    if isinstance(thing, dict):
        return {name: bare(value) for name, value in thing.items() if name in KEPT}
    if isinstance(thing, list):
        return [bare(value) for value in thing]
    return thing
