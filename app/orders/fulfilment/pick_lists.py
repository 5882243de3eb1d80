"""Which copies to fetch from the shelves for the orders that wait to be packed."""

from dataclasses import dataclass
from typing import NamedTuple

from peewee import fn

from app.catalog.models import (
    AUTHOR,
    Contributor,
    Edition,
    Subject,
    WorkContributor,
    WorkSubject,
)
from app.orders.models import Order, OrderLine
from app.orders.payments.disputes import disputed

TO_PACK = ("paid", "part_shipped")
MOST = 100  # orders on a list
NO_SHELF = "Elsewhere"


@dataclass
class Pick:
    """An edition, where it stands, and how many copies of it are wanted."""

    line: OrderLine
    shelf: str
    author: str
    copies: int = 0

    @property
    def place(self):
        return (
            self.shelf == NO_SHELF,
            self.shelf,
            self.author.casefold(),
            self.line.title.casefold(),
        )


class PickList(NamedTuple):
    orders: list  # each with `.to_pack`, lines with their copies, and `.disputed`
    picks: list  # of Pick, in the order in which one walks along the shelves
    waiting: int  # orders in all, of which the oldest are on the list

    @property
    def copies(self):
        return sum(pick.copies for pick in self.picks)


def pick_list(numbers=()):
    """The list for the oldest orders that have copies here to be packed; for these if any."""
    waiting = waiting_orders(numbers)
    orders = list(waiting.order_by(Order.id).limit(MOST))
    lines = lines_to_pack([order.id for order in orders])
    under_dispute = disputed([order.id for order in orders])
    for order in orders:
        order.disputed = order.id in under_dispute
        order.to_pack = [line for line in lines if line.order_id == order.id]
    return PickList(orders, picks_of(lines), waiting.count())


def waiting_orders(numbers):
    has_copies = OrderLine.select().where(OrderLine.order == Order.id, here())
    orders = Order.select().where(Order.status.in_(TO_PACK), fn.EXISTS(has_copies))
    return orders.where(Order.number.in_(numbers)) if numbers else orders


def here():
    """The condition that copies of a line are on our shelf for it."""
    gone = OrderLine.promised + OrderLine.shipped + OrderLine.cancelled
    return ~OrderLine.is_download & (OrderLine.quantity > gone)


def lines_to_pack(order_ids):
    query = (
        OrderLine.select(OrderLine, Edition)
        .join(Edition)
        .where(OrderLine.order.in_(order_ids), here())
        .order_by(OrderLine.order, OrderLine.id)
    )
    return list(query)


def picks_of(lines):
    work_ids = {line.edition.work_id for line in lines}
    shelves, authors = shelves_of(work_ids), authors_of(work_ids)
    picks = {}
    for line in lines:
        work = line.edition.work_id
        new = Pick(line, shelves.get(work, NO_SHELF), authors.get(work, line.byline))
        picks.setdefault(line.edition_id, new).copies += line.reserved
    return sorted(picks.values(), key=lambda pick: pick.place)


def shelves_of(work_ids):
    """By work, the subject that it is first of all about: the shelf it stands on."""
    first = (
        WorkSubject.select(WorkSubject.work, Subject.name)
        .join(Subject)
        .where(WorkSubject.work.in_(work_ids))
        .order_by(WorkSubject.work, WorkSubject.position, Subject.id)
        .distinct(WorkSubject.work)
    )
    return dict(first.tuples())


def authors_of(work_ids):
    """By work, its first author as the shelf is sorted."""
    first = (
        WorkContributor.select(WorkContributor.work, Contributor.sort_name)
        .join(Contributor)
        .where(WorkContributor.work.in_(work_ids), WorkContributor.role == AUTHOR)
        .order_by(WorkContributor.work, WorkContributor.position, Contributor.id)
        .distinct(WorkContributor.work)
    )
    return dict(first.tuples())
