"""Copies that other readers hold while they pay, and when the first of them may come back."""

from peewee import fn

from app.db import now
from app.orders.models import Order, OrderLine


def held_until(editions):
    """By edition id when the first hold ends, of the editions whose copies are all reserved.

    The editions must be counted. Copies of paid orders never come back.
    """
    reserved = [edition.id for edition in editions if edition.on_hand and not edition.available]
    if not reserved:
        return {}
    query = (
        OrderLine.select(OrderLine.edition, fn.min(Order.hold_expires_at))
        .join(Order)
        .where(
            OrderLine.edition.in_(reserved),
            Order.status == "awaiting_payment",
            Order.hold_expires_at > now(),
        )
        .group_by(OrderLine.edition)
    )
    return dict(query.tuples())
