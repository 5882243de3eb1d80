import re

from app.cart.models import CartItem
from app.db import now
from app.orders.models import Order, Payment
from app.orders.payments.settlement import settle
from tests.at_once import all_at_once
from tests.conftest import HTMX
from tests.orders.checkout.conftest import GIFT_CARD, TYPED, hidden_of


def test_a_guest_places_an_order_and_is_led_to_the_page_where_she_pays(
    client, stripe, an_edition, add, form
):
    add(an_edition("Kindred"), 2)
    response = client.post("/checkout", data=form())
    assert response.status_code == 303
    assert response.location.startswith(f"{stripe.address}/pay/")
    order = Order.get()
    assert (order.email, order.name) == ("ada@example.org", "Ada Lovelace")
    assert order.address["postcode"] == "EH1 1YZ"
    assert order.simulated
    page = client.get(f"/orders/{order.number}")
    assert page.status_code == 200
    assert "Waiting for payment" in page.text
    assert "This is a test order" in page.text


def test_the_checkout_says_where_the_counter_is(client, an_edition, add, a_collected_way):
    add(an_edition())
    page = client.get("/checkout").text
    assert f"{a_collected_way.promise}, at Octavo, 3 Dale Street, Edinburgh" in page


def test_who_buys_a_gift_card_alone_is_asked_who_she_is_and_told_where_it_goes(client):
    client.post("/gift-cards", data=GIFT_CARD)
    page = client.get("/checkout").text
    assert "<h2>Who you are</h2>" in page
    assert "A gift card is emailed to its recipient" in page
    assert "Nothing to carry" not in page


def test_the_form_is_sent_by_the_browser_itself(client, an_edition, add):
    add(an_edition())
    page = client.get("/checkout").text
    opening = re.search(r'<form class="columns"[^>]*>', page)[0]
    assert "hx-" not in opening


def test_the_same_form_twice_at_the_same_instant_is_one_order_and_one_page(
    app, client, a_browser, stripe, an_edition, add, form
):
    add(an_edition())
    filled = form()
    cookie = client.get_cookie("octavo").value

    def click():
        browser = a_browser()
        browser.set_cookie("octavo", cookie)
        return browser.post("/checkout", data=filled).location

    pages = all_at_once(app, [click] * 2)
    assert len(set(pages)) == 1
    assert Order.select().count() == Payment.select().count() == 1


def test_fifty_browsers_after_the_last_five_copies_are_five_orders(
    app, a_browser, stripe, an_edition, add, form
):
    edition = an_edition(on_hand=5)

    def buyer():
        browser = a_browser()
        add(edition, browser=browser)
        filled = form(browser)
        return lambda: browser.post("/checkout", data=filled).status_code

    statuses = all_at_once(app, [buyer() for _ in range(50)])
    assert (statuses.count(303), statuses.count(422)) == (5, 45)


def test_when_stripe_cannot_be_reached_the_order_is_held_and_can_be_paid_later(
    client, no_stripe, an_edition, add, form
):
    add(an_edition())
    response = client.post("/checkout", data=form(), follow_redirects=True)
    assert "cannot reach our payment service" in response.text
    assert re.search(r"held for you until \d\d:\d\d", response.text)
    assert re.search(r"<button[^>]*>Pay £12\.94</button>", response.text)


def test_whoever_stripe_does_not_take_an_order_from_is_not_asked_to_wait(
    client, stripe, an_edition, add, form
):
    add(an_edition())
    client.post("/checkout", data=form())
    order = Order.get()
    Payment.update(status="failed").execute()
    Order.update(email="nobody").execute()
    page = client.post(f"/orders/{order.number}/payment", follow_redirects=True).text
    assert "Our payment service does not take this order, and nothing was charged." in page
    assert "Write to us at shop@octavo.example" in page


def test_paying_again_leads_to_the_same_page(client, stripe, an_edition, add, form):
    add(an_edition())
    first = client.post("/checkout", data=form()).location
    number = Order.get().number
    assert client.post(f"/orders/{number}/payment").location == first


