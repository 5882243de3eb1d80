"""Which cart is this visitor's: her account's, else the one whose key is in her session."""

import secrets

from flask import session
from flask_login import current_user

from app.cart.carrying_over import carry_over
from app.cart.models import MOST_OF_ONE_EDITION, Cart, CartItem
from app.db import db


def current_cart():
    """This visitor's cart, for reading; one that is in no table while she has put nothing in."""
    return find_cart() or Cart()


def find_cart():
    if current_user.is_authenticated:
        return Cart.get_or_none(Cart.customer == current_user.id)
    return cart_of_guest(session.get("cart"))


def cart_of_guest(key):
    """The cart of whoever has this key in her session; one that belongs to an account never is."""
    return key and Cart.get_or_none(Cart.token == key, Cart.customer.is_null())


def cart_to_change():
    """This visitor's cart, made now if she has none."""
    if current_user.is_authenticated:
        return cart_of_customer(current_user.id)
    cart = find_cart() or Cart.create(token=new_key())
    session["cart"] = cart.token
    session.permanent = True
    return cart


def cart_of_customer(customer_id):
    Cart.insert(token=new_key(), customer=customer_id).on_conflict_ignore().execute()
    return Cart.get(Cart.customer == customer_id)


def new_key():
    return secrets.token_urlsafe(24)


def bring_cart(_app, user, **_):
    """At sign-in, put what the guest had in her cart into the one of her account."""
    guest = cart_of_guest(session.pop("cart", None))
    if guest:
        merge(guest, cart_of_customer(user.id))


def merge(guest, cart):
    with db.atomic():
        guest.lock()
        cart.lock()
        there = {item.edition_id: item.quantity for item in cart.items}
        for item in guest.items:
            cart.put(item.edition, _together(item, there.get(item.edition_id, 0)))
        carry_over(guest, cart)
        CartItem.delete().where(CartItem.cart == guest.id).execute()
        Cart.delete().where(Cart.id == guest.id).execute()


def _together(item, there):
    """Both quantities, but no more than can be sold, nor fewer than either cart had."""
    most = max(item.available, item.quantity, there)
    return min(item.quantity + there, most, MOST_OF_ONE_EDITION)
