"""A buyer cancels her order, before it is paid or packed, and is told what came of it."""

from typing import NamedTuple

from app.orders.cancellation import can_be_cancelled, cancel_paid, is_cancelled, turns_out_paid
from app.orders.holds import cancel
from app.orders.models import Order
from app.orders.refusals import TooLateToCancel
from app.orders.too_late import remedy, why_not_cancelled

CANCELLED = "The order is cancelled."
BACK_IN_CART = f"{CANCELLED} What was in it is back in your cart."
REFUNDED = f"{CANCELLED} We will refund everything you paid."
PAID_ALREADY = "Your payment had arrived before you cancelled, so the order is not cancelled."
STILL = "You can still cancel it on this page, and we will refund everything you paid."


class Outcome(NamedTuple):
    words: str  # for the buyer
    refused: bool = False
    in_cart: bool = False  # what was in the order


def cancel_for_buyer(order, cart_to_fill):
    """Cancel an order; whoever presses twice is told that it is cancelled. What was not paid goes
    into the cart that `cart_to_fill` opens. Raises CartGone, and leaves the order as it is, when
    that is there no more.
    """
    if turns_out_paid(order):
        order = Order.get_by_id(order.id)
        then = STILL if can_be_cancelled(order) else remedy(order)
        return Outcome(f"{PAID_ALREADY} {then}", refused=True)
    with cart_to_fill() as cart:
        unpaid = cancel(order.id, "buyer", cart)
    return Outcome(BACK_IN_CART, in_cart=True) if unpaid else cancel_with_refund(order.id)


def cancel_with_refund(order_id):
    try:
        cancel_paid(order_id, "buyer")
    except TooLateToCancel:
        order = Order.get_by_id(order_id)
        if is_cancelled(order):
            return Outcome(CANCELLED)
        return Outcome(why_not_cancelled(order), refused=True)
    return Outcome(REFUNDED)
