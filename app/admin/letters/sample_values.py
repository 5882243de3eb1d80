"""Sample gift cards, with a code that no card can have."""

import secrets

from app.admin.edition_forms import shop_currency
from app.orders.models import GiftCardBought, StoredValue, StoredValueMovement

CODE = "SAMP-LE00-0000-0000-0000"
AMOUNT = 2500  # in minor units


def a_card(**facts):
    card = StoredValue.create(
        kind="gift_card",
        code_hash=secrets.token_hex(16),
        code_end="0000",
        code_to_mail=CODE,
        currency=shop_currency(),
        recipient_email="grace@example.org",
        **facts,
    )
    StoredValueMovement.create(stored_value=card, amount_minor=AMOUNT, reason="issued")
    return card


def a_gift_card(order):
    return GiftCardBought.create(
        order=order,
        amount_minor=AMOUNT,
        currency=order.currency,
        recipient_name="Grace Hopper",
        recipient_email="grace@example.org",
        sender_name=order.name,
        message="Happy birthday!\nFind something that keeps you up at night.",
        stored_value=a_card(recipient_name="Grace Hopper"),
    )


def some_credit():
    return a_card()
