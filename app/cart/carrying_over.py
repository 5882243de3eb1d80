"""What moves with a cart besides its lines: the gift cards typed for it, and its voucher."""

from app.cart.vouchers import carry
from app.db import db

TYPED_CARDS = """
    insert into sales.cart_cards select %(to)s, stored_value_id from sales.cart_cards
    where cart_id = %(from)s on conflict do nothing
"""


def carry_over(guest, cart):
    """Bring all of that into the other cart, in the caller's transaction, both carts locked.

    The voucher that the guest typed wins, being the later word; returns the one that it
    replaces, if any.
    """
    db.execute_sql(TYPED_CARDS, {"to": cart.id, "from": guest.id})
    before = cart.voucher
    if guest.voucher in ("", before):
        return ""
    carry(cart, guest.voucher)
    return before
