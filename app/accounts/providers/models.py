"""Who a customer is elsewhere."""

from peewee import SQL, ForeignKeyField, TextField
from playhouse.postgres_ext import DateTimeTZField

from app.accounts.models import Customer
from app.db import AccountsModel


class Identity(AccountsModel):
    """Her account at a provider: whoever signs in there as her opens the account here."""

    customer = ForeignKeyField(Customer, backref="identities")
    issuer = TextField()
    subject = TextField()
    linked_at = DateTimeTZField(constraints=[SQL("default now()")])
    last_used_at = DateTimeTZField(null=True)

    class Meta:
        table_name = "identities"
