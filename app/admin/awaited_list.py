"""The editions that orders or readers wait for, each with its orders."""

from peewee import JOIN, fn

from app.catalog.ahead import is_forthcoming
from app.catalog.models import Edition, Inventory, StockAlert, Work
from app.orders.fulfilment.promises import WAITING
from app.orders.models import Order, OrderLine


def editions_awaited():
    """A query for the editions with copies promised, or with readers who want to be told; those
    that come out first on top.
    """
    wanted = StockAlert.select(StockAlert.edition).where(StockAlert.waiting())
    return (
        Edition.select(Edition, Work, Inventory)
        .join(Work)
        .join_from(Edition, Inventory, JOIN.LEFT_OUTER, attr="shelf")
        .where((Inventory.promised > 0) | Edition.id.in_(wanted))
        .order_by(Edition.published_on.asc(nulls="first"), Edition.id)
    )


def with_waiting(query):
    """The editions, each with its `.stock`, its `.limit`, its `.waiting` lines, the oldest first,
    and how many `.readers` want to be told.
    """
    editions = list(query)
    ids = [edition.id for edition in editions]
    waiting, readers = waiting_for(ids), readers_of(ids)
    for edition in editions:
        edition.stock = getattr(edition, "shelf", None) or Inventory()
        edition.forthcoming = is_forthcoming(edition)
        edition.limit = edition.preorder_limit if edition.forthcoming else edition.backorder_limit
        edition.waiting = waiting.get(edition.id, [])
        edition.readers = readers.get(edition.id, 0)
    return editions


def readers_of(edition_ids):
    """By edition id, how many readers we still have to tell."""
    query = (
        StockAlert.select(StockAlert.edition, fn.count(StockAlert.id))
        .where(StockAlert.waiting(), StockAlert.edition.in_(edition_ids))
        .group_by(StockAlert.edition)
    )
    return dict(query.tuples())


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
