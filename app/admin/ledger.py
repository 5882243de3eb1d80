"""The ledger of an edition's copies, as staff read it."""

from peewee import JOIN

from app.accounts.models import Customer
from app.catalog.models import InventoryMovement
from app.orders.models import Order

SHOWN = 60


def latest_movements(edition):
    """The latest lines, newest first, each with the `.staff` or the `.order_number` behind it."""
    query = (
        InventoryMovement.select(
            InventoryMovement, Customer.name.alias("staff"), Order.number.alias("order_number")
        )
        .join(Customer, JOIN.LEFT_OUTER, on=InventoryMovement.staff_id == Customer.id)
        .join(Order, JOIN.LEFT_OUTER, on=InventoryMovement.order_id == Order.id)
        .where(InventoryMovement.edition == edition)
        .order_by(InventoryMovement.id.desc())
        .limit(SHOWN)
    )
    return list(query.objects())
