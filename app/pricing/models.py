"""The tables that prices come from; staff edit them."""

from peewee import (
    SQL,
    BigIntegerField,
    BooleanField,
    CompositeKey,
    DateField,
    ForeignKeyField,
    IntegerField,
    TextField,
)
from playhouse.postgres_ext import ArrayField, DateTimeTZField

from app.db import SalesModel
from app.money import Money


class Terms(SalesModel):
    """What staff set for the whole shop: one row."""

    only_one = BooleanField(primary_key=True, default=True)
    gift_wrap_minor = IntegerField(null=True)
    withdrawal_days = IntegerField(default=14)
    return_days = IntegerField(default=30)
    download_times = IntegerField(default=5)

    class Meta:
        table_name = "terms"


class TaxRegime(SalesModel):
    """How a country, or a region of it, taxes what is sent there."""

    country = TextField()
    region = TextField(default="")
    name = TextField()
    included = BooleanField()
    on_delivery = TextField()
    collected = BooleanField(null=True)

    @property
    def place(self):
        """Such as GB or US-TX."""
        return f"{self.country}-{self.region}" if self.region else self.country

    class Meta:
        table_name = "tax_regimes"
        primary_key = CompositeKey("country", "region")


class TaxRate(SalesModel):
    country = TextField()
    region = TextField(default="")
    tax_class = TextField()
    rate_ppm = IntegerField()
    from_day = DateField()

    class Meta:
        table_name = "tax_rates"


class ShippingZone(SalesModel):
    name = TextField(unique=True)
    countries = ArrayField(TextField, null=True, index=False)
    position = IntegerField(default=0)

    class Meta:
        table_name = "shipping_zones"


class ShippingMethod(SalesModel):
    zone = ForeignKeyField(ShippingZone, null=True, backref="methods")
    code = TextField(unique=True)
    name = TextField()
    promise = TextField()
    kind = TextField(default="parcel")
    priced_by = TextField(default="order")
    price_minor = IntegerField()
    free_from_minor = IntegerField(null=True)
    currency = TextField()
    collect_from = TextField(default="")
    position = IntegerField(default=0)
    withdrawn_at = DateTimeTZField(null=True)

    def money(self, minor):
        return Money(minor, self.currency)

    def limit_of(self, band):
        """Up to how much a band goes, in words."""
        if self.priced_by == "total":
            return f"{self.money(band.up_to)} of books"
        return f"{band.up_to / 1000:g} kg" if band.up_to >= 1000 else f"{band.up_to} g"

    class Meta:
        table_name = "shipping_methods"


class ShippingBand(SalesModel):
    method = ForeignKeyField(ShippingMethod, backref="bands")
    up_to = IntegerField()  # grams or minor units, as the method is priced
    price_minor = IntegerField()

    class Meta:
        table_name = "shipping_bands"
        primary_key = CompositeKey("method", "up_to")


class Promotion(SalesModel):
    """A voucher, or an offer that needs no code."""

    code = TextField(null=True, unique=True)
    name = TextField()
    season = TextField(default="")
    kind = TextField()
    percent = IntegerField(null=True)
    amount_minor = IntegerField(null=True)
    of_copies = IntegerField(null=True)
    currency = TextField()
    minimum_minor = IntegerField(default=0)
    subject_ids = ArrayField(BigIntegerField, default=list, index=False)
    formats = ArrayField(TextField, default=list, index=False)
    on_reduced = BooleanField(default=True)
    starts_at = DateTimeTZField(constraints=[SQL("default now()")])
    ends_at = DateTimeTZField(null=True)
    most_uses = IntegerField(null=True)
    most_per_customer = IntegerField(null=True)
    uses = IntegerField(default=0)
    withdrawn_at = DateTimeTZField(null=True)
    created_at = DateTimeTZField(constraints=[SQL("default now()")])

    class Meta:
        table_name = "promotions"


class Redemption(SalesModel):
    """A promotion took something off an order; until it is released, when the order ends unpaid."""

    promotion = ForeignKeyField(Promotion, backref="redemptions")
    order_id = BigIntegerField()
    email = TextField()
    customer_id = BigIntegerField(null=True)
    amount_minor = IntegerField()
    redeemed_at = DateTimeTZField(constraints=[SQL("default now()")])
    released_at = DateTimeTZField(null=True)

    class Meta:
        table_name = "redemptions"
