"""Readers who wait for an edition that they cannot buy."""

from peewee import SQL, ForeignKeyField, TextField
from playhouse.postgres_ext import DateTimeTZField

from app.catalog.models.editions import Edition
from app.db import AccountsModel


class StockAlert(AccountsModel):
    """Somebody asked to be told, once, when an edition can be bought."""

    edition = ForeignKeyField(Edition, backref="stock_alerts")
    email = TextField()
    asked_at = DateTimeTZField(constraints=[SQL("default now()")])
    confirmed_at = DateTimeTZField(null=True)  # by whoever reads this mailbox
    told_at = DateTimeTZField(null=True)

    class Meta:
        table_name = "stock_alerts"

    @classmethod
    def waiting(cls):
        """The condition of a reader whom we still have to tell."""
        return cls.confirmed_at.is_null(False) & cls.told_at.is_null()
