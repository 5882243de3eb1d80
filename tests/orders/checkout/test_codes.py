"""Vouchers, gift cards and credit on the checkout page."""

import re
from html import unescape

import pytest

from app.cart.models import Cart
from app.db import db, now
from app.money import Money
from app.orders.models import CartCard, GiftCardBought, Order, StoredValue
from app.orders.stored_values.spending import credit
from app.pricing.models import Promotion
from tests.conftest import HTMX
from tests.orders.checkout.conftest import GIFT_CARD, TYPED, hidden_of
from tests.orders.gift_cards import a_card
from tests.waiting import begun, until_somebody_waits


@pytest.fixture
def in_cart(client, an_edition):
    """Puts a book of £10 in this browser's cart."""

    def add(browser=client):
        edition = an_edition(price_minor=1000)
        browser.post("/cart/items", data={"edition_id": edition.id, "quantity": 1})

    return add


@pytest.fixture
def send(client):
    """Sends the checkout form as it stands in this browser."""

    def post(headers=None, **typed):
        data = {**hidden_of(client.get("/checkout").text), **TYPED, **typed}
        return client.post("/checkout", data=data, headers=headers)

    return post


@pytest.fixture
def voucher(app):
    facts = {"name": "Ten", "kind": "percent", "percent": 10, "currency": "GBP"}
    return Promotion.create(code="TEN", **facts)


def words(html):
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]*>", " ", html)))


def test_the_field_takes_a_voucher_and_keeps_what_was_typed(in_cart, send, voucher):
    in_cart()
    page = send(code="ten", apply="1", city="Leith")
    assert page.status_code == 200
    assert "Ten −£1.00" in words(page.text)
    assert 'value="Leith"' in page.text
    assert Order.select().count() == 0


def test_the_field_takes_a_gift_card_however_it_is_grouped(in_cart, send):
    in_cart()
    card, code = a_card(500)
    page = words(send(code=code.lower().replace("-", " "), apply="1").text)
    assert f"Gift card ending in {card.code_end} −£5.00" in page
    assert "Left to pay £7.95" in page
    assert code not in page


@pytest.mark.parametrize("headers", [None, HTMX], ids=["without-htmx", "htmx"])
@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("", "Type the code of a voucher or a gift card."),
        ("nothing", "We do not recognise the voucher or gift card “nothing”."),
        ("OLD", "This voucher has ended."),
        ("\0", "Type the code"),
    ],
)
def test_a_code_that_does_not_hold_is_told_beside_the_field(in_cart, send, code, sentence, headers):
    in_cart()
    facts = {"kind": "percent", "percent": 10, "currency": "GBP", "ends_at": now()}
    Promotion.create(code="OLD", name="Old", starts_at="2026-01-01", **facts)
    page = send(headers, code=code, apply="1")
    assert page.status_code == 422
    assert sentence in page.text
    assert 'aria-invalid="true"' in page.text


def test_a_gift_card_that_is_used_up_or_blocked_says_so(in_cart, send):
    in_cart()
    _, empty = a_card(1)
    StoredValue.update(balance_minor=0).execute()
    assert "nothing left on this gift card" in send(code=empty, apply="1").text
    _, blocked = a_card()
    StoredValue.update(blocked_at=now()).execute()
    assert "cannot be used" in send(code=blocked, apply="1").text
    assert CartCard.select().count() == 0


def test_a_code_typed_and_not_applied_is_not_forgotten_when_placing_the_order(
    in_cart, send, voucher
):
    in_cart()
    page = send(code="ten")
    assert "That changes the total" in page.text
    assert Order.select().count() == 0


@pytest.mark.parametrize("of_card", [False, True], ids=["voucher", "gift-card"])
def test_a_code_typed_while_a_sign_in_takes_the_cart_away_is_refused_in_words(
    app, client, in_cart, voucher, of_card
):
    in_cart()
    code = a_card()[1] if of_card else "ten"
    form = {**hidden_of(client.get("/checkout").text), **TYPED, "code": code, "apply": "1"}
    answers = []
    with db.atomic():
        Cart.delete().execute()
        typing = begun(app, lambda: answers.append(client.post("/checkout", data=form)))
        until_somebody_waits()
    typing.join()
    (answer,) = answers
    assert answer.status_code == 422
    assert "Nothing was done: please try again." in answer.text


def test_codes_are_removed_again(in_cart, send, voucher):
    in_cart()
    card, code = a_card(500)
    send(code=code, apply="1")
    send(code="ten", apply="1")
    send(remove=str(card.id))
    assert CartCard.select().count() == 0
    send(remove="voucher")
    assert Cart.get().voucher == ""
    assert send(remove="9" * 30).status_code == 200


def test_guessing_codes_is_stopped_and_what_was_typed_stays(in_cart, send):
    in_cart()
    for _ in range(20):
        send(code="guess", apply="1")
    page = send(code="guess", apply="1", city="Leith")
    assert page.status_code == 429
    assert "a few times too many" in page.text
    assert 'value="Leith"' in page.text


