"""Lines go from the cart to what is saved for later and back, are removed and put back."""

from app.cart.models import IN_CART, LATER, CartItem
from app.cart.room import as_many_as_fit
from app.db import db, now


def move(cart, item_id, place):
    """Put a line of the cart elsewhere; return it as it was, None if it was gone.

    What comes from "saved for later" is as many copies as can be had now, and a CartRefusal when
    that is none. What had been removed is put back as it was, whatever the shelf holds.
    """
    with db.atomic():
        line = cart.lock().line(item_id)
        if line and line.place != place:
            wanted = line.place == LATER and place == IN_CART
            quantity = as_many_as_fit(line.edition, line.quantity) if wanted else line.quantity
            CartItem.update(place=place, quantity=quantity, brought=0, moved_at=now()).where(
                CartItem.id == line.id
            ).execute()
            cart.touch()
    return line
