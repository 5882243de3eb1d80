"""Gift cards and store credit: money that the shop owes, each with its ledger."""

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
from playhouse.postgres_ext import DateTimeTZField

from app.accounts.models import Customer
from app.cart.models import Cart
from app.db import SalesModel
from app.money import Money
from app.orders.models.orders import Order


class StoredValue(SalesModel):
    kind = TextField()  # gift_card or credit
    code_hash = TextField(null=True, unique=True)
    code_end = TextField(default="")  # what is shown of it
    code_to_mail = TextField(null=True)
    customer = ForeignKeyField(Customer, null=True, backref="stored_values")
    currency = TextField()
    balance_minor = IntegerField(default=0)  # kept by the database: the sum of the movements
    recipient_name = TextField(default="")
    recipient_email = TextField(default="")  # of a gift card: whom its code is mailed to
    blocked_at = DateTimeTZField(null=True)
    blocked_for_id = BigIntegerField(null=True)  # the dispute that took its price, if one did
    created_at = DateTimeTZField(constraints=[SQL("default now()")])

    class Meta:
        table_name = "stored_values"

    @property
    def called(self):
        return "credit" if self.kind == "credit" else f"gift card …{self.code_end}"

    @property
    def balance(self):
        return Money(self.balance_minor, self.currency)


class StoredValueMovement(SalesModel):
    """A line of the ledger; append-only."""

    stored_value = ForeignKeyField(StoredValue, backref="movements")
    amount_minor = IntegerField()
    reason = TextField()
    order = ForeignKeyField(Order, null=True, backref="stored_value_movements")
    refund_id = IntegerField(null=True)
    staff = ForeignKeyField(Customer, null=True)
    note = TextField(default="")
    form_key = TextField(null=True, unique=True)  # of what staff did
    created_at = DateTimeTZField(constraints=[SQL("default now()")])

    class Meta:
        table_name = "stored_value_movements"

    @property
    def amount(self):
        return Money(self.amount_minor, self.stored_value.currency)


class GiftCardBought(SalesModel):
    """A gift card in a cart, then in an order; once that is paid, it has a stored value."""

    cart = ForeignKeyField(Cart, null=True, backref="gift_cards")
    order = ForeignKeyField(Order, null=True, backref="gift_cards_bought")
    amount_minor = IntegerField()
    currency = TextField()
    recipient_name = TextField()
    recipient_email = TextField()
    sender_name = TextField()
    message = TextField(default="")
    send_on = DateField(null=True)
    brought = BooleanField(default=False)  # came into its cart at sign-in, see cart/merging.py
    saved = BooleanField(default=False)  # of its cart for later, so no order takes it
    stored_value = ForeignKeyField(StoredValue, null=True, backref="bought")
    form_key = TextField(null=True, unique=True)
    created_at = DateTimeTZField(constraints=[SQL("default now()")])

    class Meta:
        table_name = "gift_cards_bought"

    @property
    def amount(self):
        return Money(self.amount_minor, self.currency)


class CartCard(SalesModel):
    """A gift card whose code this buyer has typed."""

    cart = ForeignKeyField(Cart, backref="cards")
    stored_value = ForeignKeyField(StoredValue)

    class Meta:
        table_name = "cart_cards"
        primary_key = CompositeKey("cart", "stored_value")
