"""Copies of what we hold about a customer, made for her."""

from peewee import SQL, BigIntegerField, BlobField, CompositeKey, ForeignKeyField, IntegerField
from playhouse.postgres_ext import DateTimeTZField

from app.accounts.models import Customer
from app.db import AccountsModel


class Export(AccountsModel):
    customer = ForeignKeyField(Customer)
    asked_at = DateTimeTZField(constraints=[SQL("default now()")])
    made_at = DateTimeTZField(null=True)
    expires_at = DateTimeTZField(null=True)
    bytes = BigIntegerField(default=0)
    taken_at = DateTimeTZField(null=True)  # first downloaded

    class Meta:
        table_name = "exports"


class ExportPart(AccountsModel):
    export = ForeignKeyField(Export, backref="parts")
    part = IntegerField()
    body = BlobField()

    class Meta:
        table_name = "export_parts"
        primary_key = CompositeKey("export", "part")
