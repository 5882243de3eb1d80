"""What is collected goes to no address, so none is asked for and none is kept."""

import re

import pytest

from app.accounts.addresses.book import add_address
from app.orders.models import Order
from tests.orders.checkout.conftest import HOME, TYPED, hidden_of, names_of

WHO = {"email": "ada@example.org", "name": "Ada Lovelace", "country": "GB", "delivery": "counter"}
ADDRESS = {"line1", "line2", "city", "postcode", "phone"}

pytestmark = pytest.mark.usefixtures("a_collected_way")


def shown_fields(page):
    return names_of(re.sub(r'<input type="hidden"[^>]*>', "", page))


def hidden_fields(page):
    return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))


@pytest.fixture
def update(client, an_edition, add):
    """The checkout after another way was chosen, as the "Update" button sends it."""
    add(an_edition())

    def choose(**typed):
        form = hidden_of(client.get("/checkout").text)
        return client.post("/checkout", data={**form, **typed, "update": "1"}).text

    return choose


def test_no_address_is_asked_for_when_it_is_collected(update):
    assert shown_fields(update(**{**WHO, "delivery": "standard"})) >= ADDRESS
    page = update(**WHO)
    assert "Who collects it" in page
    assert "I need an address on the bill" in page
    assert not ADDRESS & shown_fields(page)


def test_it_is_ordered_without_an_address(client, stripe, update):
    answer = client.post("/checkout", data={**hidden_of(update(**WHO)), **WHO})
    assert answer.status_code == 303
    order = Order.get()
    assert (order.delivery_kind, order.name) == ("collect", "Ada Lovelace")
    assert order.address_lines == ["United Kingdom"]


def test_an_address_typed_before_is_not_kept_with_the_order(client, stripe, update):
    typed = {**TYPED, "delivery": "counter", "phone": "0131 496 0000"}
    client.post("/checkout", data={**typed, **hidden_of(update(**typed))})
    order = Order.get()
    assert {text for text in order.address.values() if text} == {"GB"}
    assert order.phone == ""


def test_an_address_typed_before_comes_back_when_it_is_sent_after_all(update):
    page = update(**{**TYPED, "delivery": "counter"})
    back = hidden_fields(page)
    assert back["line1"] == "12 Dale Street"
    again = update(**{**WHO, **back, "delivery": "standard"})
    assert 'value="12 Dale Street"' in again


def test_without_javascript_collecting_is_shown_before_it_is_ordered(client, update, form):
    sent = {**form(), **WHO, "line1": "", "city": "", "postcode": ""}
    refused = client.post("/checkout", data=sent)
    assert refused.status_code == 422
    assert "yours to collect from Octavo, 3 Dale Street" in refused.text
    assert "Type the first line" not in refused.text
    assert not ADDRESS & shown_fields(refused.text)


def test_what_is_sent_after_all_needs_an_address(client, update):
    sent = {**hidden_of(update(**WHO)), **WHO, "delivery": "standard"}
    refused = client.post("/checkout", data=sent)
    assert refused.status_code == 422
    assert "Type the first line of the address." in refused.text


def test_who_collects_it_says_her_name(client, update):
    refused = client.post("/checkout", data={**hidden_of(update(**WHO)), **WHO, "name": ""})
    assert "Type your name." in refused.text


def test_a_reader_with_an_address_book_is_asked_only_who_she_is(client, stripe, ada, update):
    home = add_address(ada.id, HOME)
    page = update(**{**WHO, "saved": str(home.id)})
    assert {"name", "country"} <= shown_fields(page)
    assert "saved" not in shown_fields(page)
    client.post("/checkout", data={**hidden_of(page), **WHO})
    assert Order.get().address_lines == ["United Kingdom"]


def test_an_address_chosen_from_her_book_is_chosen_again_when_it_is_sent_after_all(ada, update):
    sister = add_address(ada.id, {**HOME, "name": "Grace Hopper", "line1": "2 Elm Row"})
    add_address(ada.id, HOME)
    back = hidden_fields(update(**{**WHO, "saved": str(sister.id)}))
    assert not ADDRESS & set(back)
    page = update(**{**WHO, **back, "delivery": "standard"})
    assert re.search(rf'name="saved" value="{sister.id}"[^>]* checked', page)
    assert "line1" not in shown_fields(page)


def test_who_collects_it_need_not_be_who_lives_at_the_address_chosen_before(
    client, stripe, ada, update
):
    home = add_address(ada.id, HOME)
    sent = {**WHO, "name": "Charles Babbage", "saved": str(home.id)}
    page = update(**sent)
    assert 'value="Charles Babbage"' in page
    assert client.post("/checkout", data={**hidden_of(page), **sent}).status_code == 303
    order = Order.get()
    assert (order.name, order.address_lines) == ("Charles Babbage", ["United Kingdom"])


def test_who_collects_it_is_told_beside_the_field_that_her_name_is_too_long(
    client, stripe, ada, update
):
    home = add_address(ada.id, HOME)
    sent = {**WHO, "name": "A" * 5000, "saved": str(home.id)}
    refused = client.post("/checkout", data={**hidden_of(update(**sent)), **sent})
    assert refused.status_code == 422
    assert re.search(r'name="name"[^>]* aria-invalid="true"', refused.text)
    assert "This is too long; 100 characters are the most we can print." in refused.text
    assert "This address is incomplete" not in refused.text
    assert not Order.select().exists()


def test_another_country_at_the_counter_lets_go_of_the_address_chosen_before(ada, update):
    home = add_address(ada.id, HOME)
    page = update(**{**WHO, "saved": str(home.id), "country": "FR"})
    assert re.search(r'name="saved" value="new"[^>]* checked', page)
    assert '<option value="FR" selected>' in page
    assert "not in your address book" not in page


def test_what_she_collected_leaves_her_last_address_known(client, stripe, ada, update, form, add):
    client.post("/checkout", data=form())
    edition = Order.get().lines.get().edition
    add(edition)
    client.post("/checkout", data={**hidden_of(update(**WHO)), **WHO})
    assert Order.select().count() == 2
    add(edition)
    assert 'value="12 Dale Street"' in client.get("/checkout").text
