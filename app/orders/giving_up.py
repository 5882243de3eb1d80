"""Copies that will not be sent after all: let go of, for others to buy."""

from app.catalog.inventory import lock_inventory, move
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
