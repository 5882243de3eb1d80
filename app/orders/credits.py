"""Store credit and gift cards taken back, as far as refunds need them."""

import secrets
from hashlib import blake2b

from app.accounts.models import Customer
from app.orders.models import StoredValue, StoredValueMovement
from app.orders.numbers import ALPHABET


def account_of(to, currency):
    """Where credit for a Customer goes, or a new gift card for an email address."""
    if isinstance(to, StoredValue):
        return to
    if isinstance(to, Customer):
        facts = {"kind": "credit", "customer": to.id, "currency": currency}
        StoredValue.insert(**facts).on_conflict_ignore().execute()
        hers = (StoredValue.kind == "credit") & (StoredValue.customer == to.id)
        return StoredValue.get(hers, StoredValue.currency == currency)
    code = "".join(secrets.choice(ALPHABET) for _ in range(20))
    return StoredValue.create(
        kind="gift_card",
        code_hash=blake2b(code.encode(), digest_size=32, person=b"gift card").hexdigest(),
        code_end=code[-4:],
        code_to_mail=code,
        currency=currency,
    )


def credit(to, amount, reason, *, refund_id=None, **facts):
    """Add an amount to what we owe somebody, once for each refund; the StoredValue it is in."""
    value = account_of(to, amount.currency)
    StoredValueMovement.create(
        stored_value=value,
        amount_minor=amount.minor,
        reason=reason,
        refund_id=refund_id,
        **facts,
    )
    return value


def cancel_gift_card(bought):
    """Take back what is unspent of a gift card that was bought; return it in minor units."""
    unspent = min(bought.stored_value.balance_minor, bought.amount_minor)
    if unspent:
        StoredValueMovement.create(
            stored_value=bought.stored_value_id,
            amount_minor=-unspent,
            reason="cancelled",
            order=bought.order_id,
        )
    return unspent
