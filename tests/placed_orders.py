"""Orders as rows in whatever state a test wants to find them; those of tests/orders are placed."""

from datetime import timedelta

from app.catalog.inventory import move
from app.db import now
from app.orders.models import Order, OrderLine, Payment, Shipment, ShipmentLine

UNSETTLED = ("awaiting_payment", "expired", "cancelled")
SHIPPED = ("shipped", "delivered")


def placed_order(edition, status="paid", *, quantity=1, **facts):
    """An order with its copies held; a settled one has its payment."""
    number = Order.select().count() + 1
    minor = edition.price_minor * quantity
    standing = {
        "number": f"OC-TEST-{number:04d}",
        "idempotency_key": f"form {number}",
        "status": status,
        "email": "ada@example.org",
        "name": "Ada Lovelace",
        "address": {"line1": "14 Folio Street", "city": "Norwich", "country": "GB"},
        "shipping_method": "standard",
        "shipping_name": "Standard",
        "currency": "GBP",
        "subtotal_minor": minor,
        "shipping_minor": 0,
        "total_minor": minor,
        "simulated": True,
        "hold_expires_at": now() + timedelta(minutes=30),
        "settled_at": None if status in UNSETTLED else now(),
        "shipped_at": now() if status in SHIPPED else None,
    }
    order = Order.create(**standing | facts)
    keep_line(order, edition, quantity)
    if order.settled_at:
        pay(order)
    return order


def keep_line(order, edition, quantity):
    OrderLine.create(
        order=order,
        edition=edition,
        title=edition.work.title,
        byline="Octavia E. Butler",
        isbn=edition.isbn,
        format=edition.format,
        condition=edition.condition,
        quantity=quantity,
        unit_price_minor=edition.price_minor,
    )
    move(edition.id, reserved=quantity, reason="held", order_id=order.id)


def pay(order):
    Payment.create(
        order=order,
        attempt=1,
        amount_minor=order.total_minor,
        currency="GBP",
        status="paid",
        session_id=f"cs_{order.id}",
        payment_intent_id=f"pi_{order.id}",
        expires_at=now(),
        paid_at=now(),
    )


def put_in_a_parcel(order):
    """Send all copies of an order that says it was sent."""
    parcel = Shipment.create(order=order)
    for line in order.lines:
        copies = line.reserved
        move(
            line.edition_id,
            on_hand=-copies,
            reserved=-copies,
            reason="shipped",
            order_id=order.id,
        )
        ShipmentLine.create(shipment=parcel, order_line=line, quantity=copies)
        line.shipped = copies
        line.save()
