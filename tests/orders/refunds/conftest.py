"""Orders to give money back for, and a clerk who does."""

import itertools

import pytest

from app.db import now
from app.orders.checkout.placing import place_order
from app.orders.models import (
    CartCard,
    Dispute,
    GiftCardBought,
    OrderLine,
    Refund,
    StoredValue,
    StoredValueMovement,
)
from app.orders.payments import gateway
from app.orders.payments.attempts import begin_payment
from app.orders.payments.settlement import settle
from app.orders.refunds.parts import Wanted
from app.orders.refunds.requests import request_part
from app.orders.refunds.sending import ask_again, carry_out
from app.pricing.models import Promotion
from app.pricing.vouchers import redeem
from tests.orders.conftest import fresh

KEYS = (f"a-key-of-a-clerk-{number}" for number in itertools.count())


@pytest.fixture
def two_books(a_paid_order, an_edition):
    """A paid order of two copies of each of two books, with £2.95 for delivery: £22.91."""
    books = [an_edition(on_hand=5, price_minor=499) for _ in range(2)]
    return a_paid_order(*books, quantity=2)


@pytest.fixture
def a_gift_card(app):
    def build(minor, code="CARD"):
        card = StoredValue.create(
            kind="gift_card", code_hash=code, code_end=code[-4:], currency="GBP"
        )
        StoredValueMovement.create(stored_value=card, amount_minor=minor, reason="issued")
        return card

    return build


@pytest.fixture
def pay_for(details, shopper):
    """Orders what is in a cart and pays for it; returns the order."""

    def build(cart):
        order = place_order(cart, details(cart))
        begin_payment(order)
        payment = order.payments.get()
        shopper(payment)
        settle(payment.session_id)
        return fresh(order)

    return build


@pytest.fixture
def partly_by_card(a_cart, a_gift_card, an_edition, pay_for):
    """A paid order of £22.93, of which a gift card paid £10."""
    cart = a_cart(an_edition(), quantity=2)
    CartCard.create(cart=cart, stored_value=a_gift_card(1000))
    return pay_for(cart)


@pytest.fixture
def with_a_card(a_cart, an_edition, pay_for):
    """A paid order of a book at £9.99 and of a gift card of £20."""
    cart = a_cart(an_edition())
    people = {"recipient_name": "Bea", "recipient_email": "b@example.org", "sender_name": "Ada"}
    GiftCardBought.create(cart=cart, amount_minor=2000, currency="GBP", **people)
    return pay_for(cart)


@pytest.fixture
def of_both_moneys(a_cart, a_gift_card, an_edition, pay_for):
    """A paid order of a book (£9.99, £2.95 to send it) and of a gift card of £20: £32.94.

    A gift card paid £10 of it, which can only be for the book; the bank card paid £22.94.
    """
    cart = a_cart(an_edition())
    people = {"recipient_name": "Bea", "recipient_email": "b@example.org", "sender_name": "Ada"}
    GiftCardBought.create(cart=cart, amount_minor=2000, currency="GBP", **people)
    CartCard.create(cart=cart, stored_value=a_gift_card(1000))
    order = pay_for(cart)
    assert (order.stored_minor, order.due_minor) == (1000, 2294)
    return order


def lines(order):
    return list(order.lines.order_by(OrderLine.id))


def wanted(**facts):
    return Wanted(**{"reason": "staff", **facts})


def give(order, **facts):
    return request_part(order.id, wanted(**facts), "staff 1")


def at_stripe():
    return sorted(refund.amount for refund in gateway.client().v1.refunds.list().data)


def went_back():
    """How much has gone to the bank card, and to the gift card that paid."""
    sums = {True: 0, False: 0}
    for refund in Refund.select():
        sums[refund.payment_id is not None] += refund.amount_minor
    return sums[True], sums[False]


def lose(order, minor):
    """The buyer's bank has taken so much of the card's payment back for good."""
    Dispute.create(
        payment=order.payments.get(),
        stripe_dispute_id="du_1",
        reason="fraudulent",
        status="lost",
        amount_minor=minor,
        currency="GBP",
        opened_at=now(),
        closed_at=now(),
        asked_at=now(),
    )


def fail_at_the_bank(stripe, refund):
    """Stripe takes the refund, and the bank does not; returns it as it is then."""
    carry_out(refund.id)
    made = Refund.get_by_id(refund.id).stripe_refund_id
    stripe.post(f"/_simulator/refunds/{made}/fail")
    ask_again(made)
    return Refund.get_by_id(refund.id)


def use_a_voucher(order):
    """The order was placed with a voucher that can be used but once."""
    once = Promotion.create(
        code="ONCE", name="Once", kind="percent", percent=1, currency="GBP", most_uses=1, uses=0
    )
    redeem([(once.id, 0)], order.id, order.email)
