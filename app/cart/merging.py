"""A guest's cart and the one of her account become one when she signs in."""

from datetime import timedelta

from app.cart.carrying_over import carry_over
from app.cart.models import IN_CART, LATER, REMOVED, Cart, CartItem
from app.db import db, now

TOLD_FOR = timedelta(days=1)  # about until her next visit


def merge(guest, cart):
    """Put what the guest had into the cart of her account, and note which copies came with her."""
    with db.atomic():
        lock_both(guest, cart)
        CartItem.update(brought=0).where(CartItem.cart == cart.id).execute()
        there = {line.edition_id: line for line in cart.lines}
        for line in guest.lines:
            bring(line, there.get(line.edition_id), cart)
        close(guest, cart, merged_at=now())


def bring(line, there, cart):
    if there and there.place == line.place == IN_CART:
        quantity = together(line, there)
        brought = quantity - there.quantity
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
    with db.atomic():
        lock_both(guest, cart)
        chosen = {line.edition_id for line in guest.items}
        put_by = [line for line in cart.items if line.edition_id not in chosen]
        CartItem.update(place=LATER, moved_at=now(), brought=0).where(
            CartItem.cart == cart.id, CartItem.place == IN_CART
        ).execute()
        for line in guest.items:
            take_over(line, cart)
        saved = {line.edition_id for line in cart.lines} - chosen
        for line in guest.saved:
            if line.edition_id not in saved:
                take_over(line, cart)
        close(guest, cart)
    return len(put_by)


def take_over(line, cart, brought=0):
    same = (CartItem.cart == cart.id) & (CartItem.edition == line.edition_id)
    CartItem.delete().where(same).execute()
    CartItem.update(cart=cart, brought=brought).where(CartItem.id == line.id).execute()


def lock_both(guest, cart):
    guest.lock()
    cart.lock()


def close(guest, cart, **facts):
    carry_over(guest, cart)
    Cart.delete().where(Cart.id == guest.id).execute()
    Cart.update(updated_at=now(), **facts).where(Cart.id == cart.id).execute()
    cart.forget_lines()


def brought_lines(cart):
    """The items that came with her at her last sign-in, while that is news."""
    if cart.merged_at is None or cart.merged_at < now() - TOLD_FOR:
        return []
    return [item for item in cart.items if item.brought]


def keep_brought(cart):
    """She has seen what came with her, and it may all stay."""
    with db.atomic():
        cart.lock()
        CartItem.update(brought=0).where(CartItem.cart == cart.id).execute()
        cart.touch()
