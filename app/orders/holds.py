"""Copies held for an order: taken at checkout, let go when it is cancelled or runs out of time."""

from datetime import timedelta

from app.catalog.inventory import lock_inventory, move
from app.db import db, now
from app.orders.models import Order, Payment
from app.orders.refusals import OutOfStock
from app.queueing import PAYMENTS, nudge_after_commit

HOLD = timedelta(minutes=30)


def hold_copies(order, withdrawn=()):
    """Reserve the order's copies, all of them, or raise OutOfStock and reserve none."""
    lines = lines_of(order)
    shelf = lock_inventory(line.edition_id for line in lines)
    left = {id: row.available for id, row in shelf.items() if id not in withdrawn}
    short = [
        (n.title, left.get(n.edition_id, 0))
        for n in lines
        if left.get(n.edition_id, 0) < n.quantity
    ]
    if short:
        raise OutOfStock(short)
    for line in lines:
        move(line.edition_id, reserved=line.quantity, reason="held", order_id=order.id)


def release_copies(order):
    lines = lines_of(order)
    lock_inventory(line.edition_id for line in lines)
    for line in lines:
        move(line.edition_id, reserved=-line.quantity, reason="released", order_id=order.id)


def lines_of(order):
    # In edition order, as every lock on the shelf is taken.
    return sorted(order.lines, key=lambda line: line.edition_id)


def cancel(order_id, by, cart=None):
    """End an order nobody has paid and put what it held into `cart`; False if it is too late."""
    with db.atomic():
        if cart:
            cart.lock()
        order = Order.locked(order_id)
        if order.status != "awaiting_payment" or is_processing(order):
            return False
        end(order, "cancelled", by)
        if cart:
            put_back(order, cart)
        nudge_after_commit("jobs.payments.close_sessions", order.id, queue=PAYMENTS)
    return True


def put_back(order, cart):
    there = {item.edition_id: item.quantity for item in cart.items}
    for line in order.lines:
        cart.put(line.edition_id, max(line.quantity, there.get(line.edition_id, 0)))


def end(order, status, by):
    release_copies(order)
    order.status = status
    order.ended_at = now()
    order.save()
    order.note(status, by)


def run_out(order_id):
    """End an order whose time is up. Ask Stripe first (see sessions.close): money may be there."""
    with db.atomic():
        order = (
            Order.select()
            .where(
                Order.id == order_id,
                Order.status == "awaiting_payment",
                Order.hold_expires_at < now(),
            )
            .for_update(skip_locked=True)
            .first()
        )
        if order and not is_processing(order):
            end(order, "expired", "shop")


def orders_out_of_time(limit=100):
    """Ids of the orders whose hold is over, longest over first."""
    query = (
        Order.select(Order.id)
        .where(Order.status == "awaiting_payment", Order.hold_expires_at < now())
        .order_by(Order.hold_expires_at)
        .limit(limit)
    )
    return [id for (id,) in query.tuples()]


def is_processing(order):
    return order.payments.where(Payment.status == "processing").exists()
