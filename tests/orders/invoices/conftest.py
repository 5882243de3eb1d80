"""Orders that were paid and have their invoice."""

import pytest

from app.db import db
from app.orders.checkout.placing import place_order
from app.orders.models import CartCard, Invoice, Order, Payment, StoredValue, StoredValueMovement
from app.orders.payments.acceptance import accept
from app.orders.payments.attempts import begin_payment
from app.orders.payments.settlement import settle
from tests.orders.conftest import fresh


@pytest.fixture
def billed(a_cart, details):
    """Builds an order that was paid; returns its invoice."""

    def build(*editions, cart=None, quantity=1, **typed):
        cart = cart or a_cart(*editions, quantity=quantity)
        return pay(place_order(cart, details(cart, **typed)))

    return build


def pay(order):
    if fresh(order).status == "awaiting_payment":
        with db.atomic():
            accept(Order.locked(order.id))
    return Invoice.get(Invoice.order == order, Invoice.kind == "invoice")


def rows(invoice):
    """Of each row its title, rate in percent (None: outside of tax), amount and tax."""
    return [
        (
            row["title"],
            None if row["rate_ppm"] is None else row["rate_ppm"] / 10_000,
            row["net_minor"],
            row["tax_minor"],
        )
        for row in invoice.document["rows"]
    ]


def adds_up(invoice):
    """Rows, rates, sums and the order all say the same."""
    order, document = invoice.order, invoice.document
    net = sum(row["net_minor"] for row in document["rows"])
    tax = sum(row["tax_minor"] for row in document["rows"])
    assert (net, tax, net + tax) == (invoice.net_minor, invoice.tax_minor, invoice.total_minor)
    assert (tax, net + tax) == (order.tax_minor, order.total_minor)
    assert document["rates"] == order.tax_summary
    assert document["card_minor"] + document["stored_minor"] == order.total_minor
    return True


def buy(cart, details, shopper):
    """The order of this cart, paid on Stripe's page as far as nothing else pays for it."""
    order = place_order(cart, details(cart))
    begin_payment(order)
    payment = Payment.get(Payment.order == order)
    shopper(payment)
    settle(payment.session_id)
    return fresh(order)


def spend_from_a_card(cart, minor):
    card = StoredValue.create(kind="gift_card", code_hash="x", currency="GBP")
    StoredValueMovement.create(stored_value=card, amount_minor=minor, reason="issued")
    CartCard.create(cart=cart, stored_value=card)
