"""Money that a dispute has taken back for good is not given back a second time."""

import pytest

from app.db import now
from app.orders.fulfilment.dispatch import ship
from app.orders.integrity import broken_invariants
from app.orders.models import Dispute, Refund
from app.orders.refunds.requests import request_refund
from app.orders.refunds.resending import not_arrived, send_again
from app.orders.refunds.sending import carry_out
from app.orders.refusals import NotRefundable, NotShippable
from app.pricing.models import Promotion
from tests.orders.conftest import fresh
from tests.orders.refunds.conftest import (
    at_stripe,
    fail_at_the_bank,
    give,
    lose,
    use_a_voucher,
    went_back,
)


def test_money_that_a_dispute_has_taken_is_not_given_back_again(two_books, staff):
    ship(two_books.id, "", staff)
    lose(two_books, two_books.total_minor)
    for to_credit in (False, True):
        with pytest.raises(NotRefundable):
            give(two_books, other_minor=1, note="Sorry.", to_credit=to_credit)
    with pytest.raises(NotRefundable):
        request_refund(two_books.id, "staff", staff)
    assert Refund.select().count() == 0


def test_of_a_payment_that_is_lost_in_part_the_rest_can_go_back(two_books, staff):
    lose(two_books, 2000)
    carry_out(request_refund(two_books.id, "staff", staff).id)
    assert at_stripe() == [two_books.total_minor - 2000]
    assert fresh(two_books).status == "refunded"
    assert broken_invariants() == []


def test_a_lost_dispute_leaves_what_a_gift_card_paid_to_that_gift_card(partly_by_card, staff):
    lose(partly_by_card, partly_by_card.due_minor)
    request_refund(partly_by_card.id, "staff", staff)
    assert went_back() == (0, 1000)
    assert fresh(partly_by_card).status == "refunded"
    assert broken_invariants() == []


def test_a_failed_refund_of_money_that_is_lost_since_is_not_sent_again(a_paid_order, staff, stripe):
    order = a_paid_order(action="delay")
    failed = fail_at_the_bank(stripe, request_refund(order.id, "staff", staff))
    assert [refund.id for refund in not_arrived()] == [failed.id]
    lose(order, order.total_minor)
    assert list(not_arrived()) == []
    with pytest.raises(NotRefundable):
        send_again(failed.id, "staff 1", to_credit=True)


def test_an_order_whose_money_is_lost_is_not_sent(two_books, staff):
    lose(two_books, two_books.total_minor)
    with pytest.raises(NotShippable, match="bank"):
        ship(two_books.id, "", staff)


def test_a_goodwill_that_comes_after_a_dispute_has_taken_the_rest_frees_the_voucher(
    two_books, staff, stripe
):
    use_a_voucher(two_books)
    failed = fail_at_the_bank(stripe, give(two_books, other_minor=500, note="For the wait."))
    lose(two_books, two_books.total_minor - 500)
    carry_out(send_again(failed.id, "staff 1", to_credit=False).id)
    assert fresh(two_books).status == "refunded"
    assert Promotion.get().uses == 0
    assert broken_invariants() == []


def test_while_a_bank_holds_the_money_none_goes_back_in_another_way(two_books, staff, stripe):
    ship(two_books.id, "", staff)
    failed = fail_at_the_bank(stripe, give(two_books, other_minor=500, note="For the wait."))
    lose(two_books, two_books.total_minor)
    Dispute.update(status="needs_response", closed_at=None).execute()
    for to_credit in (False, True):
        with pytest.raises(NotRefundable, match="has not decided yet"):
            give(two_books, other_minor=1, note="Sorry.", to_credit=to_credit)
        with pytest.raises(NotRefundable, match="has not decided yet"):
            send_again(failed.id, "staff 1", to_credit=to_credit)
    with pytest.raises(NotRefundable, match="has not decided yet"):
        request_refund(two_books.id, "staff", staff)
    Dispute.update(status="won", closed_at=now()).execute()
    assert send_again(failed.id, "staff 1", to_credit=True).amount_minor == 500