def test_a_voucher_used_up_meanwhile_is_told_and_the_price_shown_anew(
    in_cart, send, client, voucher
):
    in_cart()
    send(code="ten", apply="1")
    form = {**hidden_of(client.get("/checkout").text), **TYPED}
    Promotion.update(most_uses=1, uses=1).execute()
    page = client.post("/checkout", data=form)
    assert page.status_code == 422
    assert "used as many times as it can be. Without it there is £12.95 to pay" in page.text
    assert "Total £12.95" in words(page.text)


def test_credit_is_offered_with_a_box_that_can_be_unticked(
    in_cart, send, client, a_customer, sign_in
):
    customer = a_customer()
    sign_in(customer)
    in_cart()
    assert "Use my credit" not in client.get("/checkout").text
    credit(customer, Money(500, "GBP"), "issued")
    assert "Use my credit of £5.00" in client.get("/checkout").text
    assert "From your credit −£5.00" in words(
        send(update="1", may_use_credit="1", use_credit="1").text
    )
    page = send(update="1", may_use_credit="1")
    assert "From your credit" not in page.text
    assert "£5.00 to spend with us" in client.get("/account").text


def test_a_gift_card_is_put_in_the_cart_and_taken_out_again(client):
    answer = client.post("/gift-cards", data=GIFT_CARD)
    assert (answer.status_code, answer.location) == (303, "/cart")
    page = words(client.get("/cart").text)
    assert "Gift card for Bea £25.00" in page
    assert "Subtotal £25.00" in page
    assert "Cart (1)" in client.get("/me/nav").text
    client.post(f"/gift-cards/{GiftCardBought.get().id}/removal")
    assert "Nothing in it yet" in client.get("/cart").text


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"amount": "0.50"}, "A gift card can be for £1.00 to £1,000.00."),
        ({"amount": "1000.01"}, "A gift card can be for £1.00 to £1,000.00."),
        ({"amount": "lots"}, "in figures, such as 25"),
        ({"choice": ""}, "Choose an amount, or type one."),
        ({"recipient_name": ""}, "whoever it is for"),
        ({"recipient_email": "bea"}, "Enter an email address"),
        ({"sender_name": " "}, "who it is from"),
        ({"message": "x" * 301}, "room for 300 characters"),
        ({"send_on": "2020-01-01"}, "Choose today or a day to come."),
        ({"send_on": "2999-01-01"}, "within a year"),
        ({"send_on": "soon"}, "year-month-day"),
    ],
)
def test_what_is_wrong_about_a_gift_card_is_said_beside_it(client, typed, sentence):
    answer = client.post("/gift-cards", data=GIFT_CARD | typed)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert 'value="Ada"' in answer.text or "sender_name" in typed
    assert GiftCardBought.select().count() == 0


def test_an_amount_that_was_typed_counts_and_not_the_one_chosen(client):
    client.post("/gift-cards", data=GIFT_CARD | {"amount": "£12.50"})
    assert GiftCardBought.get().amount_minor == 1250


def test_nobody_takes_a_gift_card_out_of_anothers_cart(client, a_browser):
    client.post("/gift-cards", data=GIFT_CARD)
    card = GiftCardBought.get()
    stranger = a_browser()
    assert stranger.post(f"/gift-cards/{card.id}/removal").status_code == 404
    assert "Bea" not in stranger.get("/cart").text


def test_gift_cards_alone_need_no_address(client, stripe, send):
    client.post("/gift-cards", data=GIFT_CARD)
    assert 'name="line1"' not in client.get("/checkout").text
    nowhere = dict.fromkeys(("line1", "city", "postcode"), "")
    assert send(**nowhere).status_code == 303
    order = Order.get()
    assert (order.shipping_name, order.total_minor) == ("By email", 2500)
    page = client.get(f"/orders/{order.number}").text
    assert "To be sent to bea@example.org when it is paid." in page


def test_the_order_with_a_book_beside_still_needs_its_address(client, in_cart, send):
    in_cart()
    client.post("/gift-cards", data=GIFT_CARD)
    page = send(line1="")
    assert page.status_code == 422
    assert "first line of the address" in page.text


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["without-htmx", "htmx"])
def test_the_balance_of_a_gift_card_is_told_to_who_has_its_code(client, headers):
    card, code = a_card(1500)

    def ask(typed):
        return client.post("/gift-cards/balance", data={"code": typed}, headers=headers)

    assert f"There is £15.00 on the gift card that ends in {card.code_end}" in ask(code).text
    assert ask("K7QM").status_code == 422
    assert "We do not recognise the gift card “K7QM”" in ask("K7QM").text


def test_guessing_gift_cards_is_stopped(client):
    for _ in range(60):
        client.post("/gift-cards/balance", data={"code": "guess"})
    answer = client.post("/gift-cards/balance", data={"code": a_card()[1]})
    assert answer.status_code == 429
    assert "£15.00" not in answer.text


def test_a_guests_gift_cards_come_along_when_she_signs_in(
    client, a_customer, sign_in, in_cart, send
):
    in_cart()
    client.post("/gift-cards", data=GIFT_CARD)
    card, code = a_card()
    send(code=code, apply="1")
    customer = a_customer()
    sign_in(customer)
    cart = Cart.get(Cart.customer == customer)
    assert cart.gift_cards.get().recipient_name == "Bea"
    assert cart.cards.get().stored_value == card
