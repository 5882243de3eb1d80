"""Copies leave the shop."""

from app.catalog.inventory import lock_inventory, move
from app.db import db, now
from app.mail import send_once
from app.orders.holds import lines_of
from app.orders.models import Order, Shipment, ShipmentLine
from app.orders.refundable import gives_all_back
from app.orders.refusals import NotShippable


def ship(order_id, tracking, staff):
    """Mark a paid order as sent and take its copies off the shelf; `staff` has an id.

    Raises NotShippable when it is not paid, sent already, or its money is going back.
    """
    with db.atomic():
        order = Order.locked(order_id)
        if order.status not in ("paid", "packed"):
            raise NotShippable("Only a paid order that has not been sent can be sent.")
        if gives_all_back(order):
            raise NotShippable("The payment of this order is being given back.")
        if any(line.promised for line in lines_of(order)):
            raise NotShippable("Some of its copies have not come in yet.")
        take_off_the_shelf(order, staff, tracking)
        order.status = "shipped"
        order.tracking = tracking
        order.shipped_at = now()
        order.save()
        order.note("shipped", f"staff {staff.id}", tracking)
        send_once("order_shipped", order.id, order.email)
    return order


def take_off_the_shelf(order, staff, tracking):
    lock_inventory(line.edition_id for line in lines_of(order))
    shipment = Shipment.create(order=order, tracking=tracking, staff=staff.id)
    for line in lines_of(order):
        if not line.reserved:
            continue  # given up
        move(
            line.edition_id,
            on_hand=-line.reserved,
            reserved=-line.reserved,
            reason="shipped",
            order_id=order.id,
            staff_id=staff.id,
        )
        ShipmentLine.create(shipment=shipment, order_line=line, quantity=line.reserved)
        line.shipped += line.reserved
        line.save()
