"""A checkout form that is sent back: what is wrong is said, and what was typed stays."""

import re
from html import unescape

import pytest

from app.cart.models import CartItem
from app.orders.models import Order
from tests.orders.checkout.conftest import TYPED, hidden_of


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("email", "", "receipt"),
        ("email", "ada", "Enter an email address"),
        ("email", "a@b", "Enter an email address"),
        ("email", "ada@example.org, eve@example.org", "Enter an email address"),
        ("email", "ada@exa\nmple.org", "Enter an email address"),
        ("email", "a" * 300 + "@example.org", "email"),
        ("name", " ", "name for the parcel"),
        ("name", "x" * 200, "too long"),
        ("line1", "", "first line"),
        ("line1", "\x00\x01", "first line"),
        ("city", "", "town or city"),
        ("postcode", "", "Type the postcode"),
        ("postcode", "12345", "UK postcode"),
        ("postcode", "EH1 1YZ EH1 1YZ 99", "too long"),
        ("country", "XX", "Choose a country"),
        ("country", "", "Choose a country"),
        ("country", "gb", "Choose a country"),
    ],
)
def test_a_wrong_field_gets_a_sentence_and_everything_typed_is_kept(
    client, an_edition, add, form, field, typed, sentence
):
    add(an_edition())
    response = client.post("/checkout", data=form(**{"name": "Åsa Öberg", field: typed}))
    assert response.status_code == 422
    assert sentence in response.text
    assert 'aria-invalid="true"' in response.text
    if field != "name":
        assert 'value="Åsa Öberg"' in response.text
    assert Order.select().count() == 0


def test_focus_goes_to_the_first_wrong_field(client, an_edition, add, form):
    add(an_edition())
    page = client.post("/checkout", data=form(city="", postcode="")).text
    assert re.findall(r'<input[^>]* id="(\w+)"[^>]*autofocus', page) == ["city"]


def test_a_postcode_is_asked_for_only_where_the_post_needs_one(
    client, stripe, an_edition, add, form
):
    add(an_edition())
    filled = form(country="IE", postcode="", delivery="europe", update="1")
    agreed = hidden_of(client.post("/checkout", data=filled).text)
    del filled["update"]
    assert client.post("/checkout", data={**filled, **agreed}).status_code == 303
    assert Order.get().address["country"] == "IE"


def test_a_delivery_chosen_without_seeing_its_price_is_shown_first(
    client, stripe, an_edition, add, form
):
    add(an_edition(price_minor=1000))
    filled = form(delivery="express")
    response = client.post("/checkout", data=filled)
    assert response.status_code == 422
    assert "The total is now £15.95" in response.text
    agreed = {**filled, **hidden_of(response.text)}
    assert client.post("/checkout", data=agreed).status_code == 303
    assert Order.get().shipping_method == "express"


def test_a_cart_changed_in_another_tab_is_shown_first(client, an_edition, add, form):
    add(an_edition("Kindred"))
    filled = form(name="Grace Hopper")
    add(an_edition("Dawn"))
    response = client.post("/checkout", data=filled)
    assert response.status_code == 422
    assert "Your cart has changed" in response.text
    assert "Dawn" in response.text
    assert 'value="Grace Hopper"' in response.text


def test_a_cart_emptied_in_another_tab_is_said(client, an_edition, add, form):
    add(an_edition())
    filled = form()
    CartItem.delete().execute()
    response = client.post("/checkout", data=filled)
    assert response.status_code == 422
    assert "Your cart is empty, so nothing was ordered." in response.text


def test_copies_sold_meanwhile_are_named(client, an_edition, add, form, an_order):
    edition = an_edition("Kindred", on_hand=2)
    add(edition, 2)
    filled = form()
    an_order(edition)
    response = client.post("/checkout", data=filled)
    assert response.status_code == 422
    assert "Kindred: Only one copy is left." in unescape(response.text)


def test_the_key_of_another_visitors_form_is_refused(
    client, a_browser, stripe, an_edition, add, form
):
    another = a_browser()
    edition = an_edition()
    add(edition)
    filled = form()
    client.post("/checkout", data=filled)
    add(edition, browser=another)
    theirs = {**form(another), "key": filled["key"]}
    response = another.post("/checkout", data=theirs)
    assert response.status_code == 422
    assert "has already been used" in response.text
    assert hidden_of(response.text)["key"] != filled["key"]
    assert another.get(f"/orders/{Order.get().number}").status_code == 404


@pytest.mark.parametrize("name", [*TYPED, "key", "agreed", "phone", "saved", "keep", "bill"])
@pytest.mark.parametrize("typed", ["", "x", "\x00", "9" * 500, "<script>", "💥", "' or 1=1 --"])
def test_nothing_typed_anywhere_is_a_crash(client, stripe, an_edition, add, form, name, typed):
    add(an_edition())
    response = client.post("/checkout", data=form(**{name: typed}))
    assert response.status_code in (303, 422)
    assert "<script>" not in response.text.replace("<script src", "")


def test_a_form_without_fields_is_no_crash(client, an_edition, add):
    add(an_edition())
    assert client.post("/checkout").status_code == 422


def test_what_was_typed_stays_when_the_cart_was_emptied_in_another_tab(
    client, an_edition, add, form
):
    add(an_edition())
    typed = form(line1="8 Elm Row")
    client.post(f"/cart/items/{CartItem.get().id}", data={"quantity": "0"})
    refusal = client.post("/checkout", data=typed)
    assert refusal.status_code == 422
    assert "Your cart is empty, so nothing was ordered." in refusal.text
    assert 'value="8 Elm Row"' in refusal.text
    assert "Place order" not in refusal.text
    again = {**TYPED, **hidden_of(refusal.text), "line1": "8 Elm Row", "update": "1"}
    assert "Look again" in client.post("/checkout", data=again).text
    add(an_edition())
    assert "Place order" in client.post("/checkout", data=again).text
