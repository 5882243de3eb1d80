"""An order's status follows its copies: what of them was sent, and what is left to be sent."""

from app.orders.models import Shipment
from app.orders.refunds.refundable import order_lines

ON_ITS_WAY = ("paid", "packed", "ready", "part_shipped")


def follow_copies(order):
    """Bring its status to its copies, after some were sent or given up; under the order's lock.

    Returns the new status, or None when it stays. An order of which nothing is left, neither
    copies nor anything else that was bought, is ended by its refund and not here.
    """
    before = order.status
    if before in ON_ITS_WAY:
        for status in ways_to(order, order_lines(order)):
            order.status = status
            order.save()
    return order.status if order.status != before else None


def ways_to(order, lines):
    """The statuses that it goes through."""
    goods = [line for line in lines if not line.is_download]
    sent, owed = any(line.shipped for line in goods), any(line.owed for line in goods)
    if sent:
        order.shipped_at = None if owed else last_sent_at(order)
        return ["part_shipped" if owed else "shipped"]
    # What was packed with copies that are given up is packed again, or not at all.
    unpacked = ["paid"] if order.status == "packed" else []
    if owed:
        return unpacked
    if not (order.gift_cards_minor or any(line.owed or line.shipped for line in lines)):
        return []
    order.shipped_at = order.settled_at
    return [*unpacked, "delivered"]


def last_sent_at(order):
    return order.shipments.order_by(Shipment.shipped_at.desc()).get().shipped_at
