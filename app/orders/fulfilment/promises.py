"""Copies that came in go to those who wait for them, pre-orders and back-orders, oldest first."""

from app.catalog.inventory import lock_inventory, move
from app.catalog.models import Inventory
from app.db import db
from app.mail import send_once
from app.orders.models import Order, OrderLine

WAITING = ("awaiting_payment", "paid", "packed", "part_shipped", "ready")


def allocate(edition_id):
    """Give the copies on the shelf to the lines that wait for them, until one of both is used up.

    Paid orders come before those that wait to be paid, and older lines before younger ones. It
    may run twice at once: each copy goes to one line.
    """
    while line := next_waiting(edition_id):
        give(line)


def next_waiting(edition_id):
    """The line whose turn it is; None when nobody waits, or nothing is here."""
    return (
        OrderLine.select()
        .join(Order)
        .join_from(OrderLine, Inventory, on=Inventory.edition == OrderLine.edition)
        .where(
            OrderLine.edition == edition_id,
            OrderLine.promised > 0,
            Order.status.in_(WAITING),
            Inventory.on_hand > Inventory.reserved,
        )
        .order_by(Order.settled_at.is_null(), OrderLine.id)
        .first()
    )


def give(line):
    """Give a line what it waits for, as far as there is anything, and tell its buyer when it is
    complete.
    """
    with db.atomic():
        order = Order.locked(line.order_id)  # before the shelf, as everywhere
        shelf = lock_inventory([line.edition_id])[line.edition_id]
        line = OrderLine.get_by_id(line.id)
        copies = min(line.promised, max(0, shelf.available))
        if not copies:
            return
        given = {"reserved": copies, "promised": -copies}
        move(line.edition_id, **given, reason="allocated", order_id=order.id)
        line.promised -= copies
        line.save()
        if not line.promised and order.settled_at:
            order.note("copies_in", "shop", line.called)
            send_once("preorder_out", line.id, order.email)


def editions_to_allocate(limit=200):
    """Ids of the editions that are waited for and on the shelf."""
    query = Inventory.select(Inventory.edition).where(
        Inventory.promised > 0, Inventory.on_hand > Inventory.reserved
    )
    return [id for (id,) in query.order_by(Inventory.edition).limit(limit).tuples()]
