"""An order that its buyer cancels before it is paid, and the money that meets her on the way."""

import pytest

from app.cart.models import Cart
from app.cart.refusals import CartGone
from app.db import db, now
from app.letters import LETTERS
from app.mail import Email
from app.orders.access import private_link
from app.orders.checkout.agreement import agreement
from app.orders.checkout.placing import place_order
from app.orders.checkout.quotes import quote
from app.orders.holds import cancel, run_out
from app.orders.integrity import broken_invariants
from app.orders.models import CartCard, Dispute, Order, Refund, StoredValue
from app.orders.payments import gateway
from app.orders.payments.settlement import settle
from app.orders.upkeep import carry_out_refunds
from tests.orders.conftest import events_of, fresh
from tests.orders.gift_cards import a_card, want_card
from tests.orders.refunds.conftest import lose
from tests.waiting import begun, until_somebody_waits


@pytest.fixture
def her(client):
    """The browser of the buyer of an order, at one of its addresses."""

    def go(order, method="GET", path=""):
        client.get(private_link(order).removeprefix("http://localhost"))
        answer = client.open(f"/orders/{order.number}{path}", method=method, follow_redirects=True)
        return " ".join(answer.text.split())

    return go


def cancelled(her, order):
    return her(order, "POST", "/cancellation")


def test_cancelling_an_order_whose_money_is_there_already_says_so_and_leaves_it_paid(
    a_session, shopper, her
):
    payment = a_session()
    shopper(payment)
    page = cancelled(her, payment.order)
    assert "Your payment had arrived before you cancelled" in page
    assert "You can still cancel it on this page" in page
    assert fresh(payment.order).status == "paid"
    assert "The order is cancelled" in cancelled(her, payment.order)
    carry_out_refunds()
    assert fresh(payment.order).status == "refunded"
    assert broken_invariants() == []


def test_cancelling_closes_the_page_where_it_could_be_paid_before_it_is_said(a_session, her):
    payment = a_session()
    assert "What was in it is back in your cart" in cancelled(her, payment.order)
    assert gateway.find_session(payment.session_id).status == "expired"


def test_an_order_is_cancelled_though_stripe_does_not_answer(an_order, no_stripe, her):
    order = an_order()
    assert "The order is cancelled." in cancelled(her, order)
    assert fresh(order).status == "cancelled"


def test_money_that_comes_after_she_cancelled_goes_back_though_the_books_are_there(
    a_session, shopper, her
):
    payment = a_session()
    cancel(payment.order_id, "buyer")
    shopper(payment)
    for _ in range(2):
        settle(payment.session_id)
    carry_out_refunds()
    order = fresh(payment.order)
    assert (order.status, order.settled_at) == ("cancelled", None)
    assert (Refund.get().amount_minor, Refund.get().status) == (order.total_minor, "succeeded")
    assert events_of(order)[:3] == ["placed", "cancelled", "paid_late"]
    assert [email.kind for email in Email.select()] == ["late_payment_back"]
    assert "You had cancelled this order" in LETTERS["late_payment_back"](Refund.get().id).text
    assert "It reached us after you had cancelled the order." in her(order)
    assert broken_invariants() == []


def test_pressing_the_button_twice_cancels_it_all_the_same(an_order, a_paid_order, her):
    for order in (an_order(), a_paid_order()):
        assert "The order is cancelled." in cancelled(her, order)
        page = cancelled(her, order)
        assert "The order is cancelled." in page
        assert "too late" not in page


def test_what_a_gift_card_had_paid_of_a_cancelled_order_is_said_to_be_there_again(
    a_cart, an_edition, details, her
):
    card, _ = a_card(500)
    cart = a_cart(an_edition())
    CartCard.create(cart=cart, stored_value=card)
    order = place_order(cart, details(cart))
    assert "By card" in her(order)
    cancelled(her, order)
    assert StoredValue.get_by_id(card.id).balance_minor == 500
    page = her(order)
    assert "Nothing was charged, and the £5.00 from gift cards or credit has been put back." in page
    assert "By card" not in page


