"""What Stripe and we do not agree about: a row each, kept from when it was first seen."""

from typing import NamedTuple

from peewee import JOIN, SQL, ForeignKeyField, TextField
from playhouse.postgres_ext import DateTimeTZField

from app.db import SalesModel, now
from app.orders.models import Order, Payment

NOTHING = "nothing"


class Found(NamedTuple):
    """A difference as a look finds it; `here` and `there` say how it stands with us and Stripe."""

    kind: str
    thing: str
    about: str
    payment: Payment | None
    here: str
    there: str


class Difference(SalesModel):
    kind = TextField()
    thing = TextField()
    about = TextField()
    payment = ForeignKeyField(Payment, null=True)
    here = TextField()
    there = TextField()
    first_seen_at = DateTimeTZField(constraints=[SQL("default now()")])
    last_seen_at = DateTimeTZField(constraints=[SQL("default now()")])
    resolved_at = DateTimeTZField(null=True)

    class Meta:
        table_name = "differences"

    @property
    def key(self):
        return self.kind, self.thing, self.about


def keep(found):
    """Write it down, once however often it is seen, and open again if it was gone; its row's id."""
    moment = now()
    return (
        Difference.insert(found._asdict(), first_seen_at=moment, last_seen_at=moment)
        .on_conflict(
            conflict_target=[Difference.kind, Difference.thing, Difference.about],
            preserve=[
                Difference.payment,
                Difference.here,
                Difference.there,
                Difference.last_seen_at,
            ],
            update={Difference.resolved_at: None},
        )
        .execute()
    )


def resolve(difference):
    """Close it, unless it was seen again since the caller looked."""
    Difference.update(resolved_at=now()).where(
        Difference.id == difference.id,
        Difference.resolved_at.is_null(),
        Difference.last_seen_at == difference.last_seen_at,
    ).execute()


def open_differences():
    """A query, those found last on top; each with its payment and order."""
    query = with_orders().where(Difference.resolved_at.is_null())
    return query.order_by(Difference.first_seen_at.desc(), Difference.id.desc())


def not_seen_since(moment):
    return open_differences().where(Difference.last_seen_at < moment)


def resolved_differences():
    """A query, those settled last on top."""
    query = with_orders().where(Difference.resolved_at.is_null(False))
    return query.order_by(Difference.resolved_at.desc(), Difference.id.desc())


def with_orders():
    query = Difference.select(Difference, Payment, Order)
    return query.join(Payment, JOIN.LEFT_OUTER).join(Order, JOIN.LEFT_OUTER)
