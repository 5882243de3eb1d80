"""The one field of the checkout for vouchers and gift cards."""

from app.cart.limits import limit_codes
from app.cart.vouchers import drop_voucher, keep_voucher
from app.db import db
from app.orders.models import CartCard, StoredValue
from app.orders.refusals import CodeRefused
from app.orders.stored_values.gift_cards import find_card
from app.pricing.vouchers import LONGEST_CODE, NoSuchVoucher, VoucherRefused, tidy

MOST_CARDS = 10  # on one order
UNKNOWN = "We do not recognise the voucher or gift card “{code}”. Check its letters and numbers."
NO_SUCH_CARD = "We do not recognise the gift card “{code}”. Check its letters and numbers."
NOTHING_THERE = "Put something in your cart first, then apply the code."
CLOSED = "This gift card cannot be used. Write to us, and we will look into it."
EMPTY = "There is nothing left on this gift card."
FULL = f"One order takes up to {MOST_CARDS} gift cards."


def apply_code(cart, code, email=""):
    """Let the cart use the gift card or the voucher with this code.

    Raises CodeRefused, and CartGone when there is no such cart now.
    """
    if not cart.id:
        raise CodeRefused(NOTHING_THERE)
    limit_codes(cart)
    card = find_card(code)
    if card:
        return use_card(cart, card)
    try:
        return keep_voucher(cart, code, email)
    except NoSuchVoucher as refusal:
        raise CodeRefused(UNKNOWN.format(code=code[:LONGEST_CODE])) from refusal
    except VoucherRefused as refusal:
        raise CodeRefused(str(refusal)) from refusal


def is_applied(cart, code):
    return cart.voucher == tidy(code) or find_card(code) in cards_of(cart)


def use_card(cart, card):
    if card.blocked_at:
        raise CodeRefused(CLOSED)
    if not card.balance_minor:
        raise CodeRefused(EMPTY)
    if len(cards_of(cart)) >= MOST_CARDS:
        raise CodeRefused(FULL)
    with db.atomic():
        cart.lock_to_fill()
        CartCard.insert(cart=cart, stored_value=card).on_conflict_ignore().execute()


def cards_of(cart):
    """The gift cards whose codes this buyer has typed."""
    if not cart.id:
        return []
    typed = CartCard.select(CartCard.stored_value).where(CartCard.cart == cart.id)
    return list(StoredValue.select().where(StoredValue.id.in_(typed)).order_by(StoredValue.id))


def remove_code(cart, which):
    """Let go of "voucher", or of a gift card by its id."""
    if which == "voucher":
        drop_voucher(cart)
    elif which.isdecimal() and len(which) < 19:
        CartCard.delete().where(CartCard.cart == cart.id, CartCard.stored_value == which).execute()


def forget_codes(cart):
    """An order has used them: the cart begins anew."""
    drop_voucher(cart)
    CartCard.delete().where(CartCard.cart == cart.id).execute()
