"""Gift cards in a cart, until they are bought."""

from app.cart.gift_cards import gift_cards_in
from app.cart.models import Cart
from app.db import db, now
from app.orders.models import GiftCardBought

MOST = 20  # in one cart


class TooManyGiftCards(Exception):
    def __init__(self):
        super().__init__(f"One order takes up to {MOST} gift cards.")


def put_in(cart, facts, currency):
    """Put a gift card in the cart, once however often its form is sent. Raises CartGone, too."""
    with db.atomic():
        cart.lock_to_fill()
        check_room(cart)
        key = facts["form_key"] or None
        row = facts | {"form_key": key, "cart": cart, "currency": currency}
        GiftCardBought.insert(**row).on_conflict_ignore().execute()
        Cart.update(updated_at=now()).where(Cart.id == cart.id).execute()


def check_room(cart):
    if len(gift_cards_in(cart)) >= MOST:
        raise TooManyGiftCards


def take_out(cart, card_id):
    """False if it was not in this cart, nor saved for later with it."""
    with db.atomic():
        cart.lock()
        return bool(GiftCardBought.delete().where(of_cart(cart, card_id)).execute())


def take_from_saved(cart, card_id):
    """Put a gift card that was saved for later in the cart; False if it was not saved."""
    with db.atomic():
        cart.lock()
        check_room(cart)
        wanted = GiftCardBought.update(saved=False).where(of_cart(cart, card_id))
        return bool(wanted.where(GiftCardBought.saved).execute())


def of_cart(cart, card_id):
    in_cart = GiftCardBought.order.is_null()  # of a visitor without a cart, "no cart" is no match
    return in_cart & (GiftCardBought.id == card_id) & (GiftCardBought.cart == cart.id)
