"""Who is to be told when an edition can be bought, and for how long we remember it."""

from datetime import timedelta

from peewee import fn

from app.catalog.ahead import copies_for_sale
from app.catalog.models import StockAlert
from app.db import db, now
from app.mail import Email, send_once

NEVER_BACK = ("out_of_print", "cancelled")
KINDS = ("stock_alert_asked", "back_in_stock")

KEEP_UNCONFIRMED = timedelta(days=7)
KEEP_WAITING = timedelta(days=182)
KEEP_TOLD = timedelta(days=30)


def awaitable(editions):
    """Those of the editions, read with their .shelf, that one cannot buy now but may hope for."""
    return [edition for edition in editions if can_be_awaited(edition)]


def can_be_awaited(edition):
    hopeless = edition.withdrawn_at is not None or edition.trade_status in NEVER_BACK
    return not hopeless and copies_for_sale(edition) == 0


def ask(edition, email, *, confirmed=False):
    """Put an address on the list for an edition; whoever waits there already goes on waiting.

    Unless it is known to be `confirmed`, the owner of the address is asked by mail.
    """
    hers = at(edition, email)
    with db.atomic():
        # A new row, since of each only one letter of a kind is ever sent.
        forget(hers & ~StockAlert.waiting())
        alert = add(edition, email, confirmed)
        if alert and not confirmed:
            send_once("stock_alert_asked", alert.id, email)


def at(edition, email):
    return (StockAlert.edition == edition.id) & (fn.lower(StockAlert.email) == email.lower())


def add(edition, email, confirmed):
    """The new alert, or None when there is one."""
    created = (
        StockAlert.insert(
            edition=edition.id, email=email, confirmed_at=now() if confirmed else None
        )
        .on_conflict_ignore()
        .returning(StockAlert)
        .execute()
    )
    return next(iter(created), None)


def confirm(alert):
    """The owner of the address wants it."""
    unconfirmed = (StockAlert.id == alert.id) & StockAlert.confirmed_at.is_null()
    StockAlert.update(confirmed_at=now()).where(unconfirmed).execute()


def forget(which):
    """Delete the alerts of this condition, and the letters with their address."""
    with db.atomic():
        alerts = StockAlert.select(StockAlert.id).where(which).order_by(StockAlert.id)
        ids = [alert.id for alert in alerts.for_update()]
        Email.delete().where(Email.kind.in_(KINDS), Email.about.in_(ids)).execute()
        StockAlert.delete().where(StockAlert.id.in_(ids)).execute()


def forget_old():
    """Forget whoever was told, did not confirm, or has waited for too long."""
    told = StockAlert.told_at < now() - KEEP_TOLD
    waited = StockAlert.waiting() & (StockAlert.confirmed_at < now() - KEEP_WAITING)
    unconfirmed = StockAlert.confirmed_at.is_null() & (
        StockAlert.asked_at < now() - KEEP_UNCONFIRMED
    )
    forget(told | waited | unconfirmed)
