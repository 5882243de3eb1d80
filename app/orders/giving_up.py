"""Copies that will not be sent after all: let go of, for others to buy."""

from app.catalog.inventory import lock_inventory, move
from app.orders.models import Shipment
from app.orders.refunds.refundable import order_lines


def give_up(order, copies):
    """Give up so many copies, by line id, that have not been sent; under the order's lock.

    Copies that are still to come to the shop go first: those on the shelf can be sent today.
    """
    lines = [line for line in order_lines(order) if copies.get(line.id)]
    lock_inventory(line.edition_id for line in lines)
    for line in lines:
        let_go(line, copies[line.id], order)


def give_up_all(order):
    give_up(order, {line.id: line.owed for line in order_lines(order) if line.owed})


def let_go(line, copies, order):
    promised = min(line.promised, copies)
    reserved = 0 if line.is_download else copies - promised
    if promised or reserved:
        let_go = {"reserved": -reserved, "promised": -promised}
        move(line.edition_id, **let_go, reason="released", order_id=order.id)
    line.promised -= promised
    line.cancelled += copies
    line.save()


def settle_status(order, by):
    """Where copies were given up, bring the order's status to what is left to be sent."""
    lines = order_lines(order)
    if any(line.owed for line in lines if not line.is_download):
        if order.status == "packed":
            change(order, "paid", by, "to be packed again")
    elif order.status == "part_shipped":
        order.shipped_at = order.shipped_at or last_shipped_at(order)
        change(order, "shipped", by, "nothing more is to be sent")
    elif order.status in ("paid", "packed", "ready") and has_more_than_parcels(order, lines):
        only_downloads_left(order, by)


def has_more_than_parcels(order, lines):
    return order.gift_cards_minor or any(line.owed or line.shipped for line in lines)


def only_downloads_left(order, by):
    if order.status == "packed":
        change(order, "paid", by, "to be packed again")
    order.shipped_at = order.shipped_at or order.settled_at
    change(order, "delivered", by, "nothing is to be sent")


def change(order, status, by, note):
    order.status = status
    order.save()
    order.note(status, by, note)


def last_shipped_at(order):
    return order.shipments.order_by(Shipment.shipped_at.desc()).get().shipped_at
