"""Money that goes back as store credit; to somebody without an account, as a gift card."""

import secrets
from hashlib import sha256

from app.orders.models import StoredValue, StoredValueMovement
from app.orders.numbers import ALPHABET


def credit_of(order):
    """The credit that an order's money can go to: its customer's, or a guest's new gift card."""
    if order.customer_id is None:
        return new_gift_card(order.currency)
    facts = {"kind": "credit", "customer": order.customer_id, "currency": order.currency}
    StoredValue.insert(**facts).on_conflict_ignore().execute()
    hers = (StoredValue.kind == "credit") & (StoredValue.customer == order.customer_id)
    return StoredValue.get(hers, StoredValue.currency == order.currency)


def new_gift_card(currency):
    code = "".join(secrets.choice(ALPHABET) for _ in range(16))
    return StoredValue.create(
        kind="gift_card",
        code_hash=sha256(code.encode()).hexdigest(),
        code_end=code[-4:],
        code_to_mail=code,
        currency=currency,
    )


def put_back(refund):
    """Move a refund's money to the gift card or credit that it is for."""
    StoredValueMovement.create(
        stored_value=refund.stored_value_id,
        amount_minor=refund.amount_minor,
        reason="refund",
        order=refund.order_id,
        refund_id=refund.id,
    )


def cancel_gift_card(card):
    """Take back a gift card that was bought and has not been spent from."""
    StoredValueMovement.create(
        stored_value=card.stored_value_id,
        amount_minor=-card.amount_minor,
        reason="cancelled",
        order=card.order_id,
    )
