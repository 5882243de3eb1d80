"""Gift cards and store credit at the checkout: what may be spent, spent, and given back.

The ledger is the truth and the database keeps each balance to it; a balance never goes below zero,
so what two orders want at the same instant only one of them gets.
"""

from flask import current_app
from peewee import IntegrityError

from app.db import db
from app.orders.models import CartCard, StoredValue, StoredValueMovement
from app.orders.refusals import StoredValueSpent


def usable_by(cart, *, with_credit=True, lock=False):
    """What this cart's buyer can pay with: the gift cards she typed, then her credit."""
    if not cart.id:
        return []
    typed = CartCard.select(CartCard.stored_value).where(CartCard.cart == cart.id)
    hers = StoredValue.id.in_(typed)
    if with_credit and cart.customer_id:
        hers |= (StoredValue.kind == "credit") & (StoredValue.customer == cart.customer_id)
    found = StoredValue.select().where(
        hers,
        StoredValue.balance_minor > 0,
        StoredValue.blocked_at.is_null(),
        StoredValue.currency == current_app.config["SETTINGS"].currency,
    )
    # In one order for everybody, so that two carts with the same cards cannot deadlock.
    found = found.order_by(StoredValue.id)
    values = list(found.for_update() if lock else found)
    return sorted(values, key=lambda value: value.kind == "credit")


def pay_with(order, amounts):
    """Spend these amounts, pairs of a stored value's id and a sum, on an order."""
    for id, minor in sorted(amounts):
        StoredValueMovement.create(
            stored_value=id, amount_minor=-minor, reason="spent", order=order
        )


def spent_on(order_id):
    """By id of a stored value, what of it pays for an order at present."""
    rows = db.execute_sql(
        "select stored_value_id, -sum(amount_minor) from sales.stored_value_movements"
        " where order_id = %s and reason in ('spent', 'given_back')"
        " group by 1 having sum(amount_minor) <> 0 order by 1",
        (order_id,),
    )
    return dict(rows.fetchall())


def give_back(order_id):
    """An order has ended unpaid: what it had spent is there again."""
    for id, minor in spent_on(order_id).items():
        StoredValueMovement.create(
            stored_value=id, amount_minor=minor, reason="given_back", order=order_id
        )


def pay_again(order):
    """Money for an order that had ended came after all: spend on it what it was given back.

    Raises StoredValueSpent when that has been spent on something else, or blocked, meanwhile.
    """
    agreed = db.execute_sql(AGREED, (order.id,)).fetchall()
    if any(blocked for _, _, blocked in agreed):
        raise StoredValueSpent
    try:
        with db.atomic():
            pay_with(order, [(id, minor) for id, minor, _ in agreed])
    except IntegrityError as error:
        raise StoredValueSpent from error


# What an order first spent is what was agreed.
AGREED = """
    select distinct on (stored_value_id) stored_value_id, -amount_minor, blocked_at is not null
    from sales.stored_value_movements m join sales.stored_values v on v.id = stored_value_id
    where order_id = %s and reason = 'spent'
    order by stored_value_id, m.id
"""
