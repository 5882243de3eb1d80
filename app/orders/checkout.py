"""From cart to order: one transaction that holds the copies, or changes nothing."""

from flask import current_app

from app.db import db, now
from app.orders.holds import HOLD, hold_copies
from app.orders.models import Order, OrderLine
from app.orders.numbers import new_number
from app.orders.per_customer import check_limits
from app.orders.quotes import quote
from app.orders.refusals import CartChanged, CartEmpty, FormOfAnother, NoDelivery, PriceChanged

SHORTEST_KEY = 16  # characters; ours have 32


def agreement(quote):
    """What a shopper agrees to when she places an order: the cart's contents and the total."""
    return f"{quote.contents}.{quote.total.minor}"


def place_order(cart, details, customer_id=None):
    """Turn the cart into an order awaiting payment, with its copies held.

    The form's key makes one order however often and at the same instant it is sent: whoever comes
    second waits for the first and gets its order. Raises an OrderRefusal and changes nothing.
    """
    if len(details.key) < SHORTEST_KEY:
        raise FormOfAnother
    with db.atomic():
        cart.lock()
        placed = order_of(details.key) or write_order(cart, details, customer_id)
    if placed.cart_id is None or placed.cart_id != cart.id:
        raise FormOfAnother(placed)
    return placed


def order_of(key):
    return Order.get_or_none(Order.idempotency_key == key)


def write_order(cart, details, customer_id):
    """The new order; or the one of another cart, should it take the key at this very instant."""
    agreed = quote(cart, details.country, details.delivery)
    check_agreed(agreed, details.agreed)
    check_limits(agreed.items, customer_id, details.email)
    order = claim(cart, details, agreed, customer_id)
    if order is None:
        return order_of(details.key)
    fill(order, agreed.items)
    cart.empty()
    return order


def check_agreed(quote, agreed):
    if not quote.items:
        raise CartEmpty
    if quote.delivery is None:
        raise NoDelivery
    contents, _, _ = agreed.partition(".")
    if contents != quote.contents:
        raise CartChanged
    if agreed != agreement(quote):
        raise PriceChanged(quote.total)


def claim(cart, details, quote, customer_id):
    """Insert the order under the form's key; None when another cart's order has it."""
    settings = current_app.config["SETTINGS"]
    rows = (
        Order.insert(
            number=new_number(),
            idempotency_key=details.key,
            cart=cart,
            customer=customer_id,
            email=details.email,
            name=details.name,
            address=details.address,
            shipping_method=quote.delivery.code,
            shipping_name=quote.delivery.name,
            currency=quote.total.currency,
            subtotal_minor=quote.subtotal.minor,
            shipping_minor=quote.shipping.minor,
            total_minor=quote.total.minor,
            simulated=settings.payments_simulated,
            hold_expires_at=now() + HOLD,
        )
        .on_conflict(conflict_target=[Order.idempotency_key], action="IGNORE")
        .returning(Order)
        .execute()
    )
    return next(iter(rows), None)


def fill(order, items):
    # In edition order: each line holds on to its edition, which staff lock in that order.
    for item in sorted(items, key=lambda item: item.edition_id):
        OrderLine.create(
            order=order,
            edition=item.edition,
            title=item.work.title,
            byline=item.work.byline,
            isbn=item.edition.isbn,
            format=item.edition.format,
            quantity=item.quantity,
            unit_price_minor=item.price.minor,
        )
    withdrawn = {item.edition_id for item in items if not item.edition.for_sale}
    hold_copies(order, withdrawn)
    order.note("placed", "buyer")
