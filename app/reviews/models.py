"""Reviews: stars and words of a customer about a work, one each."""

from peewee import SQL, BooleanField, ForeignKeyField, IntegerField, TextField
from playhouse.postgres_ext import DateTimeTZField

from app.accounts.models import Customer
from app.catalog.models import Work
from app.db import CatalogModel


class Review(CatalogModel):
    work = ForeignKeyField(Work, backref="reviews")
    customer = ForeignKeyField(Customer, backref="reviews")
    stars = IntegerField()
    title = TextField(default="")
    body = TextField(default="")
    verified = BooleanField(default=False)
    created_at = DateTimeTZField(constraints=[SQL("default now()")])
    updated_at = DateTimeTZField(constraints=[SQL("default now()")])
    hidden_at = DateTimeTZField(null=True)
    hidden_by = ForeignKeyField(Customer, null=True, column_name="hidden_by")

    class Meta:
        table_name = "reviews"

    @property
    def writer(self):
        """As readers see her: the first name, and the initial of the last."""
        if self.customer.erased_at:
            return "A reader"
        first, *others = self.customer.name.split()
        return f"{first} {others[-1][0]}." if others else first

    @property
    def paragraphs(self):
        return [line for line in self.body.splitlines() if line.strip()]
