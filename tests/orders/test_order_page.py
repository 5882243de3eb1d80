import re
from datetime import UTC, datetime
from hashlib import sha256

import pytest
from itsdangerous import URLSafeTimedSerializer

from app.db import now
from app.orders.access import LINK_AGE, opens, private_link
from app.orders.cancellation import cancel_paid
from app.orders.fulfilment.dispatch import ship
from app.orders.fulfilment.packing import pack
from app.orders.holds import run_out
from app.orders.models import Order, OrderLine, Payment
from app.orders.payments import gateway
from app.orders.payments.settlement import settle
from app.orders.returns.withdrawing import Declared, declare
from app.orders.upkeep import carry_out_refunds
from tests.conftest import HTMX
from tests.orders.conftest import fresh


def path_of(link):
    return link.removeprefix("http://localhost")


@pytest.fixture
def her(client):
    """A browser that may see an order."""

    def enter(order):
        response = client.get(path_of(private_link(order)))
        assert response.status_code == 303
        return client

    return enter


def test_a_signed_link_opens_the_order_and_leaves_no_secret_in_the_address_bar(client, an_order):
    order = an_order()
    response = client.get(path_of(private_link(order)))
    assert response.location == f"/orders/{order.number}"
    assert order.number in client.get(response.location).text


@pytest.mark.parametrize("key", ["", "x", "a.b.c", "💥", "\x00", "9" * 5000])
def test_a_forged_link_opens_nothing(client, an_order, key):
    number = an_order().number
    refusal = client.get(f"/orders/{number}", query_string={"key": key})
    assert refusal.status_code == 404
    assert "the link in our latest email" in refusal.text
    assert client.get(f"/orders/{number}").status_code == 404


def test_the_link_of_another_order_opens_nothing(client, an_order):
    hers, his = an_order(), an_order()
    key = private_link(hers).partition("key=")[2]
    assert client.get(f"/orders/{his.number}?key={key}").status_code == 404


def test_a_link_signed_with_another_secret_opens_nothing(client, an_order):
    number = an_order().number
    by = {"digest_method": sha256}
    key = URLSafeTimedSerializer("another", salt="order link", signer_kwargs=by).dumps(number)
    assert client.get(f"/orders/{number}?key={key}").status_code == 404


def test_a_link_is_good_for_thirty_days(app, an_order, monkeypatch):
    order = an_order()
    key = private_link(order).partition("key=")[2]
    assert opens(key, order.number)
    monkeypatch.setattr("app.orders.access.LINK_AGE", -1)
    assert not opens(key, order.number)
    assert LINK_AGE == 30 * 24 * 3600


@pytest.mark.parametrize("number", ["K7QM-4XWD-9TRH", "x", "'", "%00", "A" * 500])
def test_a_number_nobody_has_is_not_found(client, app, number):
    for method, path in [("GET", ""), ("GET", "/return"), ("POST", "/payment")]:
        assert client.open(f"/orders/{number}{path}", method=method).status_code == 404


def test_a_stranger_can_do_nothing_with_an_order(client, an_order):
    number = an_order().number
    for method, path in [
        ("GET", ""),
        ("GET", "/return"),
        ("POST", "/payment"),
        ("POST", "/cancellation"),
    ]:
        assert client.open(f"/orders/{number}{path}", method=method).status_code == 404
    assert Order.get().status == "awaiting_payment"


def test_a_browser_remembers_its_twenty_newest_orders(client, an_order, an_edition, her):
    edition = an_edition(on_hand=30)
    orders = [an_order(edition) for _ in range(21)]
    for order in orders:
        her(order)
    assert client.get(f"/orders/{orders[0].number}").status_code == 404
    assert client.get(f"/orders/{orders[1].number}").status_code == 200


def test_an_order_tells_what_is_in_it_where_it_goes_and_what_comes_next(an_order, an_edition, her):
    order = an_order(an_edition("Kindred"), quantity=2)
    page = her(order).get(f"/orders/{order.number}").text
    for words in ("Kindred", "2 × £9.99", "£22.93", "Ada Lovelace", "EH1 1YZ", "United Kingdom"):
        assert words in page
    assert re.search(r"held for you until \d\d:\d\d", page)


def test_the_return_page_settles_and_shows_the_order(a_session, shopper, her):
    payment = a_session()
    shopper(payment)
    client = her(payment.order)
    url = f"/orders/{payment.order.number}"
    response = client.get(f"{url}/return?session_id={payment.session_id}")
    assert (response.status_code, response.location) == (303, url)
    assert "Thank you, your order is paid" in client.get(url).text
    assert fresh(payment.order).status == "paid"


