"""Orders: what was bought and for how much, and what happened to it."""

from peewee import SQL, BooleanField, DateField, ForeignKeyField, IntegerField, TextField
from playhouse.postgres_ext import BinaryJSONField, DateTimeTZField

from app.accounts.addresses.envelope import address_lines
from app.accounts.models import Customer
from app.cart.models import Cart
from app.catalog.models import FORMATS, Edition
from app.catalog.models.editions import sold_as
from app.db import SalesModel
from app.money import Money


class Order(SalesModel):
    number = TextField(unique=True)
    idempotency_key = TextField(unique=True)
    cart = ForeignKeyField(Cart, null=True)
    customer = ForeignKeyField(Customer, null=True, backref="orders")
    status = TextField(default="awaiting_payment")
    email = TextField()
    name = TextField()
    phone = TextField(default="")
    address = BinaryJSONField(index=False)
    billing_address = BinaryJSONField(null=True, index=False)
    shipping_method = TextField()
    shipping_name = TextField()
    delivery_kind = TextField(default="parcel")
    collect_from = TextField(default="")
    gift_message = TextField(default="")
    voucher = TextField(default="")
    currency = TextField()
    subtotal_minor = IntegerField()
    discount_minor = IntegerField(default=0)
    shipping_minor = IntegerField()
    standard_shipping_minor = IntegerField(null=True)  # what the cheapest parcel would have cost
    wrapped_free = BooleanField(default=False)  # wrapped, for nothing
    wrap_minor = IntegerField(default=0)
    gift_cards_minor = IntegerField(default=0)
    tax_minor = IntegerField(default=0)
    tax_included = BooleanField(default=True)
    tax_summary = BinaryJSONField(default=list, index=False)  # by rate, see pricing/taxes.OfRate
    pricing = BinaryJSONField(default=list, index=False)  # why this price: pricing/reasons.py
    total_minor = IntegerField()
    stored_minor = IntegerField(default=0)  # of the total, paid by gift cards and credit
    simulated = BooleanField()
    hold_expires_at = DateTimeTZField()
    tracking = TextField(default="")
    placed_at = DateTimeTZField(constraints=[SQL("default now()")])
    settled_at = DateTimeTZField(null=True)
    shipped_at = DateTimeTZField(null=True)  # when the last of its copies was sent
    download_consent_at = DateTimeTZField(null=True)
    ready_at = DateTimeTZField(null=True)
    delivered_at = DateTimeTZField(null=True)
    ended_at = DateTimeTZField(null=True)
    tried_at = DateTimeTZField(null=True)  # by the sweep that ends it when its time is over

    class Meta:
        table_name = "orders"

    @classmethod
    def locked(cls, order_id):
        """The order as it is now, waiting for whoever is changing it."""
        return cls.select().where(cls.id == order_id).for_update().get()

    def note(self, event, actor, note="", *, form_key=None):
        """Write down what happened to the order; `actor` is "buyer", "shop", "stripe" or staff."""
        OrderEvent.create(order=self, event=event, actor=actor, note=note, form_key=form_key)

    def money(self, minor):
        return Money(minor, self.currency)

    @property
    def wrapped(self):
        return self.wrapped_free or self.wrap_minor > 0

    @property
    def ordered_lines(self):
        """The lines as they stood in the cart."""
        lines = list(self.lines.order_by(OrderLine.id))
        for line in lines:
            line.order = self  # whose currency it asks for
        return lines

    @property
    def address_lines(self):
        """Where it goes, below the name."""
        return address_lines(self.address)

    @property
    def envelope(self):
        """What the parcel has on it: name and address as the post there wants them."""
        return [self.name, *address_lines(self.address, capitals=True)]

    @property
    def billing_lines(self):
        """Where the bill goes, below its name, when it is not where the parcel goes."""
        return address_lines(self.billing_address) if self.billing_address else []

    @property
    def subtotal(self):
        return self.money(self.subtotal_minor)

    @property
    def shipping(self):
        return self.money(self.shipping_minor)

    @property
    def discount(self):
        return self.money(self.discount_minor)

    @property
    def wrap(self):
        return self.money(self.wrap_minor)

    @property
    def gift_cards(self):
        return self.money(self.gift_cards_minor)

    @property
    def tax(self):
        return self.money(self.tax_minor)

    @property
    def total(self):
        return self.money(self.total_minor)

    @property
    def stored(self):
        return self.money(self.stored_minor)

    @property
    def due_minor(self):
        """What is to be paid on Stripe's page."""
        return self.total_minor - self.stored_minor

    @property
    def due(self):
        return self.money(self.due_minor)


class OrderLine(SalesModel):
    order = ForeignKeyField(Order, backref="lines")
    edition = ForeignKeyField(Edition)
    title = TextField()
    byline = TextField()
    isbn = TextField()
    format = TextField()
    condition = TextField()  # when it was sold; filled by the database where none is given
    quantity = IntegerField()
    unit_price_minor = IntegerField()
    discount_minor = IntegerField(default=0)
    tax_class = TextField(default="printed")
    tax_rate_ppm = IntegerField(default=0)
    tax_minor = IntegerField(default=0)
    is_download = BooleanField(default=False)
    promised = IntegerField(default=0)  # copies that have still to come to the shop
    shipped = IntegerField(default=0)
    cancelled = IntegerField(default=0)  # before they were sent
    returned = IntegerField(default=0)
    told_day = DateField(null=True)  # of a pre-order, when it comes out as its buyer knows

    class Meta:
        table_name = "order_lines"

    @property
    def reserved(self):
        """Copies on our shelf that wait for this order."""
        if self.is_download:
            return 0
        return self.quantity - self.promised - self.shipped - self.cancelled

    @property
    def owed(self):
        """Copies that are still to be sent; of a download, those that can still be had."""
        return self.quantity - self.shipped - self.cancelled

    @property
    def paid_minor(self):
        """What the line costs after discounts, without a tax that comes on top."""
        return self.quantity * self.unit_price_minor - self.discount_minor

    @property
    def unit_price(self):
        return self.order.money(self.unit_price_minor)

    @property
    def total(self):
        return self.unit_price * self.quantity

    @property
    def format_name(self):
        return FORMATS.get(self.format, self.format)

    @property
    def sold_as(self):
        """Its format, and its condition when it is used."""
        return sold_as(self.format_name, self.condition)

    @property
    def called(self):
        """What tells it from another edition of the same book."""
        return f"{self.title}, {self.sold_as.lower()}"


class OrderEvent(SalesModel):
    """What happened to an order, when and by whose hand; append-only."""

    order = ForeignKeyField(Order, backref="events")
    event = TextField()
    actor = TextField()
    note = TextField(default="")
    form_key = TextField(null=True, unique=True)  # of the form that asked for it
    created_at = DateTimeTZField(constraints=[SQL("default now()")])

    class Meta:
        table_name = "order_events"


class LinkRequest(SalesModel):
    """Somebody asked for the link to an order, which may be none of ours."""

    order = ForeignKeyField(Order, null=True)
    asked_at = DateTimeTZField(constraints=[SQL("default now()")])

    class Meta:
        table_name = "link_requests"
