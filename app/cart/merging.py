"""A guest's cart and the one of her account become one when she signs in."""

from datetime import timedelta
from typing import NamedTuple

from app.cart.carrying_over import carry_over
from app.cart.gift_cards import (
    bring_gift_cards,
    forget_brought_gift_cards,
    gift_cards_brought,
    gift_cards_in,
    save_gift_cards,
)
from app.cart.models import IN_CART, LATER, REMOVED, Cart, CartItem
from app.db import db, now

TOLD_FOR = timedelta(days=1)  # about until her next visit


class Joined(NamedTuple):
    """What is told of it where it happens; what was brought, the cart's page shows."""

    put_by: int = 0  # how many lines of her account are saved for later
    voucher: str = ""  # the one that took the place of another
    replaced: str = ""  # that other one


def join(guest, cart, *, paying=False):
    """Make one cart of the guest's and her account's, once however many tabs sign in.

    On her way to the checkout she is about to pay for what she has seen, and for nothing else.
    """
    with db.atomic():
        guest.lock()
        cart.lock()
        if not guest.is_there:
            return Joined()
        put_by = 0
        if paying and (guest.items or gift_cards_in(guest)):
            put_by = take_to_checkout(guest, cart)
        else:
            merge(guest, cart)
        replaced = carry_over(guest, cart)
        Cart.delete().where(Cart.id == guest.id).execute()
        cart.touch()
    return Joined(put_by, cart.voucher if replaced else "", replaced)


def merge(guest, cart):
    """Put what the guest had into the cart of her account, and note which of it came with her.

    What came just before, with a sign-in elsewhere, stays noted beside it.
    """
    if not is_news(cart):
        forget_brought(cart)
    there = {line.edition_id: line for line in cart.lines}
    for line in guest.lines:
        bring(line, there.get(line.edition_id), cart)
    bring_gift_cards(guest, cart, as_news=True)
    Cart.update(merged_at=now()).where(Cart.id == cart.id).execute()


def bring(line, there, cart):
    if there and there.place == line.place == IN_CART:
        quantity = together(line, there)
        brought = there.brought + quantity - there.quantity
        CartItem.update(quantity=quantity, brought=brought).where(CartItem.id == there.id).execute()
    elif line.place == IN_CART:
        take_over(line, cart, brought=line.quantity)
    elif line.place == LATER and (there is None or there.place == REMOVED):
        take_over(line, cart)


def together(line, there):
    """Both quantities, but no more than can be sold, nor fewer than either cart had."""
    most = max(line.available, line.quantity, there.quantity)
    return max(there.quantity, min(line.quantity + there.quantity, most, line.edition.most))


def take_to_checkout(guest, cart):
    """Have in the account's cart what the guest is about to pay for, and nothing else.

    What else it held is saved for later; returns how many lines were. Of a book that both had,
    there are as many copies as she chose just now.
    """
    chosen = {line.edition_id for line in guest.items}
    put_by = [line for line in cart.items if line.edition_id not in chosen] + gift_cards_in(cart)
    CartItem.update(place=LATER, moved_at=now(), brought=0).where(
        CartItem.cart == cart.id, CartItem.place == IN_CART
    ).execute()
    save_gift_cards(cart)
    for line in guest.items:
        take_over(line, cart)
    saved = {line.edition_id for line in cart.lines} - chosen
    for line in guest.saved:
        if line.edition_id not in saved:
            take_over(line, cart)
    bring_gift_cards(guest, cart, as_news=False)
    return len(put_by)


def take_over(line, cart, brought=0):
    same = (CartItem.cart == cart.id) & (CartItem.edition == line.edition_id)
    CartItem.delete().where(same).execute()
    CartItem.update(cart=cart, brought=brought).where(CartItem.id == line.id).execute()


def is_news(cart):
    return cart.merged_at is not None and cart.merged_at >= now() - TOLD_FOR


def brought_lines(cart):
    """The items that came with her at her last sign-in, while that is news."""
    return [item for item in cart.items if item.brought] if is_news(cart) else []


def brought_gift_cards(cart):
    """The gift cards that came with her then, likewise."""
    return gift_cards_brought(cart) if is_news(cart) else []


def keep_brought(cart):
    """She has seen what came with her, and it may all stay."""
    with db.atomic():
        cart.lock()
        forget_brought(cart)
        cart.touch()


def forget_brought(cart):
    CartItem.update(brought=0).where(CartItem.cart == cart.id).execute()
    forget_brought_gift_cards(cart)
    cart.forget_lines()
