"""Stock and prices as the shop has them, to compare with another system's."""

from peewee import JOIN

from app.catalog.models import Edition, Inventory
from app.money import Money

LARGEST_PAGE = 1000  # editions


def stock_of_isbn(isbn):
    return [as_told(edition) for edition in editions().where(Edition.isbn == isbn)]


def stock_page(after, limit):
    """The next editions after the place `after`, and the place of the last of them."""
    found = list(editions().where(Edition.id > after).limit(limit))
    return [as_told(edition) for edition in found], found[-1].id if found else after


def editions():
    return (
        Edition.select(Edition, Inventory)
        .join(Inventory, JOIN.LEFT_OUTER, attr="stock")
        .order_by(Edition.id)
    )


def as_told(edition):
    # An edition that never had a copy has no row.
    stock = getattr(edition, "stock", None) or Inventory(edition=edition)
    return {
        "isbn": edition.isbn,
        "condition": edition.condition,
        "on_hand": stock.on_hand,
        "reserved": stock.reserved,
        "available": stock.available,
        "price": amount(edition.price_minor, edition.currency),
        "list_price": amount(edition.list_price_minor, edition.currency),
        "currency": edition.currency,
        "withdrawn": edition.withdrawn_at is not None,
    }


def amount(minor, currency):
    return None if minor is None else str(Money(minor, currency).amount)
