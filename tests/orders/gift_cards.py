"""Gift cards for tests: bought with an order, or simply there with their code known."""

from app.orders.models import StoredValueMovement
from app.orders.stored_values.gift_cards import new_card
from app.orders.stored_values.gift_cards_wanted import put_in

FACTS = {
    "recipient_name": "Bea",
    "recipient_email": "bea@example.org",
    "sender_name": "Ada",
    "message": "Read well.",
    "send_on": None,
    "form_key": "",
}


def a_card(minor=1500):
    """A gift card with so much on it, and its code."""
    card = new_card("GBP", name="Bea", email="bea@example.org")
    StoredValueMovement.create(stored_value=card, amount_minor=minor, reason="issued")
    return card, card.code_to_mail


def want_card(cart, minor=2500, **facts):
    put_in(cart, FACTS | {"amount_minor": minor, **facts}, "GBP")
    return cart
