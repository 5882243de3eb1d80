"""Gift cards and store credit: what may be spent, spent, given back, and credited.

The ledger is the truth and the database keeps each balance to it; a balance never goes below zero,
so what two orders want at the same instant only one of them gets. Credit is a customer's; a guest
has hers as a gift card.
"""

from flask import current_app
from flask_login import current_user
from peewee import IntegrityError

from app.accounts.models import Customer
from app.db import db
from app.mail import send_once
from app.money import Money
from app.orders.models import CartCard, StoredValue, StoredValueMovement
from app.orders.refusals import StoredValueSpent
from app.orders.stored_values.gift_cards import new_card


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
    try:
        with db.atomic():
            pay_with(order, db.execute_sql(AGREED, (order.id,)).fetchall())
    except IntegrityError as error:
        raise StoredValueSpent from error


# What an order first spent is what was agreed.
AGREED = """
    select distinct on (stored_value_id) stored_value_id, -amount_minor
    from sales.stored_value_movements
    where order_id = %s and reason = 'spent'
    order by stored_value_id, id
"""


def credit(to, amount, reason, *, refund_id=None, **facts):
    """Add an amount to what we owe somebody; return the StoredValue that holds it now.

    `to` is a Customer, whose credit it goes to; an email address, which is sent a new gift card; or
    what account_of() returned. `reason` and `facts` (order, staff, note, form_key) are the columns
    of the ledger. One refund, or one form, credits once: a second call fails (IntegrityError).
    """
    with db.atomic():
        value = account_of(to, amount.currency)
        StoredValueMovement.create(
            stored_value=value,
            amount_minor=amount.minor,
            reason=reason,
            refund_id=refund_id,
            **facts,
        )
        if value.code_to_mail and not value.bought.exists():
            send_once("store_credit", value.id, value.recipient_email)
    return value


def account_of(to, currency, name=""):
    """Where credit for somebody goes; made now, with nothing on it yet, if there is none.

    A refund's row names its account before the money is moved, so refunds ask for it first.
    """
    if isinstance(to, StoredValue):
        return to
    if isinstance(to, Customer):
        return credit_account(to.id, currency)
    return new_card(currency, name=name, email=to)


def account_for(order):
    """Where credit for an order goes: its customer's, or a new gift card for its guest."""
    if order.customer_id:
        return credit_account(order.customer_id, order.currency)
    return account_of(order.email, order.currency, order.name)


def credit_account(customer_id, currency):
    StoredValue.insert(
        kind="credit", customer=customer_id, currency=currency
    ).on_conflict_ignore().execute()
    return credits_of(customer_id).where(StoredValue.currency == currency).get()


def credit_of(customer_id, currency):
    """How much credit a customer can spend, as Money."""
    hers = credits_of(customer_id).where(
        StoredValue.currency == currency, StoredValue.blocked_at.is_null()
    )
    value = hers.first() if customer_id else None
    return Money(value.balance_minor if value else 0, currency)


def my_credit():
    """The credit of whoever has signed in."""
    return credit_of(current_user.id, current_app.config["SETTINGS"].currency)


def credits_of(customer_id):
    return StoredValue.select().where(
        StoredValue.kind == "credit", StoredValue.customer == customer_id
    )
