"""Orders as the counter works through them: queues by status, and finding one."""

from peewee import SQL, fn
from stdnum import isbn
from stdnum.exceptions import ValidationError

from app.admin.listing import COUNTED, anywhere, fold
from app.orders.models import Order, OrderLine
from app.orders.numbers import read_number
from app.orders.refunds.resending import not_arrived

QUEUES = {
    "to-ship": ("To ship", ("paid", "packed", "part_shipped")),
    "awaited": ("Waiting for copies", ("paid", "packed", "part_shipped")),
    "to-collect": ("To be collected", ("ready",)),
    "awaiting-payment": ("Awaiting payment", ("awaiting_payment",)),
    "shipped": ("Shipped", ("shipped", "delivered")),
    "not-arrived": ("Refund failed", ()),
    "refunded": ("Refunded", ("refunded",)),
    "ended": ("Cancelled or expired", ("cancelled", "expired")),
    "all": ("All", ()),
}


# Whether copies of it are here to be sent.
something_here = fn.EXISTS(
    OrderLine.select(SQL("1")).where(
        OrderLine.order == Order.id,
        ~OrderLine.is_download,
        OrderLine.quantity > OrderLine.promised + OrderLine.shipped + OrderLine.cancelled,
    )
)
something_to_come = fn.EXISTS(
    OrderLine.select(SQL("1")).where(OrderLine.order == Order.id, OrderLine.promised > 0)
)
HERE = {"to-ship": something_here, "awaited": something_to_come & ~something_here}


def orders_in(queue, words=""):
    """The orders of a queue that the words find, with `.copies` in each.

    What waits to be shipped comes oldest first, all else newest first.
    """
    copies = fn.sum(OrderLine.quantity)
    query = Order.select(
        Order, OrderLine.select(copies).where(OrderLine.order == Order.id).alias("copies")
    )
    statuses = QUEUES[queue][1]
    if queue == "not-arrived":
        query = query.where(Order.id.in_([refund.order_id for refund in not_arrived()]))
    if statuses:
        query = query.where(Order.status.in_(statuses))
    if queue in HERE:
        query = query.where(HERE[queue])
    if words:
        query = query.where(found_by(words))
    return query.order_by(Order.id if queue == "to-ship" else Order.id.desc())


def found_by(words):
    """By an ISBN in it, else by a part of its number, its buyer's name or email."""
    try:
        number = isbn.validate(words, convert=True)
    except ValidationError:
        said = fold(Order.number.concat(" ").concat(Order.name).concat(" ").concat(Order.email))
        return (said % fold(anywhere(words))) | (Order.number == read_number(words))
    return Order.id.in_(OrderLine.select(OrderLine.order).where(OrderLine.isbn == number))


def paid_elsewhere():
    """How many paid orders are neither to be shipped nor on their way, by where they wait."""
    return {name: orders_in(name).limit(COUNTED).count() for name in ("awaited", "to-collect")}


def waiting():
    """How many orders wait to be shipped, and how many to be paid."""
    counts = dict(
        Order.select(Order.status, fn.count(Order.id))
        .where(
            (Order.status == "awaiting_payment")
            | (Order.status.in_(QUEUES["to-ship"][1]) & something_here)
        )
        .group_by(Order.status)
        .tuples()
    )
    unpaid = counts.pop("awaiting_payment", 0)
    return sum(counts.values()), unpaid
