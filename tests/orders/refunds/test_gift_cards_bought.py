import pytest

from app.orders.integrity import broken_invariants
from app.orders.models import GiftCardBought, Refund, StoredValue, StoredValueMovement
from app.orders.refunds.requests import request_refund
from app.orders.refunds.sending import carry_out
from app.orders.refusals import NotRefundable
from tests.at_once import all_at_once
from tests.orders.conftest import fresh
from tests.orders.refunds.conftest import give, lines, went_back


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


def test_books_that_were_called_off_are_not_said_to_have_reached_her(with_a_card, staff, page_of):
    spend_from_it(with_a_card)
    carry_out(request_refund(with_a_card.id, "staff", staff).id)
    page = page_of(fresh(with_a_card))
    assert "The gift cards in this order stay as they are." in page
    assert "It reached you" not in page
    assert "Cancelled" in page
    assert "Delivered" not in page


def test_of_gift_cards_that_go_back_with_all_the_rest_none_is_said_to_stay(
    with_a_card, staff, page_of
):
    assert "Nobody can use the gift cards in it then" in page_of(with_a_card)
    request_refund(with_a_card.id, "staff", staff)
    page = page_of(fresh(with_a_card))
    assert "your money is on its way back" in page
    assert "stay as they are" not in page


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


def test_money_of_a_gift_card_never_comes_back_as_that_of_a_bank_card(of_both_moneys):
    give(of_both_moneys, given_up={lines(of_both_moneys)[0].id: 1})
    assert went_back() == (294, 1000), "the gift card that was bought stays paid"
    give(of_both_moneys, cards=(GiftCardBought.get().id,))
    assert went_back() == (2294, 1000)
    assert broken_invariants() == []


def test_a_gift_card_that_was_bought_goes_back_to_the_bank_card(of_both_moneys):
    give(of_both_moneys, cards=(GiftCardBought.get().id,))
    assert went_back() == (2000, 0)
    give(of_both_moneys, other_minor=1294, note="Sorry.")
    assert went_back() == (2294, 1000)
    assert broken_invariants() == []


@pytest.mark.parametrize(("used", "back"), [(False, (2294, 1000)), (True, (294, 1000))])
def test_all_that_is_left_goes_to_whatever_paid_it(of_both_moneys, staff, used, back):
    if used:
        bought = GiftCardBought.get().stored_value_id
        StoredValueMovement.create(stored_value=bought, amount_minor=-1, reason="adjustment")
    request_refund(of_both_moneys.id, "staff", staff)
    assert went_back() == back
    assert broken_invariants() == []


def test_of_money_for_a_gift_card_that_stays_nothing_goes_back_for_anything_else(of_both_moneys):
    give(of_both_moneys, other_minor=500, note="For the wait.")
    assert went_back() == (294, 206)
    for to_credit in (False, True):
        with pytest.raises(NotRefundable):
            give(of_both_moneys, other_minor=795, note="More.", to_credit=to_credit)
    assert broken_invariants() == []
