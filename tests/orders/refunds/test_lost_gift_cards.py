"""A dispute takes the price of a gift card that was bought beside a book; then the book goes back.

The order is of £32.94: a book with its delivery (£12.94) and a gift card (£20). Another gift card
paid £10 of the book, so the bank card paid £22.94.
"""

import pytest

from app.orders.integrity import broken_invariants
from app.orders.models import Dispute, GiftCardBought, StoredValueMovement
from app.orders.refunds.refundable import left_of
from app.orders.refusals import NotRefundable
from app.orders.stored_values.disputed import follow_dispute
from tests.orders.conftest import fresh
from tests.orders.refunds.conftest import give, lines, lose, went_back


@pytest.fixture
def lost(of_both_moneys):
    def build(minor, spent=0):
        if spent:
            card = GiftCardBought.get().stored_value_id
            StoredValueMovement.create(stored_value=card, amount_minor=-spent, reason="adjustment")
        lose(of_both_moneys, minor)
        follow_dispute(Dispute.get(), of_both_moneys)
        return fresh(of_both_moneys)

    return build


def give_up_the_book(order):
    return give(order, given_up={lines(order)[0].id: 1})


def test_a_book_gives_back_what_a_gift_card_paid_of_it_though_the_bank_took_all_else(lost):
    order = lost(2294)
    give_up_the_book(order)
    assert went_back() == (0, 1000), "with the £22.94 of her bank, all that she paid"
    assert fresh(order).status == "refunded"
    assert broken_invariants() == []


def test_a_gift_card_that_was_spent_before_its_price_was_lost_is_still_to_be_paid_for(lost):
    order = lost(2294, spent=2000)
    assert give_up_the_book(order) is None, "she has £20 of books and £22.94 of her £32.94"
    assert went_back() == (0, 0)
    assert broken_invariants() == []


def test_what_was_spent_of_a_blocked_gift_card_is_taken_off_what_goes_back(lost):
    order = lost(2294, spent=600)
    give_up_the_book(order)
    assert went_back() == (0, 400), "with £6 of books and £22.94 of her bank, all that she paid"


def test_a_bank_that_takes_less_than_the_book_leaves_the_gift_card_paid(lost):
    order = lost(294)
    give_up_the_book(order)
    assert went_back() == (0, 1000), "the card paid £22.94: £20 for the gift card are kept"


def test_of_what_is_blocked_no_more_is_given_back_than_is_lost_so_the_dispute_may_be_won(lost):
    order = lost(1500)
    with pytest.raises(NotRefundable):
        give(order, other_minor=1295, note="Sorry.")
    give_up_the_book(order)
    assert sum(went_back()) == 1294
    Dispute.update(status="won").execute()
    follow_dispute(Dispute.get(), order)
    assert left_of(order).minor == GiftCardBought.get().stored_value.balance_minor == 2000
    assert broken_invariants() == []