@pytest.mark.parametrize("session_id", ["", "cs_test_forged", "x", "%00", "💥", "9" * 3000])
def test_a_forged_session_on_the_return_page_is_not_looked_at(a_session, shopper, her, session_id):
    payment = a_session()
    shopper(payment)
    client = her(payment.order)
    url = f"/orders/{payment.order.number}/return?session_id={session_id}"
    assert client.get(url).status_code == 303
    assert fresh(payment.order).status == "awaiting_payment"


def test_the_session_of_another_order_is_not_looked_at(a_session, shopper, her):
    mine, other = a_session(), a_session()
    shopper(other)
    her(mine.order).get(f"/orders/{mine.order.number}/return?session_id={other.session_id}")
    assert fresh(mine.order).status == fresh(other.order).status == "awaiting_payment"


def test_while_the_payment_is_not_heard_of_the_page_looks_again_a_few_times(a_session, her, stripe):
    payment = a_session()
    client = her(payment.order)
    stripe.fault(api=500, path="/v1/checkout/*")
    page = client.get(f"/orders/{payment.order.number}/return", follow_redirects=True).text
    assert "We are checking your payment" in page
    assert "Check again" in page
    assert re.search(r'hx-get="[^"]+checks=9" hx-trigger="load delay:3s"', page)
    last = client.get(f"/orders/{payment.order.number}?checks=0", headers=HTMX).text
    assert "hx-get" not in last


def test_htmx_gets_the_status_alone(an_order, her):
    order = an_order()
    answer = her(order).get(f"/orders/{order.number}?checks=3", headers=HTMX).text
    assert answer.startswith('<section id="order-status"')


def test_checking_again_settles_without_javascript(a_session, shopper, her):
    payment = a_session()
    client = her(payment.order)
    shopper(payment)
    page = client.get(f"/orders/{payment.order.number}/return", follow_redirects=True).text
    assert "Thank you, your order is paid" in page


def test_whoever_asks_again_and_again_is_shown_what_we_know_and_stripe_is_left_in_peace(
    a_session, shopper, her
):
    payment = a_session()
    client, url = her(payment.order), f"/orders/{payment.order.number}/return"
    for _ in range(60):
        client.get(url)
    shopper(payment)
    assert client.get(url).status_code == 303
    assert fresh(payment.order).status == "awaiting_payment"


def test_of_a_payment_that_is_paid_stripe_is_not_asked_again(a_paid_order, her, monkeypatch):
    order, asked = a_paid_order(), []
    monkeypatch.setattr(gateway, "find_session", asked.append)
    assert her(order).get(f"/orders/{order.number}/return").status_code == 303
    assert asked == []


def standing(order, her):
    return her(order).get(f"/orders/{order.number}").text


def test_each_way_an_order_can_stand_has_its_words(
    a_session, shopper, her, staff, stripe, an_edition, an_order
):
    payment = a_session(an_edition(on_hand=1))
    order = payment.order
    shopper(payment, "delay")
    settle(payment.session_id)
    assert "Your payment is on its way" in standing(order, her)
    shopper(payment, "fail")
    settle(payment.session_id)
    assert "The payment did not go through" in standing(order, her)
    Order.update(hold_expires_at=now()).execute()
    assert "The time to pay has run out" in standing(order, her)
    run_out(order.id)
    assert "ran out of time" in standing(order, her)
    paid = a_session()
    shopper(paid)
    settle(paid.session_id)
    ship(paid.order_id, "AB 123", staff)
    assert "AB 123" in standing(paid.order, her)
    odd = a_session()
    Payment.update(status="mismatch").where(Payment.id == odd.id).execute()
    assert "looking into your payment" in standing(odd.order, her)


def test_an_order_cannot_be_cancelled_once_it_is_packed(a_session, shopper, her):
    payment = a_session()
    shopper(payment)
    settle(payment.session_id)
    Order.update(status="packed").execute()
    url = f"/orders/{payment.order.number}/cancellation"
    page = her(payment.order).post(url, follow_redirects=True).text
    assert "This order is packed already, so it was not cancelled." in page
    assert "You can withdraw from the contract on this page instead." in page


def test_a_customer_sees_her_orders_and_nobody_elses(
    client, an_order, a_cart, details, an_edition, a_customer, sign_in
):
    ada, eve = a_customer(), a_customer("eve@example.org", "Eve")
    hers, other = an_order(), an_order()
    Order.update(customer=ada).where(Order.id == hers.id).execute()
    Order.update(customer=eve).where(Order.id == other.id).execute()
    sign_in(ada)
    page = client.get("/account/orders").text
    assert hers.number in page
    assert other.number not in page
    assert client.get(f"/orders/{hers.number}").status_code == 200
    assert client.get(f"/orders/{other.number}").status_code == 404


