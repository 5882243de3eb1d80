"""The editions that orders wait for, each with its orders."""

from app.catalog.ahead import is_forthcoming
from app.catalog.models import Edition, Inventory, Work
from app.orders.fulfilment.promises import WAITING
from app.orders.models import Order, OrderLine


def editions_awaited():
    """A query for the editions with copies promised, those that come out first on top."""
    return (
        Edition.select(Edition, Work, Inventory)
        .join(Work)
        .join_from(Edition, Inventory, attr="stock")
        .where(Inventory.promised > 0)
        .order_by(Edition.published_on.asc(nulls="first"), Edition.id)
    )


def with_waiting(query):
    """The editions, each with its `.waiting` lines, the oldest first, and its `.limit`."""
    editions = list(query)
    waiting = waiting_for([edition.id for edition in editions])
    for edition in editions:
        edition.forthcoming = is_forthcoming(edition)
        edition.limit = edition.preorder_limit if edition.forthcoming else edition.backorder_limit
        edition.waiting = waiting.get(edition.id, [])
    return editions


def waiting_for(edition_ids):
    lines = (
        OrderLine.select(OrderLine, Order)
        .join(Order)
        .where(
            OrderLine.edition.in_(edition_ids),
            OrderLine.promised > 0,
            Order.status.in_(WAITING),
        )
        .order_by(Order.settled_at.is_null(), OrderLine.id)
    )
    by_edition = {}
    for line in lines:
        by_edition.setdefault(line.edition_id, []).append(line)
    return by_edition
