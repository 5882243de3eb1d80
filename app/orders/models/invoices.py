"""Invoices and credit notes, each as it was issued."""

from peewee import SQL, ForeignKeyField, IntegerField, TextField
from playhouse.postgres_ext import BinaryJSONField, DateTimeTZField

from app.db import SalesModel
from app.money import Money
from app.orders.models.orders import Order
from app.orders.models.payments import Refund


class Invoice(SalesModel):
    kind = TextField()  # invoice or credit_note
    number = IntegerField(null=True, unique=True)  # given by the database at the commit
    order = ForeignKeyField(Order, backref="invoices")
    refund = ForeignKeyField(Refund, null=True, backref="invoices")
    currency = TextField()
    net_minor = IntegerField()
    tax_minor = IntegerField()
    total_minor = IntegerField()
    document = BinaryJSONField(index=False)  # what it says: see orders/invoices/snapshots.py
    issued_at = DateTimeTZField(constraints=[SQL("default now()")])

    class Meta:
        table_name = "invoices"

    @property
    def name(self):
        """Such as VAT invoice 000041."""
        return f"{self.title} {self.number:06d}"

    @property
    def title(self):
        if self.kind == "credit_note":
            return "Credit note"
        has_number = self.document["seller"]["vat_number"]
        return "VAT invoice" if has_number and self.document["tax_name"] == "VAT" else "Invoice"

    def money(self, minor):
        return Money(minor, self.currency)
