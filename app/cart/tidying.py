"""Carts that nobody comes back for."""

from datetime import timedelta

from flask import current_app
from peewee import fn

from app.cart.models import IN_CART, LATER, REMOVED, Cart, CartItem
from app.db import db, now

UNDO = timedelta(days=1)  # for so long, a removed line can be put back


def forget_stale():
    """Forget carts that nobody has touched for as long as the cookie that leads to them lives.

    A guest's is deleted; orders placed from it stay. What is in a customer's is saved for later.
    """
    untouched = Cart.updated_at < now() - current_app.permanent_session_lifetime
    Cart.delete().where(Cart.customer.is_null(), untouched).execute()
    save_for_later(untouched)
    CartItem.delete().where(CartItem.place == REMOVED, CartItem.moved_at < now() - UNDO).execute()


def save_for_later(untouched):
    in_cart = CartItem.place == IN_CART
    has_items = fn.EXISTS(CartItem.select().where(CartItem.cart == Cart.id, in_cart))
    with db.atomic():
        carts = Cart.select(Cart.id).where(Cart.customer.is_null(False), untouched, has_items)
        ids = [cart.id for cart in carts.for_update(skip_locked=True)]
        CartItem.update(place=LATER, brought=0, moved_at=now()).where(
            CartItem.cart.in_(ids), in_cart
        ).execute()
