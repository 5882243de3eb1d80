"""The ledger of an edition's copies, as staff read it."""

from peewee import JOIN

from app.accounts.models import Customer
from app.catalog.models import Delivery, InventoryMovement, StockTake
from app.orders.models import Order

SHOWN = 12
REASONS = {
    "delivery": "Delivery",
    "adjustment": "Adjustment",
    "held": "Held",
    "released": "Released",
    "allocated": "Given to an order",
    "shipped": "Shipped",
    "returned": "Returned",
    "stock_take": "Stock-take",
    "damaged": "Damaged",
    "lost": "Lost",
    "inventory_system": "Inventory system",
}

# What staff say of the copies on hand.
CHANGES = {
    "receive": "Received",
    "count": "Counted anew: on hand now",
    "damaged": "Damaged: taken off the shelf",
    "lost": "Lost: taken off the shelf",
    "found": "Found: put on the shelf",
}


def latest_movements(edition):
    """The latest lines, newest first, as movements_of()."""
    return list(movements_of(edition).limit(SHOWN))


def movements_of(edition):
    """A query for the lines, newest first, each with what is behind it: `.staff`, `.order_number`,
    `.supplier`, `.stock_take`, as far as there is one."""
    line = InventoryMovement
    return (
        line.select(
            line,
            Customer.name.alias("staff"),
            Order.number.alias("order_number"),
            Delivery.supplier,
            StockTake.name.alias("stock_take"),
        )
        .join(Customer, JOIN.LEFT_OUTER, on=line.staff_id == Customer.id)
        .join(Order, JOIN.LEFT_OUTER, on=line.order_id == Order.id)
        .join(Delivery, JOIN.LEFT_OUTER, on=line.delivery_id == Delivery.id)
        .join(StockTake, JOIN.LEFT_OUTER, on=line.stock_take_id == StockTake.id)
        .where(line.edition == edition)
        .order_by(line.id.desc())
        .objects()
    )
