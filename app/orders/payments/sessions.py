"""Stripe's open pages: closed when their order ends, asked about when we have not heard."""

import contextlib
from datetime import timedelta

from peewee import fn

from app.db import now
from app.orders.models import Order, Payment
from app.orders.payments import gateway
from app.orders.payments.settlement import settle

# With a sweep each minute, a lost webhook is made up for well within two.
UNHEARD = timedelta(seconds=20)
BANKS_ARE_SLOW = timedelta(minutes=30)


def close(payment):
    """Close the page, and act on what had happened there before."""
    # Refused when it was closed already, perhaps because it is paid: settle() tells.
    with contextlib.suppress(gateway.Refused):
        gateway.expire_session(payment.session_id)
    return settle(payment.session_id)


def close_all(order_id):
    for payment in Payment.select().where(Payment.order == order_id, Payment.status == "open"):
        close(payment)


def look_after(payment):
    """Settle a payment we have not heard of for a while; close its page if the order has ended."""
    ended = payment.order.status in ("expired", "cancelled")
    return close(payment) if ended and payment.status == "open" else settle(payment.session_id)


def unheard_of(limit=50):
    """Payments to ask Stripe about, those that were tried longest ago first."""
    asked = fn.coalesce(Payment.asked_at, Payment.created_at)
    due = ((Payment.status == "open") & (asked < now() - UNHEARD)) | (
        (Payment.status == "processing") & (asked < now() - BANKS_ARE_SLOW)
    )
    tried = fn.coalesce(Payment.tried_at, Payment.created_at)
    query = Payment.select(Payment, Order).join(Order).where(due)
    return list(query.order_by(tried, Payment.id).limit(limit))
