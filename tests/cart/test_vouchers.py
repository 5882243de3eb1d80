import re

import pytest

from app.cart.carts import cart_of_customer
from app.cart.models import Cart
from app.cart.vouchers import keep_voucher
from app.db import db, now
from app.pricing.models import Promotion
from tests.conftest import HTMX
from tests.waiting import begun, until_somebody_waits


@pytest.fixture
def voucher(app):
    facts = {"name": "Spring", "kind": "percent", "percent": 10, "currency": "GBP"}
    return Promotion.create(code="SPRING", **facts)


@pytest.fixture
def type_code(client):
    def post(code, **more):
        return client.post("/cart/voucher", data={"code": code}, **more)

    return post


def words(html):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", html))


def test_a_voucher_takes_off_what_the_cart_says(client, an_edition, add, voucher, type_code):
    add(an_edition(price_minor=1000), 2)
    answer = type_code(" spring ")
    assert (answer.status_code, answer.location) == (303, "/cart")
    page = words(client.get("/cart").text)
    assert "Spring −£2.00" in page
    assert "Subtotal £18.00" in page
    assert "Delivery is worked out at the checkout" in page


def test_htmx_gets_the_summary_alone(an_edition, add, voucher, type_code):
    add(an_edition(price_minor=1000))
    answer = type_code("spring", headers=HTMX).text
    assert '<aside id="cart-summary"' in answer
    assert "<h1>" not in answer
    assert "−£1.00" in answer


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["without-htmx", "htmx"])
@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("", "Type the code of your voucher."),
        ("sprang", "We do not recognise the voucher “sprang”."),
        ("\0<b>", "We do not recognise the voucher “&lt;b&gt;”."),
        ("x" * 5000, "We do not recognise the voucher"),
    ],
)
def test_a_code_that_does_not_hold_is_told_beside_the_field(
    an_edition, add, voucher, type_code, code, sentence, headers
):
    add(an_edition())
    answer = type_code(code, headers=headers)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert Cart.get().voucher == ""


@pytest.fixture
def type_code_as_the_cart_goes(app, an_edition, add, voucher, type_code):
    """Types a code while a sign-in takes the cart away."""

    def post(**more):
        add(an_edition())
        answers = []
        with db.atomic():
            Cart.delete().execute()
            typing = begun(app, lambda: answers.append(type_code("spring", **more)))
            until_somebody_waits()
        typing.join()
        return answers[0]

    return post


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["without-htmx", "htmx"])
def test_a_voucher_typed_while_a_sign_in_takes_the_cart_away_is_not_said_to_be_kept(
    type_code_as_the_cart_goes, headers
):
    answer = type_code_as_the_cart_goes(headers=headers)
    assert answer.status_code == 422
    assert answer.text.count("Nothing was done: please try again.") == 1


def test_htmx_keeps_the_voucher_that_was_typed_while_the_cart_was_taken_away(
    type_code_as_the_cart_goes,
):
    assert 'value="spring"' in type_code_as_the_cart_goes(headers=HTMX).text


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["without-htmx", "htmx"])
def test_who_types_a_voucher_before_there_is_a_cart_is_told_what_is_missing(
    voucher, type_code, headers
):
    answer = type_code("spring", headers=headers)
    assert answer.status_code == 422
    assert "Put a book in your cart first" in answer.text


def test_a_voucher_is_removed(client, an_edition, add, voucher, type_code):
    add(an_edition())
    type_code("spring")
    client.post("/cart/voucher", data={"remove": "1"})
    assert Cart.get().voucher == ""
    assert "SPRING" not in client.get("/cart").text


def test_one_that_ended_meanwhile_says_so_on_the_cart(client, an_edition, add, voucher, type_code):
    add(an_edition(price_minor=1000))
    type_code("spring")
    Promotion.update(withdrawn_at=now()).execute()
    page = words(client.get("/cart").text)
    assert "This voucher cannot be used any more." in page
    assert "Subtotal £10.00" in page


def test_a_voucher_for_more_than_is_there_says_from_how_much_it_is(
    client, an_edition, add, voucher, type_code
):
    Promotion.update(minimum_minor=2000).execute()
    add(an_edition(price_minor=1000))
    type_code("spring")
    page = words(client.get("/cart").text)
    assert "It is for £20.00 or more of the books that it covers." in page


def test_an_offer_stands_on_the_cart_by_its_name(client, an_edition, add):
    facts = {"kind": "cheapest_free", "of_copies": 3, "currency": "GBP"}
    Promotion.create(name="Three for two", **facts)
    add(an_edition(price_minor=1000), 3)
    page = words(client.get("/cart").text)
    assert "Three for two −£10.00" in page
    assert "Subtotal £20.00" in page


def test_free_delivery_is_promised_on_the_cart(client, an_edition, add):
    facts = {"kind": "free_delivery", "minimum_minor": 1500, "currency": "GBP"}
    Promotion.create(name="Free from £15", **facts)
    add(an_edition(price_minor=1000))
    assert "Free from £15" not in client.get("/cart").text
    add(an_edition(price_minor=1000))
    assert "Free from £15: the cheapest delivery is free." in client.get("/cart").text


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["without-htmx", "htmx"])
def test_guessing_codes_is_stopped_beside_the_field(an_edition, add, type_code, headers):
    add(an_edition())
    for _ in range(20):
        type_code("guess")
    answer = type_code("guess", headers=headers)
    assert answer.status_code == (422 if headers else 429)
    assert "a few times too many" in answer.text
    assert 'value="guess"' in answer.text


def test_a_guests_voucher_comes_along_when_she_signs_in(
    an_edition, add, voucher, type_code, a_customer, sign_in
):
    add(an_edition())
    type_code("spring")
    customer = a_customer()
    sign_in(customer)
    assert Cart.get(Cart.customer == customer).voucher == "SPRING"


def test_the_voucher_typed_just_now_takes_the_place_of_the_accounts_and_that_is_said(
    client, an_edition, add, voucher, type_code, a_customer, sign_in
):
    customer = a_customer()
    keep_voucher(cart_of_customer(customer.id), "SPRING")
    Promotion.create(code="MAY", name="May", kind="percent", percent=5, currency="GBP")
    add(an_edition())
    type_code("may")
    sign_in(customer)
    assert Cart.get(Cart.customer == customer).voucher == "MAY"
    assert "MAY, which you typed just now, replaces SPRING" in client.get("/cart").text


def test_her_accounts_voucher_stays_when_she_typed_none(
    client, an_edition, add, voucher, a_customer, sign_in
):
    customer = a_customer()
    keep_voucher(cart_of_customer(customer.id), "SPRING")
    add(an_edition())
    sign_in(customer)
    assert Cart.get(Cart.customer == customer).voucher == "SPRING"
    assert "which you typed just now" not in client.get("/cart").text
