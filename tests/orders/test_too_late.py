"""A page that was open for a while still offers to cancel; then the shop says why it could not."""

from datetime import timedelta

import pytest

from app.db import now
from app.orders.access import private_link
from app.orders.checkout.placing import place_order
from app.orders.fulfilment.collecting import make_ready
from app.orders.fulfilment.dispatch import ship
from app.orders.fulfilment.packing import pack
from app.orders.holds import run_out
from app.orders.models import Order, OrderLine, Refund
from app.orders.payments.attempts import begin_payment
from app.orders.payments.settlement import settle
from app.orders.refunds.requests import request_refund
from app.orders.returns.withdrawing import withdraw
from app.orders.too_late import CALLED_OFF, CARD_STAYS, CARDS, CARDS_STAY, GOES_BACK
from app.times import shop_today
from tests.orders.conftest import fresh
from tests.orders.gift_cards import want_card
from tests.orders.refunds.conftest import give, lose

WITHDRAW = "You can withdraw from the contract on this page instead."
WRITE = "Write to us at shop@octavo.example, and we will see what we can do."


@pytest.fixture
def cancelled(client):
    """What the buyer of an order reads when she cancels it on a page opened before."""

    def press(order):
        client.get(private_link(order).removeprefix("http://localhost"))
        url = f"/orders/{order.number}/cancellation"
        return " ".join(client.post(url, follow_redirects=True).text.split())

    return press


def test_while_her_bank_is_paying_she_is_told_to_wait(a_session, shopper, cancelled):
    payment = a_session()
    shopper(payment, "delay")
    settle(payment.session_id)
    page = cancelled(payment.order)
    assert "Your bank is paying for this order already, so it was not cancelled." in page
    assert "When the payment has arrived, you can cancel it here until it is packed" in page
    assert fresh(payment.order).status == "awaiting_payment"


def test_of_downloads_that_her_bank_is_paying_she_is_not_told_to_wait(
    a_session, shopper, cancelled
):
    payment = a_session()
    OrderLine.update(is_download=True).execute()
    shopper(payment, "delay")
    settle(payment.session_id)
    page = cancelled(payment.order)
    assert WRITE in page
    assert "until it is packed" not in page


def test_what_is_packed_can_be_withdrawn_from(a_paid_order, staff, cancelled):
    order = a_paid_order()
    pack(order.id, staff)
    page = cancelled(order)
    assert "This order is packed already, so it was not cancelled." in page
    assert WITHDRAW in page


def test_what_is_ready_to_collect_can_be_withdrawn_from(
    a_paid_order, staff, cancelled, a_collected_way
):
    order = a_paid_order(delivery=a_collected_way.code)
    make_ready(order.id, staff)
    page = cancelled(order)
    assert "This order is ready to collect already" in page
    assert WITHDRAW in page


def test_what_has_left_can_be_withdrawn_from(a_paid_order, staff, cancelled):
    order = a_paid_order()
    ship(order.id, "", staff)
    page = cancelled(order)
    assert f"This order has left us already, so it was not cancelled. {WITHDRAW}" in page


def test_an_order_that_ran_out_of_time_is_said_to_have_ended(an_order, no_stripe, cancelled):
    order = an_order()
    Order.update(hold_expires_at=now()).execute()
    run_out(order.id)
    assert "This order has ended because it was not paid in time" in cancelled(order)


def test_what_her_bank_has_claimed_back_is_said(a_paid_order, cancelled):
    order = a_paid_order()
    lose(order, order.total_minor)
    assert f"Your bank has claimed back money for this order, so it was not cancelled. {WRITE}" in (
        cancelled(order)
    )


@pytest.mark.parametrize("by", ["withdrawal", "refund"])
def test_money_that_goes_back_another_way_is_said_to_while_stripe_has_not_answered(
    a_paid_order, staff, cancelled, by
):
    order = a_paid_order()
    withdraw(order) if by == "withdrawal" else request_refund(order.id, "staff", staff)
    assert GOES_BACK in cancelled(order)
    assert fresh(order).status == "paid"


def test_a_refund_in_full_that_failed_is_not_said_to_be_on_its_way(a_paid_order, staff, cancelled):
    order = a_paid_order()
    request_refund(order.id, "staff", staff)
    Refund.update(status="failed").execute()
    page = cancelled(order)
    assert CALLED_OFF in page
    assert GOES_BACK not in page


@pytest.fixture
def books_given_up(a_cart, an_edition, details, shopper):
    """A paid order of a book and of as many gift cards for next month, with the book given up."""

    def build(cards):
        cart = a_cart(an_edition())
        for _ in range(cards):
            want_card(cart, send_on=shop_today() + timedelta(days=30))
        order = place_order(cart, details(cart))
        begin_payment(order)
        shopper(order.payments.get())
        settle(order.payments.get().session_id)
        give(order, given_up={order.lines.get().id: 1})
        return fresh(order)

    return build


@pytest.mark.parametrize(("cards", "words"), [(1, CARD_STAYS), (2, CARDS_STAY)])
def test_gift_cards_that_stay_when_the_books_were_called_off_are_said_to(
    books_given_up, cancelled, cards, words
):
    page = cancelled(books_given_up(cards))
    assert f"{words} {WRITE}" in page
    assert CALLED_OFF not in page


def test_of_gift_cards_that_were_taken_back_none_is_said_to_stay(books_given_up, cancelled):
    order = books_given_up(2)
    first, second = order.gift_cards_bought
    give(order, cards=(first.id,))
    assert f"{CARD_STAYS} {WRITE}" in cancelled(fresh(order))
    give(order, cards=(second.id,))
    Refund.update(status="failed").execute()
    assert CALLED_OFF in cancelled(fresh(order))


def test_an_order_of_gift_cards_that_her_bank_is_paying_holds_no_books(
    a_cart, details, stripe, shopper, page_of
):
    cart = want_card(a_cart())
    order = place_order(cart, details(cart))
    begin_payment(order)
    shopper(order.payments.get(), "delay")
    settle(order.payments.get().session_id)
    assert "It is kept for you meanwhile" in page_of(order)


def test_gift_cards_are_said_to_be_out(a_cart, details, stripe, shopper, cancelled, client):
    cart = want_card(a_cart())
    order = place_order(cart, details(cart))
    begin_payment(order)
    shopper(order.payments.get())
    settle(order.payments.get().session_id)
    page = cancelled(order)
    assert f"{CARDS} {WRITE}" in page
    assert "The gift card is emailed to its recipient; below you see when." in page
    assert "yours from now on" not in page
