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
    # The number of the order as well: a row's id comes again in a database begun anew.
    mine = (Payment.id == own_id(told, "payment")) & (Order.number == told.get("order"))
    return Payment.select().join(Order).where(mine).first()


def own_id(told, name):
    """The id of a row of ours that we wrote on something at Stripe; None when it is no id.

    Others who use the same account write what they like.
    """
    number = told.get(name, "")
    return int(number) if number.isdecimal() and len(number) <= LONGEST_NUMBER else None


def with_this_stripe():
    """A condition on orders: theirs is the Stripe, or the simulator, that we ask now."""
    return Order.simulated == current_app.config["SETTINGS"].payments_simulated
