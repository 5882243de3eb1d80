"""Copies that may be sold before they are here: pre-orders and back-orders, each to its limit."""

from app.db import now

NOT_TO_COME = ("unavailable", "out_of_print", "cancelled")


def copies_ahead(edition):
    """How many copies of an edition, read with its .shelf if it has one, may be sold ahead."""
    if not edition.for_sale or edition.trade_status in NOT_TO_COME:
        return 0
    limit = edition.preorder_limit if is_forthcoming(edition) else edition.backorder_limit
    shelf = getattr(edition, "shelf", None)
    return max(0, limit - (shelf.promised if shelf else 0))


def is_forthcoming(edition):
    return edition.published_on is not None and edition.published_on > now().date()
