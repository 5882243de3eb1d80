"""Which cart is this visitor's: her account's, else the one whose key is in her session."""

import secrets
from contextlib import contextmanager
from urllib.parse import urlsplit

from flask import flash, request, session, url_for
from flask_login import current_user

from app.accounts.signing_in import keep_cookie
from app.cart.merging import join
from app.cart.models import Cart
from app.cart.refusals import CartGone
from app.planned import Planned

PUT_BY = (
    "What was already in your account’s cart is saved for later, below your cart: "
    "this order is only for what you chose just now."
)
OTHER_VOUCHER = (
    "The voucher {voucher}, which you typed just now, replaces {replaced}, "
    "which was in your account’s cart."
)

OF_GUEST = Planned(lambda key: Cart.select().where(Cart.token == key, Cart.customer.is_null()))
OF_CUSTOMER = Planned(lambda customer_id: Cart.select().where(Cart.customer == customer_id))


def current_cart():
    """This visitor's cart, for reading; one that is in no table while she has put nothing in."""
    return find_cart() or Cart()


def find_cart():
    if current_user.is_authenticated:
        return OF_CUSTOMER.first(current_user.id)
    return cart_of_guest(session.get("cart"))


def cart_of_guest(key):
    """The cart of whoever has this key in her session; one that belongs to an account never is."""
    return key and OF_GUEST.first(key)


@contextmanager
def cart_to_change():
    """This visitor's cart, made now if she has none, while something is put into it.

    Where that finds it gone, no cookie is sent: the one that a sign-in in another tab has set
    meanwhile is to stay.
    """
    try:
        yield found_or_made()
    except CartGone:
        session.modified = False
        raise


def found_or_made():
    if current_user.is_authenticated:
        return cart_of_customer(current_user.id)
    return remembered(find_cart() or Cart.create(token=new_key()))


def cart_in_hand():
    """This visitor's cart, to change what is in it."""
    cart = current_cart()
    return remembered(cart) if cart.id and not cart.customer_id else cart


def remembered(cart):
    # Anew with each change: the cookie is to last as long as the cart is kept.
    session["cart"] = cart.token
    keep_cookie()
    return cart


def cart_of_customer(customer_id):
    Cart.insert(token=new_key(), customer=customer_id).on_conflict_ignore().execute()
    return OF_CUSTOMER.first(customer_id)


def new_key():
    return secrets.token_urlsafe(24)


def bring_cart(_app, user, **_):
    """At sign-in, put what the guest had in her cart into the one of her account."""
    guest = cart_of_guest(session.pop("cart", None))
    if guest is None:
        return
    joined = join(guest, cart_of_customer(user.id), paying=goes_to_checkout())
    if joined.put_by:
        flash(PUT_BY, "success")
    if joined.replaced:
        words = OTHER_VOUCHER.format(voucher=joined.voucher, replaced=joined.replaced)
        flash(words, "success")


def goes_to_checkout():
    path, checkout = urlsplit(request.values.get("next", "")).path, url_for("orders.checkout")
    return path == checkout or path.startswith(f"{checkout}/")
