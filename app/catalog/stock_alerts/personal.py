"""What the waiting lists hold about a reader; see app/accounts/personal.py."""

from peewee import fn

from app.catalog.models import StockAlert
from app.catalog.stock_alerts.asking import forget

RECORDS = {
    "waiting_lists": (
        "Books that you asked us to tell you of",
        """select w.title, e.isbn, a.email, a.asked_at, a.confirmed_at, a.told_at
        from accounts.stock_alerts a
            join catalog.editions e on e.id = a.edition_id
            join catalog.works w on w.id = e.work_id
        where lower(a.email) = any(%(addresses)s) order by a.id""",
    ),
}


def forget_alerts(addresses):
    forget(fn.lower(StockAlert.email).in_(list(addresses)))
