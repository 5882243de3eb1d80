"""Whose money it is: the payment of ours behind something at Stripe."""

from flask import current_app

from app.orders.models import Order, Payment

LONGEST_NUMBER = 18  # digits that an id of ours can have


def payment_behind(intent, metadata):
    """By the payment intent that we know it by, else by what we wrote on it; None if not ours.

    `intent` is its id, or the object in its place.
    """
    intent_id = getattr(intent, "id", intent)
    known = intent_id and Payment.get_or_none(Payment.payment_intent_id == intent_id)
    return known or payment_named(metadata.to_dict() if metadata else {})


def payment_named(told):
    number = told.get("payment", "")
    if not number.isdecimal() or len(number) > LONGEST_NUMBER:
        return None
    # The number of the order as well: a row's id comes again in a database begun anew.
    mine = (Payment.id == int(number)) & (Order.number == told.get("order"))
    return Payment.select().join(Order).where(mine).first()


def with_this_stripe():
    """A condition on orders: theirs is the Stripe, or the simulator, that we ask now."""
    return Order.simulated == current_app.config["SETTINGS"].payments_simulated