@pytest.mark.parametrize(("kind", "said"), [("collect", "Collected"), ("download", "Paid")])
def test_what_no_parcel_brought_is_not_called_delivered(client, a_paid_order, ada, kind, said):
    where = {"collect_from": "3 Dale Street"} if kind == "collect" else {}
    done = {"status": "delivered", "delivery_kind": kind, "shipped_at": now(), **where}
    Order.update(customer=ada, **done).where(Order.id == a_paid_order().id).execute()
    page = client.get("/account/orders").text
    assert re.findall(r'class="pill[^>]*>([^<]+)<', page) == [said]


@pytest.mark.parametrize("page", ["0", "-1", "x", "9" * 40])
def test_pages_of_the_history_that_do_not_exist_are_no_crash(client, a_customer, sign_in, page):
    sign_in(a_customer())
    assert client.get(f"/account/orders?page={page}").status_code == 200


def test_beyond_the_last_page_of_the_history_is_the_last(client, a_customer, sign_in, an_order):
    customer = a_customer()
    order = an_order()
    Order.update(customer=customer).execute()
    sign_in(customer)
    assert order.number in client.get("/account/orders?page=99").text


def test_a_hold_longer_than_a_day_is_told_with_its_date(an_order, her):
    order = an_order()
    Order.update(hold_expires_at=datetime(2031, 3, 4, 10, tzinfo=UTC)).execute()
    assert "until 10:00 on 4 March 2031" in standing(order, her)


def test_the_history_leads_back_to_the_account(client, a_customer, sign_in):
    sign_in(a_customer())
    assert "Back to your account" in client.get("/account/orders").text


def test_the_history_asks_to_sign_in(client, app):
    assert "/login" in client.get("/account/orders").location


def test_an_order_placed_as_a_guest_stays_in_reach_after_signing_in(
    client, an_order, her, a_customer, sign_in
):
    order = an_order()
    her(order)
    sign_in(a_customer())
    assert client.get(f"/orders/{order.number}").status_code == 200
    client.post("/logout")
    assert client.get(f"/orders/{order.number}").status_code == 404


def test_nobody_goes_to_pay_one_order_all_day(a_session, her):
    payment = a_session()
    client, url = her(payment.order), f"/orders/{payment.order.number}/payment"
    statuses = [client.post(url).status_code for _ in range(31)]
    assert statuses == [303] * 30 + [429]


def test_an_order_that_waits_to_be_paid_says_which_books_have_still_to_come(an_order, her):
    order = an_order(quantity=2)
    OrderLine.update(promised=1).execute()
    page = words_of(her(order).get(f"/orders/{order.number}"))
    assert "1 of 2 copies have still to come in." in page
    assert "We will write to you" not in page


def test_a_paid_order_says_what_is_sent_first_and_what_follows(a_paid_order, page_of):
    order = a_paid_order(quantity=2)
    OrderLine.update(promised=1).execute()
    assert "We will pack what is here next" in page_of(order)
    assert "The rest will follow in a parcel of its own" in page_of(order)
    Order.update(delivery_kind="collect", collect_from="3 Dale Street").execute()
    assert "We will put it together once all of its books have come in" in page_of(order)


def test_an_order_that_is_packed_is_not_said_to_be_packed_next(a_paid_order, staff, page_of):
    order = a_paid_order()
    pack(order.id, staff)
    assert "It is packed, and we will write to ada@example.org when it leaves." in page_of(order)


def words_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", response.text))


def test_an_order_of_which_nothing_is_sent_any_more_has_no_steps_ahead(a_paid_order, page_of):
    called_off, withdrawn = a_paid_order(), a_paid_order()
    cancel_paid(called_off.id, "buyer")
    declare(Declared("Ada", withdrawn.number, withdrawn.email, "f" * 32), withdrawn)
    for order in (called_off, withdrawn):
        assert fresh(order).status == "paid"
        assert steps_on(page_of(order)) == ["Placed", "Paid", "Cancelled"]
    carry_out_refunds()
    assert steps_on(page_of(called_off)) == ["Placed", "Paid", "Refunded"]


def test_an_order_that_is_to_be_sent_shows_the_steps_ahead(a_paid_order, page_of):
    assert steps_on(page_of(a_paid_order())) == ["Placed", "Paid", "Sent", "Delivered"]


def steps_on(page):
    timeline = page.partition('<ol class="timeline">')[2].partition("</ol>")[0]
    return re.findall(r"<li[^>]*>(\w+)", timeline)
