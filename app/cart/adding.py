"""Copies put into a cart in one statement, as nearly always they can be."""

from app.catalog.ahead import copies_for_sale
from app.catalog.availability import availability
from app.planned import Prepared

# The line waits for the cart's row: whoever checks out holds that. No line is written where the
# copies would not fit beside those in the cart, or where theirs is saved or removed.
ADD = Prepared(
    """with held as (
        update sales.carts set updated_at = now() where id = $1 and $3 <= $6 returning id
    )
    insert into sales.cart_items as line
        (cart_id, edition_id, quantity, price_minor_then, state_then)
    select id, $2, $3, $4, $5 from held
    on conflict (cart_id, edition_id) do update
        set quantity = line.quantity + excluded.quantity, brought = 0
        where line.place = 'cart' and line.quantity + excluded.quantity <= $6
    returning id""",
    *("bigint", "bigint", "int", "int", "text", "int"),
)


def add_if_it_fits(cart_id, edition, quantity):
    """Put copies of a counted edition into a cart; False when nothing was done."""
    room = min(edition.most, copies_for_sale(edition))
    state = availability(edition).state
    return bool(ADD.run(cart_id, edition.id, quantity, edition.price_minor, state, room))