def test_an_order_of_gift_cards_alone_holds_no_books(a_cart, details, her, client):
    cart = want_card(a_cart())
    order = place_order(cart, details(cart, agreed=agreement(quote(cart, details(cart)))))
    assert "This order is kept for you until" in her(order)
    assert "It is kept for you until" in client.get("/cart").text
    assert "ooks are held" not in her(order)
    cancelled(her, order)
    assert "Its books" not in her(order)


@pytest.mark.parametrize("status", ["needs_response", "under_review"])
def test_while_her_bank_has_claimed_the_money_she_cannot_call_the_order_off(
    a_paid_order, her, status
):
    order = a_paid_order()
    assert "you can still cancel it" in her(order)
    lose(order, order.total_minor)
    Dispute.update(status=status, closed_at=None).execute()
    page = her(order)
    assert "Cancel the order" not in page
    assert f"Your bank has claimed {order.total} of this order back" in page
    cancelled(her, order)
    assert (fresh(order).status, Refund.select().count()) == ("paid", 0)


def test_what_her_bank_has_taken_back_does_not_come_a_second_time(a_paid_order, her):
    order = a_paid_order(quantity=2)
    lose(order, 500)
    page = her(order)
    assert "Your bank has taken £5.00 of this order back for you" in page
    assert "Cancel the order" not in page


@pytest.mark.parametrize("status", ["won", "warning_needs_response", "prevented"])
def test_a_claim_that_takes_no_money_changes_nothing_for_her(a_paid_order, her, status):
    order = a_paid_order()
    lose(order, order.total_minor)
    closed_at = None if status == "warning_needs_response" else now()
    Dispute.update(status=status, closed_at=closed_at).execute()
    page = her(order)
    assert "Your bank" not in page
    assert "Cancel the order" in page


def test_the_database_takes_no_cancelled_order_up_again(an_order):
    order = an_order()
    cancel(order.id, "buyer")
    with pytest.raises(Exception, match="does not go from cancelled to paid"):
        Order.update(status="paid").execute()


def test_a_sign_in_that_takes_the_cart_away_leaves_the_order_and_that_tabs_cookie(
    app, client, an_order, a_cart
):
    order, cart, answers = an_order(), a_cart(), []
    with client.session_transaction() as session:
        session["cart"], session["orders"] = cart.token, [order.number]
    url = f"/orders/{order.number}/cancellation"
    with db.atomic():
        Cart.delete().where(Cart.id == cart.id).execute()
        cancelling = begun(app, lambda: answers.append(client.post(url)))
        until_somebody_waits()
    cancelling.join()
    (answer,) = answers
    assert answer.status_code == 409
    assert "Nothing was done: please try again." in answer.text
    assert "Set-Cookie" not in answer.headers
    assert fresh(order).status == "awaiting_payment"


def test_an_order_is_not_cancelled_into_a_cart_that_is_gone(an_order, a_cart):
    order, cart = an_order(), a_cart()
    Cart.delete().where(Cart.id == cart.id).execute()
    with pytest.raises(CartGone, match="please try again"):
        cancel(order.id, "buyer", cart)
    assert fresh(order).status == "awaiting_payment"
    assert broken_invariants() == []


def test_the_books_of_an_order_that_ran_out_of_time_go_back_into_the_cart_at_a_click(
    an_order, her, client
):
    order = an_order(quantity=2)
    assert "Put its books back" not in her(order)
    Order.update(hold_expires_at=now()).execute()
    run_out(order.id)
    assert "Put its books back in your cart" in her(order)
    for _ in range(2):
        assert "The books of your order are back in your cart." in her(order, "POST", "/again")
    assert Cart.get(Cart.id != order.cart_id).count == 2


def test_whoever_pays_an_order_that_has_ended_is_told_so(an_order, her):
    order = an_order()
    Order.update(hold_expires_at=now()).execute()
    run_out(order.id)
    assert "This order is not waiting for a payment any more." in her(order, "POST", "/payment")
