"""Gift cards in a cart, until they are bought."""

from app.cart.models import Cart
from app.db import db, now
from app.orders.models import GiftCardBought

MOST = 20  # in one cart


class TooManyGiftCards(Exception):
    def __init__(self):
        super().__init__(f"One order takes up to {MOST} gift cards.")


def put_in(cart, facts, currency):
    """Put a gift card in the cart, once however often its form is sent."""
    with db.atomic():
        cart.lock()
        if cart.gift_cards.count() >= MOST:
            raise TooManyGiftCards
        key = facts["form_key"] or None
        row = facts | {"form_key": key, "cart": cart, "currency": currency}
        GiftCardBought.insert(**row).on_conflict_ignore().execute()
        Cart.update(updated_at=now()).where(Cart.id == cart.id).execute()


def take_out(cart, card_id):
    """False if it was not in this cart."""
    if not cart.id:
        return False
    with db.atomic():
        cart.lock()
        of_cart = (GiftCardBought.id == card_id) & (GiftCardBought.cart == cart.id)
        return bool(GiftCardBought.delete().where(of_cart).execute())
