"""What left the shop, and what comes back."""

from peewee import SQL, CompositeKey, DateField, ForeignKeyField, IntegerField, TextField
from playhouse.postgres_ext import DateTimeTZField

from app.accounts.models import Customer
from app.db import SalesModel
from app.orders.fulfilment.carriers import COLLECTED, carrier_name, tracking_link
from app.orders.models.orders import Order, OrderLine


class Shipment(SalesModel):
    order = ForeignKeyField(Order, backref="shipments")
    form_key = TextField(null=True, unique=True)
    carrier = TextField(default="")
    tracking = TextField(default="")
    shipped_at = DateTimeTZField(constraints=[SQL("default now()")])
    staff = ForeignKeyField(Customer, null=True)

    class Meta:
        table_name = "shipments"

    @property
    def was_collected(self):
        return self.carrier == COLLECTED

    @property
    def carrier_name(self):
        return carrier_name(self.carrier)

    @property
    def tracking_link(self):
        return tracking_link(self.carrier, self.tracking)


class ShipmentLine(SalesModel):
    shipment = ForeignKeyField(Shipment, backref="lines")
    order_line = ForeignKeyField(OrderLine, backref="shipment_lines")
    quantity = IntegerField()

    class Meta:
        table_name = "shipment_lines"
        primary_key = CompositeKey("shipment", "order_line")


class Download(SalesModel):
    """A download that was begun; each counts."""

    order_line = ForeignKeyField(OrderLine, backref="downloads")
    customer = ForeignKeyField(Customer, null=True)
    began_at = DateTimeTZField(constraints=[SQL("default now()")])

    class Meta:
        table_name = "downloads"


class Return(SalesModel):
    """Books that come back, or a withdrawal from the contract (Directive 2011/83/EU, article 9)."""

    order = ForeignKeyField(Order, backref="returns")
    form_key = TextField(null=True, unique=True)
    kind = TextField()
    reason = TextField()
    comment = TextField(default="")
    status = TextField(default="requested")
    asked_by = TextField(default="buyer")  # or staff, as in an order's events
    sent_back_at = DateTimeTZField(null=True)  # as the buyer says
    proof = TextField(default="")
    answer = TextField(default="")  # why it was refused or closed
    requested_at = DateTimeTZField(constraints=[SQL("default now()")])
    received_at = DateTimeTZField(null=True)
    ended_at = DateTimeTZField(null=True)
    staff = ForeignKeyField(Customer, null=True)

    @property
    def books(self):
        """Its lines, in the order of those of its order."""
        lines = ReturnLine.select(ReturnLine, OrderLine).join(OrderLine)
        return list(lines.where(ReturnLine.return_of == self).order_by(ReturnLine.order_line))

    class Meta:
        table_name = "returns"


class ReturnLine(SalesModel):
    return_of = ForeignKeyField(Return, column_name="return_id", backref="lines")
    order_line = ForeignKeyField(OrderLine, backref="return_lines")
    quantity = IntegerField()
    given_up = IntegerField(default=0)  # copies that were never sent
    received = IntegerField(default=0)
    restocked = IntegerField(default=0)

    class Meta:
        table_name = "return_lines"
        primary_key = CompositeKey("return_of", "order_line")

    @property
    def to_come(self):
        """Copies that are expected to come back."""
        return self.quantity - self.given_up


class Withdrawal(SalesModel):
    """A declaration to withdraw as it was made; `order` and `return_of` as far as it was found."""

    form_key = TextField(unique=True)
    name = TextField()
    contract = TextField()  # the order's number, as typed
    email = TextField()
    stated_at = DateTimeTZField(constraints=[SQL("default now()")])
    order = ForeignKeyField(Order, null=True, backref="withdrawals")
    return_of = ForeignKeyField(Return, column_name="return_id", null=True, backref="declarations")
    seen_at = DateTimeTZField(null=True)
    staff = ForeignKeyField(Customer, null=True)

    class Meta:
        table_name = "withdrawals"


class Delay(SalesModel):
    """A pre-ordered book that comes out later than its buyer was told."""

    order_line = ForeignKeyField(OrderLine, backref="delays")
    from_day = DateField()
    to_day = DateField()
    noticed_at = DateTimeTZField(constraints=[SQL("default now()")])

    class Meta:
        table_name = "delays"
