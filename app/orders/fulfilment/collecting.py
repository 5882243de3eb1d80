"""Click and collect: an order waits at the counter, and then somebody has fetched it."""

from app.db import db, now
from app.mail import send_once
from app.orders.fulfilment.carriers import COLLECTED
from app.orders.fulfilment.dispatch import GOES_BACK, NO_COPIES, take_off_the_shelf
from app.orders.holds import lines_of
from app.orders.models import Order, Shipment
from app.orders.refunds.endings import gives_all_back, nothing_is_left
from app.orders.refusals import NotShippable

COLLECTABLE = ("paid", "packed")
STILL_TO_COME = "Some of its copies have not come in yet."


def make_ready(order_id, staff):
    """Say that an order can be fetched, and tell its buyer, once. Raises NotShippable."""
    with db.atomic():
        order = Order.locked(order_id)
        if order.status == "ready":
            return order
        if order.status not in COLLECTABLE or order.delivery_kind != "collect":
            raise NotShippable("Only a paid order that will be collected can be made ready.")
        check_whole(order)
        order.status = "ready"
        order.ready_at = now()
        order.save()
        order.note("ready", f"staff {staff.id}")
        send_once("ready_to_collect", order.id, order.email)
    return order


def check_whole(order):
    if gives_all_back(order):
        raise NotShippable(GOES_BACK)
    if nothing_is_left(order):
        raise NotShippable(NO_COPIES)
    if any(line.promised for line in lines_of(order)):
        raise NotShippable(STILL_TO_COME)


def hand_over(order_id, staff):
    """The buyer has fetched an order that was ready: its copies leave the shelf, once."""
    with db.atomic():
        order = Order.locked(order_id)
        if order.status == "delivered":
            return order
        if order.status != "ready":
            raise NotShippable("Only an order that is ready can be handed over.")
        check_whole(order)
        take_off_the_shelf(order, Shipment(order=order, carrier=COLLECTED, staff=staff.id))
        order.status = "delivered"
        order.shipped_at = order.delivered_at = now()
        order.save()
        order.note("collected", f"staff {staff.id}")
    return order
