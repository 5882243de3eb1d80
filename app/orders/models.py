"""The transaction database: orders keep what was bought and for how much, come what may."""

from peewee import SQL, BooleanField, ForeignKeyField, IntegerField, TextField
from playhouse.postgres_ext import ArrayField, BinaryJSONField, DateTimeTZField

from app.accounts.addresses.envelope import address_lines
from app.accounts.models import Customer
from app.cart.models import Cart
from app.catalog.models import FORMATS, Edition
from app.db import SalesModel
from app.money import Money


class ShippingMethod(SalesModel):
    code = TextField(unique=True)
    name = TextField()
    promise = TextField()
    price_minor = IntegerField()
    free_from_minor = IntegerField(null=True)
    currency = TextField()
    countries = ArrayField(TextField, null=True, index=False)
    position = IntegerField(default=0)
    withdrawn_at = DateTimeTZField(null=True)

    class Meta:
        table_name = "shipping_methods"


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
    currency = TextField()
    subtotal_minor = IntegerField()
    shipping_minor = IntegerField()
    tax_minor = IntegerField(default=0)
    total_minor = IntegerField()
    simulated = BooleanField()
    hold_expires_at = DateTimeTZField()
    tracking = TextField(default="")
    placed_at = DateTimeTZField(constraints=[SQL("default now()")])
    settled_at = DateTimeTZField(null=True)
    shipped_at = DateTimeTZField(null=True)
    ended_at = DateTimeTZField(null=True)

    class Meta:
        table_name = "orders"

    @classmethod
    def locked(cls, order_id):
        """The order as it is now, waiting for whoever is changing it."""
        return cls.select().where(cls.id == order_id).for_update().get()

    def note(self, event, actor, note=""):
        """Write down what happened to the order; `actor` is "buyer", "shop", "stripe" or staff."""
        OrderEvent.create(order=self, event=event, actor=actor, note=note)

    def money(self, minor):
        return Money(minor, self.currency)

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
    def total(self):
        return self.money(self.total_minor)


class OrderLine(SalesModel):
    order = ForeignKeyField(Order, backref="lines")
    edition = ForeignKeyField(Edition)
    title = TextField()
    byline = TextField()
    isbn = TextField()
    format = TextField()
    quantity = IntegerField()
    unit_price_minor = IntegerField()

    class Meta:
        table_name = "order_lines"

    @property
    def unit_price(self):
        return self.order.money(self.unit_price_minor)

    @property
    def total(self):
        return self.unit_price * self.quantity

    @property
    def format_name(self):
        return FORMATS.get(self.format, self.format)


class OrderEvent(SalesModel):
    """What happened to an order, when and by whose hand; append-only."""

    order = ForeignKeyField(Order, backref="events")
    event = TextField()
    actor = TextField()
    note = TextField(default="")
    created_at = DateTimeTZField(constraints=[SQL("default now()")])

    class Meta:
        table_name = "order_events"


class Payment(SalesModel):
    """One attempt to pay an order on Stripe's page."""

    order = ForeignKeyField(Order, backref="payments")
    attempt = IntegerField()
    amount_minor = IntegerField()
    currency = TextField()
    status = TextField(default="created")
    session_id = TextField(null=True, unique=True)
    session_url = TextField(null=True)
    payment_intent_id = TextField(null=True)
    expires_at = DateTimeTZField()
    created_at = DateTimeTZField(constraints=[SQL("default now()")])
    asked_at = DateTimeTZField(null=True)
    paid_at = DateTimeTZField(null=True)

    class Meta:
        table_name = "payments"

    @property
    def amount(self):
        return Money(self.amount_minor, self.currency)


class Refund(SalesModel):
    payment = ForeignKeyField(Payment, backref="refunds")
    amount_minor = IntegerField()
    reason = TextField()
    status = TextField(default="requested")
    stripe_refund_id = TextField(null=True, unique=True)
    requested_by = TextField()
    last_error = TextField(default="")
    created_at = DateTimeTZField(constraints=[SQL("default now()")])
    settled_at = DateTimeTZField(null=True)

    class Meta:
        table_name = "refunds"


class PaymentEvent(SalesModel):
    """A webhook as it was received, once."""

    event_id = TextField(unique=True)
    type = TextField()
    payload = BinaryJSONField(index=False)
    received_at = DateTimeTZField(constraints=[SQL("default now()")])
    handled_at = DateTimeTZField(null=True)
    attempts = IntegerField(default=0)
    last_error = TextField(default="")

    class Meta:
        table_name = "payment_events"
