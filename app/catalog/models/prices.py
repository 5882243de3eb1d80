"""What editions cost, cost before, and will cost."""

from peewee import CompositeKey, DateField, ForeignKeyField, IntegerField, TextField
from playhouse.postgres_ext import DateTimeTZField

from app.catalog.models.editions import Edition
from app.db import CatalogModel


class Sale(CatalogModel):
    """A reduced price for a time; prices.py makes it the price while it lasts."""

    edition = ForeignKeyField(Edition, backref="sales")
    price_minor = IntegerField()
    starts_at = DateTimeTZField()
    ends_at = DateTimeTZField()

    class Meta:
        table_name = "sales"


class PriceChange(CatalogModel):
    """Written by the database whenever price_minor changes."""

    edition = ForeignKeyField(Edition, backref="price_changes")
    price_minor = IntegerField()
    currency = TextField()
    changed_at = DateTimeTZField()

    class Meta:
        table_name = "price_changes"


class TradePrice(CatalogModel):
    """A price that a feed gave, in any currency; the shop's own stands in the edition."""

    edition = ForeignKeyField(Edition, backref="trade_prices")
    position = IntegerField()
    price_type = TextField(default="")  # ONIX code list 58
    amount_minor = IntegerField()
    currency = TextField()
    territory = TextField(default="")
    starts_on = DateField(null=True)
    ends_on = DateField(null=True)

    class Meta:
        table_name = "trade_prices"
        primary_key = CompositeKey("edition", "position")
