"""Payments and what goes back of them."""

from peewee import SQL, CompositeKey, ForeignKeyField, IntegerField, TextField
from playhouse.postgres_ext import BinaryJSONField, DateTimeTZField

from app.db import SalesModel
from app.money import Money
from app.orders.models.fulfilment import Return
from app.orders.models.orders import Order, OrderLine
from app.orders.models.stored_values import StoredValue


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
    asked_at = DateTimeTZField(null=True)  # for the answer that this row goes by
    tried_at = DateTimeTZField(null=True)  # by a sweep, answered or not
    paid_at = DateTimeTZField(null=True)

    class Meta:
        table_name = "payments"

    @property
    def amount(self):
        return Money(self.amount_minor, self.currency)


class Refund(SalesModel):
    """Money back, to a payment's card or to a gift card or credit."""

    order = ForeignKeyField(Order, backref="refunds")
    payment = ForeignKeyField(Payment, null=True, backref="refunds")
    stored_value = ForeignKeyField(StoredValue, null=True, backref="refunds")
    return_of = ForeignKeyField(Return, column_name="return_id", null=True, backref="refunds")
    amount_minor = IntegerField()
    shipping_minor = IntegerField(default=0)  # of the amount, for delivery
    tax_minor = IntegerField(default=0)  # of the amount, what was paid as tax
    part_of = ForeignKeyField("self", column_name="part_of", null=True, backref="parts")
    replaces = ForeignKeyField("self", column_name="replaces", null=True, backref="replaced_by")
    reason = TextField()
    note = TextField(default="")
    form_key = TextField(null=True, unique=True)
    status = TextField(default="requested")
    stripe_refund_id = TextField(null=True, unique=True)
    requested_by = TextField()
    last_error = TextField(default="")
    created_at = DateTimeTZField(constraints=[SQL("default now()")])
    settled_at = DateTimeTZField(null=True)
    tried_at = DateTimeTZField(null=True)  # by a sweep, whatever came of it

    class Meta:
        table_name = "refunds"

    @property
    def amount(self):
        return self.order.money(self.amount_minor)

    @property
    def request_id(self):
        """The first refund of the same request: this one, or the one it is a part of."""
        return self.part_of_id or self.id


class RefundLine(SalesModel):
    refund = ForeignKeyField(Refund, backref="lines")
    order_line = ForeignKeyField(OrderLine, backref="refund_lines")
    quantity = IntegerField()
    amount_minor = IntegerField()
    tax_minor = IntegerField(default=0)

    class Meta:
        table_name = "refund_lines"
        primary_key = CompositeKey("refund", "order_line")


class PaymentEvent(SalesModel):
    """A webhook as it was received, once."""

    event_id = TextField(unique=True)
    type = TextField()
    payload = BinaryJSONField(index=False)
    received_at = DateTimeTZField(constraints=[SQL("default now()")])
    handled_at = DateTimeTZField(null=True)
    stripped_at = DateTimeTZField(null=True)  # since when nobody is named in it
    attempts = IntegerField(default=0)
    last_error = TextField(default="")

    class Meta:
        table_name = "payment_events"
