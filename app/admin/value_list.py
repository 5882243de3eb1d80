"""Gift cards and credit as staff find them."""

from peewee import JOIN

from app.accounts.models import Customer
from app.admin.listing import anywhere, fold
from app.mail import Email
from app.money import Money
from app.orders.models import GiftCardBought, Order, StoredValue, StoredValueMovement
from app.orders.numbers import read_number
from app.orders.stored_values.gift_card_codes import END, letters_of

REASONS = {
    "issued": "Issued",
    "spent": "Spent",
    "given_back": "Given back, its order ended unpaid",
    "refund": "Refunded to it",
    "adjustment": "Adjusted",
    "cancelled": "Taken back",
}


def values_found(words):
    """Newest first, each with its customer if it has one."""
    query = StoredValue.select(StoredValue, Customer).join(Customer, JOIN.LEFT_OUTER)
    if words:
        query = query.where(found_by(words))
    return query.order_by(StoredValue.id.desc())


def found_by(words):
    """By the end of its code, by a part of its recipient's email, or by an order's whole number."""
    end = StoredValue.code_end == letters_of(words)[-END:]
    email = fold(StoredValue.recipient_email) % fold(anywhere(words))
    account = fold(Customer.email) % fold(anywhere(words))
    moved = (
        StoredValueMovement.select(StoredValueMovement.stored_value)
        .join(Order)
        .where(Order.number == read_number(words))
    )
    return end | email | account | StoredValue.id.in_(moved)


def ledger_of(value):
    """Its movements, newest first, each with `.left`, the balance after it."""
    rows = list(
        StoredValueMovement.select(
            StoredValueMovement, Order.id, Order.number, Customer.id, Customer.name
        )
        .join(Order, JOIN.LEFT_OUTER)
        .switch(StoredValueMovement)
        .join(Customer, JOIN.LEFT_OUTER)
        .where(StoredValueMovement.stored_value == value)
        .order_by(StoredValueMovement.id)
    )
    left = Money(0, value.currency)
    for row in rows:
        row.stored_value = value
        row.left = left = left + row.amount
    return rows[::-1]


def email_of(value):
    """The email with its code, if it was put on its way."""
    bought = GiftCardBought.select(GiftCardBought.id).where(GiftCardBought.stored_value == value)
    return (
        Email.select()
        .where(
            ((Email.kind == "gift_card") & Email.about.in_(bought))
            | ((Email.kind == "store_credit") & (Email.about == value.id))
        )
        .first()
    )


def bought_as(value):
    """The gift card of an order that it was bought as, with the order; None for others."""
    return (
        GiftCardBought.select(GiftCardBought, Order)
        .join(Order)
        .where(GiftCardBought.stored_value == value)
        .first()
    )
