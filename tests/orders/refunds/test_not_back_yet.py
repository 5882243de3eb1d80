"""What a buyer reads on the page of her order while money of it has failed to come back."""

import pytest

from app.orders.fulfilment.dispatch import ship
from app.orders.models import Refund, Return
from app.orders.refunds.parts import Wanted
from app.orders.refunds.requests import request_part, request_refund
from app.orders.refunds.resending import send_again
from app.orders.refunds.sending import carry_out
from app.orders.returns.returning import Asked, ask
from tests.orders.conftest import fresh
from tests.orders.refunds.conftest import fail_at_the_bank

NOT_BACK = "Your money has not all gone back yet"
ON_ITS_WAY = "and your refund is on its way or there already"


@pytest.fixture
def sent(a_paid_order, an_edition, staff):
    order = a_paid_order(an_edition(on_hand=5), quantity=3, action="delay")
    ship(order.id, "", staff)
    return fresh(order)


def test_of_a_return_whose_refund_failed_she_reads_that_its_money_is_not_back(
    sent, page_of, staff, stripe
):
    line = sent.lines.get()
    back = ask(sent.id, Asked({line.id: 1}, "damaged", form_key="a-key-of-her-return"))
    wanted = Wanted(reason="return", back={line.id: 1}, return_id=back.id)
    request_part(sent.id, wanted, staff)
    refund = Refund.get()
    assert (Return.get().status, refund.return_id) == ("refunded", back.id)
    assert ON_ITS_WAY in page_of(sent)
    fail_at_the_bank(stripe, refund)
    told = page_of(sent)
    assert ON_ITS_WAY not in told
    assert "its money has not all reached you yet" in told
    assert "Money back" in told
    assert NOT_BACK in told
    send_again(refund.id, "staff 1")
    assert NOT_BACK not in page_of(sent)
    assert ON_ITS_WAY in page_of(sent)


def test_of_a_sum_that_failed_to_come_back_she_reads_so(sent, page_of, staff, stripe):
    request_part(sent.id, Wanted(reason="staff", other_minor=500, note="For the wait."), staff)
    fail_at_the_bank(stripe, Refund.get())
    told = page_of(sent)
    assert NOT_BACK in told
    assert "not back with you yet: For the wait." in told
    assert "£5.00" in told


def test_a_refunded_order_does_not_promise_money_that_failed_to_come_back(
    sent, page_of, staff, stripe
):
    refund = request_refund(sent.id, "staff", staff)
    carry_out(refund.id)
    assert "All you paid goes back" in page_of(sent)
    fail_at_the_bank(stripe, refund)
    told = page_of(sent)
    assert fresh(sent).status == "refunded"
    assert "All you paid goes back" not in told
    assert told.count(NOT_BACK) == 1
