"""Copies on hand, and how each came and went."""

from peewee import SQL, BigIntegerField, CompositeKey, ForeignKeyField, IntegerField, TextField
from playhouse.postgres_ext import DateTimeTZField

from app.catalog.models.editions import Edition
from app.db import CatalogModel


class Inventory(CatalogModel):
    """Copies of an edition: reserved ones are held for orders and still on hand; promised ones are
    sold and have still to come.
    """

    edition = ForeignKeyField(Edition, primary_key=True, backref="inventories")
    on_hand = IntegerField(default=0)
    reserved = IntegerField(default=0)
    promised = IntegerField(default=0)
    low_at = IntegerField(null=True)  # copies available at which to order more

    class Meta:
        table_name = "inventory"

    @property
    def available(self):
        return self.on_hand - self.reserved


class InventoryMovement(CatalogModel):
    """One line of the append-only ledger; its sums equal the inventory row."""

    edition = ForeignKeyField(Edition, backref="movements")
    on_hand_change = IntegerField(default=0)
    reserved_change = IntegerField(default=0)
    promised_change = IntegerField(default=0)
    reason = TextField()
    order_id = BigIntegerField(null=True)
    staff_id = BigIntegerField(null=True)
    delivery_id = BigIntegerField(null=True)
    stock_take_id = BigIntegerField(null=True)
    note = TextField(default="")
    created_at = DateTimeTZField(constraints=[SQL("default now()")])

    class Meta:
        table_name = "inventory_movements"


class Delivery(CatalogModel):
    """Copies that came from a supplier in one go."""

    supplier = TextField()
    reference = TextField(default="")
    note = TextField(default="")
    staff_id = BigIntegerField(null=True)
    form_key = TextField(null=True, unique=True)  # of the form, which may be sent twice
    received_at = DateTimeTZField(constraints=[SQL("default now()")])

    class Meta:
        table_name = "deliveries"


class DeliveryLine(CatalogModel):
    delivery = ForeignKeyField(Delivery, backref="lines")
    edition = ForeignKeyField(Edition, backref="delivery_lines")
    copies = IntegerField()

    class Meta:
        table_name = "delivery_lines"
        primary_key = CompositeKey("delivery", "edition")


class StockTake(CatalogModel):
    """A count of the shelves; its differences enter the ledger when it is finished."""

    name = TextField()
    started_by = BigIntegerField(null=True)
    started_at = DateTimeTZField(constraints=[SQL("default now()")])
    finished_at = DateTimeTZField(null=True)
    cancelled_at = DateTimeTZField(null=True)

    class Meta:
        table_name = "stock_takes"


class StockTakeCount(CatalogModel):
    stock_take = ForeignKeyField(StockTake, backref="counts")
    edition = ForeignKeyField(Edition, backref="counts")
    counted = IntegerField()
    on_hand_then = IntegerField()
    counted_by = BigIntegerField(null=True)
    counted_at = DateTimeTZField(constraints=[SQL("default now()")])

    class Meta:
        table_name = "stock_take_counts"
        primary_key = CompositeKey("stock_take", "edition")
