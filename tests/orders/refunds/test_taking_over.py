"""Refunds from Stripe's own pages, of orders with gift cards or with money that had failed."""

import pytest

from app.orders.integrity import broken_invariants
from app.orders.models import GiftCardBought, Invoice, Refund, StoredValue, StoredValueMovement
from app.orders.payments import gateway
from app.orders.refunds.resending import not_arrived
from app.orders.refunds.taking_over import take_over
from app.orders.refusals import NotRefundable
from tests.orders.conftest import fresh
from tests.orders.refunds.conftest import fail_at_the_bank, give, lines


@pytest.fixture
def taken_over(stripe):
    """Gives so much back in Stripe's own pages, and takes that over."""

    def run(order, minor, cards=()):
        payment = order.payments.get()
        params = {"payment_intent": payment.payment_intent_id, "amount": minor}
        made = gateway.client().v1.refunds.create(params)
        take_over(made, payment, "staff 1", {card.id for card in cards})
        return Refund.get(Refund.stripe_refund_id == made.id)

    return run


def test_a_gift_card_is_taken_back_with_its_money_that_went_at_stripe(with_a_card, taken_over):
    refund = taken_over(with_a_card, 2000, [GiftCardBought.get()])
    assert (refund.amount_minor, refund.status) == (2000, "succeeded")
    assert StoredValue.get().balance_minor == 0
    assert fresh(with_a_card).status == "paid"
    (row,) = Invoice.get(Invoice.kind == "credit_note").document["rows"]
    assert row["title"] == "Gift cards taken back"
    assert broken_invariants() == []


def test_all_that_was_paid_ends_the_order_with_its_gift_card(with_a_card, taken_over):
    taken_over(with_a_card, with_a_card.total_minor, [GiftCardBought.get()])
    assert StoredValue.get().balance_minor == 0
    assert fresh(with_a_card).status == "refunded"
    assert broken_invariants() == []


@pytest.mark.parametrize(
    ("minor", "ticked", "why"), [(2000, False, "Tick those"), (1999, True, "Less was given back")]
)
def test_it_must_be_said_which_gift_cards_the_money_was_for(
    with_a_card, taken_over, minor, ticked, why
):
    with pytest.raises(NotRefundable, match=why):
        taken_over(with_a_card, minor, [GiftCardBought.get()] if ticked else [])
    assert not Refund.select().exists()
    assert StoredValue.get().balance_minor == 2000


def test_a_gift_card_stays_when_what_went_at_stripe_is_less_than_the_rest(with_a_card, taken_over):
    taken_over(with_a_card, 500)
    assert StoredValue.get().balance_minor == 2000
    assert broken_invariants() == []


@pytest.mark.parametrize(("minor", "status"), [(2000, "paid"), (3294, "refunded")])
def test_money_of_a_gift_card_that_was_used_is_gone_and_the_card_stays(
    with_a_card, taken_over, minor, status
):
    card = GiftCardBought.get().stored_value_id
    StoredValueMovement.create(stored_value=card, amount_minor=-1, reason="adjustment")
    assert taken_over(with_a_card, minor).amount_minor == minor
    assert StoredValue.get().balance_minor == 1999
    assert fresh(with_a_card).status == status
    assert lines(with_a_card)[0].cancelled == (status == "refunded")
    assert broken_invariants() == []


def test_money_that_failed_and_went_again_at_stripe_is_not_waited_for_any_more(
    a_paid_order, taken_over, stripe
):
    order = a_paid_order(action="delay")
    failed = give(order, shipping_minor=295)
    failed = fail_at_the_bank(stripe, failed)
    assert [refund.id for refund in not_arrived()] == [failed.id]
    again = taken_over(order, 295)
    assert (again.replaces_id, again.shipping_minor) == (failed.id, 295)
    assert list(not_arrived()) == []
    assert broken_invariants() == []
