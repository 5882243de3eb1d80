"""What else moves with a cart than its books: gift cards in it, cards typed for it, its voucher."""

from app.db import db

MOVES = (
    "update sales.gift_cards_bought set cart_id = %(to)s where cart_id = %(from)s",
    "insert into sales.cart_cards select %(to)s, stored_value_id from sales.cart_cards"
    " where cart_id = %(from)s on conflict do nothing",
    "update sales.carts set voucher = guest.voucher from sales.carts guest"
    " where carts.id = %(to)s and guest.id = %(from)s and carts.voucher = ''",
)


def carry_over(guest, cart):
    """Bring all of that from the guest's cart into the other; in its transaction, both locked."""
    for move in MOVES:
        db.execute_sql(move, {"to": cart.id, "from": guest.id})
