"""An order is packed: from then on its buyer cannot change her mind by a click."""

from app.db import db
from app.orders.fulfilment.dispatch import GOES_BACK, NO_COPIES, NOTHING, shippable_copies
from app.orders.models import Order
from app.orders.refunds.endings import gives_all_back, nothing_is_left
from app.orders.refusals import NotShippable


def pack(order_id, staff):
    """Mark a paid order as packed; nothing changes when it is. Raises NotShippable."""
    with db.atomic():
        order = Order.locked(order_id)
        if order.status == "packed":
            return order
        if order.status != "paid":
            raise NotShippable("Only a paid order can be packed.")
        if gives_all_back(order):
            raise NotShippable(GOES_BACK)
        if nothing_is_left(order):
            raise NotShippable(NO_COPIES)
        if not shippable_copies(order):
            raise NotShippable(NOTHING)
        turn(order, "packed", staff, "packed")
    return order


def unpack(order_id, staff):
    """Take a packed order out of its box again; nothing changes when it is."""
    with db.atomic():
        order = Order.locked(order_id)
        if order.status == "paid":
            return order
        if order.status != "packed":
            raise NotShippable("Only an order that is packed can be unpacked.")
        turn(order, "paid", staff, "unpacked")
    return order


def turn(order, status, staff, event):
    order.status = status
    order.save()
    order.note(event, f"staff {staff.id}")
