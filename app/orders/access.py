"""Who may see an order: its customer, the browser that placed it, who has its signed link."""

import re

from flask import abort, session
from flask_login import current_user
from itsdangerous import BadSignature
from peewee import SQL, fn

from app.accounts.signing_in import keep_cookie
from app.db import now
from app.mail import public_link
from app.orders.models import Order, Payment
from app.signing import signer

NUMBER = re.compile(r"[A-Z0-9-]{8,20}")
PURPOSE = "order link"
LINK_AGE = 30 * 24 * 3600  # seconds
REMEMBERED = 20  # orders a browser
NOT_SHOWN = (
    "We show an order to whoever placed it. Sign in, or open the link in our latest email about "
    "it; each works for thirty days. “Find an order”, at the foot of this page, sends a new one."
)


def find_order(number):
    """The order if this visitor may see it; otherwise, as for numbers nobody has, a 404."""
    order = Order.get_or_none(Order.number == number) if NUMBER.fullmatch(number) else None
    if order is None or not is_hers(order):
        abort(404, NOT_SHOWN)
    return order


def is_hers(order):
    if current_user.is_authenticated and order.customer_id == current_user.id:
        return True
    return order.number in session.get("orders", [])


def remember(number):
    """Let this browser see the order from now on."""
    others = [other for other in session.get("orders", []) if other != number]
    session["orders"] = [number, *others][:REMEMBERED]
    keep_cookie()


def waiting_order():
    """The visitor's newest order that holds copies and is hers to pay, or None."""
    seen = session.get("orders", [])
    if not seen and not current_user.is_authenticated:
        return None
    hers = Order.number.in_(seen)
    if current_user.is_authenticated:
        hers |= Order.customer == current_user.id
    under_way = Payment.select(SQL("1")).where(
        Payment.order == Order.id, Payment.status.in_(("processing", "mismatch"))
    )
    waiting = Order.select().where(
        hers,
        Order.status == "awaiting_payment",
        Order.hold_expires_at > now(),
        ~fn.EXISTS(under_way),
    )
    return waiting.order_by(Order.id.desc()).first()


def private_link(order):
    """A link that opens the order for whoever has it, for 30 days."""
    return public_link("orders.show", number=order.number, key=signer(PURPOSE).dumps(order.number))


def opens(key, number):
    """True if the key was signed by us, for this order, and not too long ago."""
    try:
        return signer(PURPOSE).loads(key, max_age=LINK_AGE) == number
    except BadSignature:
        return False
