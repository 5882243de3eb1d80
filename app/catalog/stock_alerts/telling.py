"""Editions that can be bought again, and the readers who wait for them."""

from peewee import JOIN, fn

from app.catalog.ahead import copies_for_sale
from app.catalog.models import Edition, Inventory, StockAlert
from app.db import db, now
from app.mail import send_once

BATCH = 200  # readers a transaction


def tell_all():
    """Write to whoever waits for an edition that can be bought now, once, the oldest first.

    All of them, however few copies there are. It may run twice at once.
    """
    for edition in editions_that_are_back():
        while tell_some(edition):
            pass


def editions_that_are_back():
    awaited = StockAlert.select(StockAlert.edition).where(StockAlert.waiting())
    query = (
        Edition.select(Edition, Inventory)
        .join(Inventory, JOIN.LEFT_OUTER, attr="shelf")
        .where(Edition.id.in_(awaited), may_have_copies())
        .order_by(Edition.id)
    )
    return [edition for edition in query if copies_for_sale(edition) > 0]


def may_have_copies():
    """Most awaited editions have none; whether the others can be bought is for ahead.py to say."""
    free = fn.coalesce(Inventory.on_hand - Inventory.reserved - Inventory.promised, 0) > 0
    ahead = (Edition.preorder_limit > 0) | (Edition.backorder_limit > 0)
    return free | ahead | Edition.file.is_null(False)


def tell_some(edition):
    """Write to the next readers; how many there were."""
    with db.atomic():
        ids = [alert.id for alert in next_waiting(edition)]
        told = StockAlert.update(told_at=now()).where(StockAlert.id.in_(ids))
        for alert in sorted(told.returning(StockAlert).execute(), key=lambda alert: alert.id):
            send_once("back_in_stock", alert.id, alert.email)
    return len(ids)


def next_waiting(edition):
    return (
        StockAlert.select(StockAlert.id)
        .where(StockAlert.edition == edition.id, StockAlert.waiting())
        .order_by(StockAlert.id)
        .limit(BATCH)
        .for_update(skip_locked=True)
    )