def test_the_totals_follow_country_and_delivery_without_placing_an_order(
    client, an_edition, add, form
):
    add(an_edition(price_minor=1000))
    for choice, total in [
        ({"country": "GB"}, "£12.95"),
        ({"delivery": "express"}, "£15.95"),
        ({"country": "FR"}, "£18.95"),
        ({"country": "NZ", "delivery": "standard"}, "£24.95"),
    ]:
        answer = client.post("/checkout", data=form(**choice, update="1"), headers=HTMX)
        assert answer.status_code == 200
        assert f"<dd>{total}</dd>" in answer.text
        assert "<html" not in answer.text
        assert 'value="12 Dale Street"' in answer.text
    assert Order.select().count() == 0


def test_a_hold_of_hers_is_told_in_the_cart_and_at_the_checkout(
    client, stripe, an_edition, add, form
):
    edition = an_edition(on_hand=1)
    add(edition)
    client.post("/checkout", data=form())
    number = Order.get().number
    for url in ("/cart", "/checkout"):
        page = client.get(url).text
        assert f"/orders/{number}" in page
        assert "waits to be paid" in page


def test_an_order_whose_payment_is_on_its_way_does_not_wait_to_be_paid(
    client, stripe, an_edition, add, form, shopper
):
    add(an_edition())
    client.post("/checkout", data=form())
    payment = Payment.get()
    shopper(payment, "delay")
    settle(payment.session_id)
    assert "waits to be paid" not in client.get("/cart").text


def test_an_order_that_ran_out_of_time_does_not_wait_to_be_paid(
    client, stripe, an_edition, add, form
):
    add(an_edition())
    client.post("/checkout", data=form())
    Order.update(hold_expires_at=now()).execute()
    assert "waits to be paid" not in client.get("/cart").text


def test_a_cancelled_order_gives_its_books_back(client, stripe, an_edition, add, form):
    edition = an_edition("Kindred")
    add(edition, 2)
    client.post("/checkout", data=form())
    number = Order.get().number
    page = client.post(f"/orders/{number}/cancellation", follow_redirects=True).text
    assert "back in your cart" in page
    assert "Kindred" in page
    assert "waits to be paid" not in page
    assert CartItem.get().quantity == 2


def test_a_customers_order_is_hers_and_her_address_is_known_next_time(
    client, stripe, an_edition, add, form, a_customer, sign_in
):
    customer = a_customer()
    sign_in(customer)
    add(an_edition())
    page = client.get("/checkout").text
    assert f'value="{customer.email}"' in page
    client.post("/checkout", data=form())
    assert Order.get().customer == customer
    add(an_edition())
    assert 'value="12 Dale Street"' in client.get("/checkout").text


def test_no_cache_may_keep_any_of_it(client, an_edition, add):
    add(an_edition())
    assert client.get("/checkout").headers["Cache-Control"] == "private, no-store"
    assert client.post("/checkout").headers["Cache-Control"] == "private, no-store"


def test_a_gift_is_wrapped_for_its_price_and_has_a_card(client, add, form, an_edition):
    add(an_edition(price_minor=999))
    wrapped = form(update="1", wrapped="1", gift_message="Happy birthday,\nBea")
    page = client.post("/checkout", data=wrapped).text
    assert "Gift wrap" in page
    assert "£16.44" in page
    agreed = {**hidden_of(page), **TYPED, "wrapped": "1", "gift_message": "Happy birthday,\nBea"}
    client.post("/checkout", data=agreed)
    order = Order.get()
    assert (order.wrap_minor, order.total_minor) == (350, 1644)
    assert order.gift_message == "Happy birthday,\nBea"
    assert "Happy birthday," in client.get(f"/orders/{order.number}").text


def test_a_card_has_room_for_so_much(client, add, form, an_edition):
    add(an_edition())
    answer = client.post("/checkout", data=form(gift_message="x" * 301))
    assert answer.status_code == 422
    assert "The card has room for 300 characters." in answer.text
