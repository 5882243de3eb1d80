import pytest

from app.orders.checkout.placing import place_order
from app.orders.integrity import broken_invariants
from app.orders.models import GiftCardBought, Refund, StoredValue, StoredValueMovement
from app.orders.payments.attempts import begin_payment
from app.orders.payments.settlement import settle
from app.orders.refunds.requests import request_refund
from app.orders.refunds.sending import carry_out
from app.orders.refusals import NotRefundable
from tests.orders.conftest import all_at_once, fresh
from tests.orders.refunds.conftest import give, lines


@pytest.fixture
def with_a_card(a_cart, an_edition, details, shopper):
    """A paid order of a book at £9.99 and of a gift card of £20."""
    cart = a_cart(an_edition())
    people = {"recipient_name": "Bea", "recipient_email": "b@example.org", "sender_name": "Ada"}
    GiftCardBought.create(cart=cart, amount_minor=2000, currency="GBP", **people)
    order = place_order(cart, details(cart))
    begin_payment(order)
    payment = order.payments.get()
    shopper(payment)
    settle(payment.session_id)
    return fresh(order)


def spend_from_it(order):
    card = GiftCardBought.get().stored_value_id
    StoredValueMovement.create(stored_value=card, amount_minor=-1, reason="adjustment")


def test_a_gift_card_that_nobody_used_is_taken_back_with_all_the_rest(with_a_card, staff):
    carry_out(request_refund(with_a_card.id, "staff", staff).id)
    assert Refund.get().amount_minor == with_a_card.total_minor
    assert StoredValue.get().balance_minor == 0
    assert fresh(with_a_card).status == "refunded"
    assert broken_invariants() == []


def test_a_gift_card_that_was_used_stays_paid_for(with_a_card, staff):
    spend_from_it(with_a_card)
    carry_out(request_refund(with_a_card.id, "staff", staff).id)
    assert Refund.get().amount_minor == with_a_card.total_minor - 2000
    assert fresh(with_a_card).status == "delivered"
    with pytest.raises(NotRefundable):
        request_refund(with_a_card.id, "staff", staff)
    assert broken_invariants() == []


def test_a_gift_card_goes_back_by_itself_and_only_once(with_a_card):
    card = GiftCardBought.get()
    assert give(with_a_card, cards=(card.id,)).amount_minor == 2000
    with pytest.raises(NotRefundable):
        give(with_a_card, cards=(card.id,))
    assert broken_invariants() == []


def test_a_gift_card_stays_when_the_book_beside_it_is_given_up(with_a_card):
    refund = give(with_a_card, given_up={lines(with_a_card)[0].id: 1})
    assert refund.amount_minor == with_a_card.total_minor - 2000
    assert StoredValue.get().balance_minor == 2000
    assert fresh(with_a_card).status == "delivered"
    assert broken_invariants() == []


def test_a_gift_card_used_at_the_instant_it_is_taken_back_is_never_both(app, with_a_card, staff):
    calls = [lambda: request_refund(with_a_card.id, "staff", staff)]
    calls += [lambda: spend_from_it(with_a_card)]
    all_at_once(app, calls)
    used = GiftCardBought.get().stored_value.balance_minor == 1999
    back = Refund.select().exists()
    taken_back = back and Refund.get().amount_minor == with_a_card.total_minor
    assert used != bool(taken_back)
    assert broken_invariants() == []
