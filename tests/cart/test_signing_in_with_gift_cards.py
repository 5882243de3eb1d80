import re

import pytest

from app.cart.carts import cart_of_customer
from app.cart.gift_cards import gift_cards_in, gift_cards_saved, save_gift_cards
from app.cart.models import Cart
from tests.orders.gift_cards import want_card
from tests.people import sign_in

ADA = "ada@example.org"


@pytest.fixture
def account(a_customer):
    """Ada's cart, with a gift card for Cleo in it."""
    return want_card(cart_of_customer(a_customer().id), recipient_name="Cleo")


@pytest.fixture
def add_card(client):
    """Puts a gift card into this browser's cart, as the form for it does."""

    def post(name="Bea"):
        typed = {"choice": "25.00", "recipient_name": name, "sender_name": "Ada"}
        answer = client.post("/gift-cards", data=typed | {"recipient_email": "bea@example.org"})
        assert answer.status_code == 303, answer.text

    return post


def names(cards):
    return [card.recipient_name for card in cards]


def test_a_gift_card_that_came_is_shown_and_can_be_sent_away(client, account, add_card):
    add_card("Bea")
    sign_in(client, ADA)
    page = client.get("/cart").text
    assert re.findall(r"Take out<span[^>]*> the gift card for (\w+)", page) == ["Bea"]
    client.post(re.search(r'action="(/gift-cards/\d+/removal)"', page)[1])
    assert names(gift_cards_in(account)) == ["Cleo"]


def test_a_gift_card_that_came_may_stay(client, account, add_card):
    add_card("Bea")
    sign_in(client, ADA)
    client.post("/cart/brought")
    assert "From before" not in client.get("/cart").text
    assert names(gift_cards_in(account)) == ["Cleo", "Bea"]


def test_no_gift_card_of_the_account_comes_into_the_checkout_unseen(
    client, account, an_edition, add
):
    add(an_edition("Kindred"))
    sign_in(client, ADA, next="/checkout")
    page = client.get("/checkout").text
    assert "what you chose just now" in page
    assert "Cleo" not in page
    assert names(gift_cards_saved(account)) == ["Cleo"]


def test_who_wants_but_a_gift_card_pays_for_nothing_else(client, account, an_edition, add_card):
    account.add(an_edition("Dawn"), 1)
    add_card("Bea")
    sign_in(client, ADA, next="/checkout")
    page = client.get("/checkout").text
    assert "Bea" in page
    assert "Dawn" not in page
    assert "Cleo" not in page
    assert account.lock().count == 1


def test_a_gift_card_saved_for_later_can_be_bought_after_all(client, account, an_edition, add):
    add(an_edition("Kindred"))
    sign_in(client, ADA, next="/checkout")
    assert client.post(saved_card(client)).location == "/cart"
    assert names(gift_cards_in(account)) == ["Cleo"]
    assert "Gift card" in client.get("/checkout").text


def test_a_gift_card_of_another_cart_cannot_be_moved(client, account, an_edition, add, a_browser):
    add(an_edition("Kindred"))
    sign_in(client, ADA, next="/checkout")
    path, stranger = saved_card(client), a_browser()
    assert stranger.post(path).status_code == 404
    assert names(gift_cards_saved(account)) == ["Cleo"]


def saved_card(client):
    return re.search(r'action="(/gift-cards/\d+/place)"', client.get("/cart").text)[1]


def test_gift_cards_saved_for_later_are_not_counted_in_the_cart(client, account):
    save_gift_cards(account)
    assert Cart.get_by_id(account.id).count == 0
