"""Copies that may be sold before they are here: pre-orders and back-orders, each to its limit."""

from app.times import shop_today

WITHOUT_LIMIT = 1_000_000  # copies of a download
NOT_TO_COME = ("unavailable", "out_of_print", "cancelled")


def copies_for_sale(edition):
    """How many copies of an edition, read with its .shelf if it has one, one may order now."""
    return sum(copies_left(edition))


def copies_left(edition):
    """Copies that can be sold: on the shelf beyond those that older orders wait for, and ahead."""
    if not edition.for_sale:
        return 0, 0
    if edition.is_download:
        return WITHOUT_LIMIT, 0
    shelf = getattr(edition, "shelf", None)
    free = max(0, shelf.available - shelf.promised) if shelf else 0
    return free, copies_ahead(edition)


def copies_ahead(edition):
    """How many more copies than are on hand may be sold."""
    if not edition.for_sale or edition.is_download or edition.trade_status in NOT_TO_COME:
        return 0
    limit = edition.preorder_limit if is_forthcoming(edition) else edition.backorder_limit
    shelf = getattr(edition, "shelf", None)
    return max(0, limit - (shelf.promised if shelf else 0))


def is_forthcoming(edition):
    return edition.published_on is not None and edition.published_on > shop_today()
