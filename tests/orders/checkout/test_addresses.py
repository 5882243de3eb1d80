"""At the checkout: saved addresses, those of other countries, and where the bill goes."""

import re

import pytest

from app.accounts.addresses.book import MOST, add_address, addresses_of
from app.accounts.models import Address
from app.orders.models import Order
from tests.conftest import HTMX
from tests.orders.checkout.conftest import GIFT_CARD, HOME, TYPED, hidden_of, names_of

SISTER = {"name": "Grace Hopper", "line1": "2 Rue Cler", "city": "Paris", "postcode": "75007"}
SISTER |= {"country": "FR"}
BILL = {"billing_name": "Analytical Engines", "billing_line1": "Invalidenstr. 1"}
BILL |= {"billing_postcode": "D-10115", "billing_city": "Berlin", "billing_country": "DE"}


@pytest.fixture
def her_order(client, stripe, an_edition, add, form):
    """Places an order with what is typed, after an update that shows what it costs."""

    def place(**typed):
        add(an_edition())
        filled = form(**typed)
        shown = hidden_of(client.post("/checkout", data={**filled, "update": "1"}).text)
        assert client.post("/checkout", data={**filled, **shown}).status_code == 303
        return Order.select().order_by(Order.id.desc()).first()

    return place


def test_another_country_brings_its_own_fields(client, an_edition, add, form):
    add(an_edition())
    typed = form(country="US", update="1")
    page = client.post("/checkout", data=typed, headers=HTMX).text
    assert "ZIP code" in page
    assert '<option value="CA" >California' in page
    state = re.search(r'<select class="select" id="region"[^>]*>', page)[0]
    assert 'hx-post="/checkout"' in state, "another state, other taxes"
    assert 'value="12 Dale Street"' in page


def test_a_country_chosen_without_seeing_its_fields_brings_them_with_what_is_missing(
    client, an_edition, add, form
):
    add(an_edition())
    answer = client.post("/checkout", data=form(country="US"))
    assert answer.status_code == 422
    assert "Choose the state." in answer.text
    assert "This does not look like a ZIP code" in answer.text
    assert '<select class="select" id="region"' in answer.text


def test_the_phone_number_is_there_for_the_carrier(her_order):
    assert her_order(phone="0131 496 0000").phone == "0131 496 0000"


def test_a_guest_is_offered_no_book(client, an_edition, add):
    add(an_edition())
    assert not {"saved", "keep"} & names_of(client.get("/checkout").text)


def test_where_her_parcels_go_is_chosen_for_her(client, ada, an_edition, add):
    add_address(ada.id, HOME, "Home")
    add_address(ada.id, SISTER, "My sister")
    add(an_edition())
    page = client.get("/checkout").text
    assert re.search(r'value="1"[^>]* checked', page)
    assert "My sister" in page
    assert "line1" not in names_of(page)


def test_an_order_goes_to_the_saved_address_that_she_chose(ada, her_order):
    add_address(ada.id, HOME)
    sister = add_address(ada.id, SISTER)
    order = her_order(saved=sister.id, delivery="europe")
    assert (order.name, order.shipping_method) == ("Grace Hopper", "europe")
    assert order.address_lines == ["2 Rue Cler", "75007 Paris", "France"]


def test_a_new_address_is_typed_beside_the_saved_ones(client, ada, her_order, an_edition, add):
    add_address(ada.id, HOME)
    add(an_edition())
    page = client.post("/checkout", data={"saved": "new", "update": "1"}).text
    assert {"saved", "line1", "keep"} <= names_of(page)
    assert '<option value="GB" selected>' in page
    order = her_order(saved="new")
    assert order.address["line1"] == "12 Dale Street"
    assert [address.line1 for address in addresses_of(ada.id)] == ["1 Elm Row"]


def test_a_new_address_is_kept_when_she_ticks_that_and_once_however_often(ada, her_order):
    her_order(keep="1", phone="0131 496 0000")
    her_order(saved="new", keep="1")
    (address,) = addresses_of(ada.id)
    assert (address.line1, address.phone) == ("12 Dale Street", "0131 496 0000")


def test_nothing_is_kept_of_an_order_that_was_refused(client, ada, an_edition, add, form):
    add(an_edition())
    assert client.post("/checkout", data=form(keep="1", email="")).status_code == 422
    assert addresses_of(ada.id) == []


def test_a_full_book_is_not_offered_and_stops_no_order(client, ada, her_order, an_edition, add):
    for number in range(MOST):
        add_address(ada.id, {**HOME, "line1": f"{number} Elm Row"})
    add(an_edition())
    page = client.post("/checkout", data={"saved": "new", "update": "1"}).text
    assert "keep" not in names_of(page)
    assert her_order(saved="new", keep="1").address["line1"] == "12 Dale Street"


def test_the_address_of_another_cannot_be_chosen(client, ada, a_customer, an_edition, add, form):
    hers = add_address(a_customer("grace@example.org").id, HOME)
    add(an_edition())
    typed = {key: text for key, text in form(saved=hers.id).items() if key not in HOME}
    answer = client.post("/checkout", data=typed)
    assert answer.status_code == 422
    assert "1 Elm Row" not in answer.text
    assert "Type the first line of the address." in answer.text


def test_a_saved_address_that_lacks_what_its_country_asks_for_is_said(
    client, ada, an_edition, add, form
):
    old = add_address(ada.id, {**HOME, "postcode": ""})
    add(an_edition())
    answer = client.post("/checkout", data=form(saved=old.id))
    assert answer.status_code == 422
    assert "Change it in your address book first." in answer.text


def test_of_a_saved_address_in_a_country_we_no_longer_know_only_the_address_is_said_to_be_wrong(
    client, ada, an_edition, add, form
):
    old = add_address(ada.id, HOME)
    add(an_edition())
    Address.update(country="XX").execute()
    answer = client.post("/checkout", data=form(saved=old.id))
    assert answer.status_code == 422
    assert "Change it in your address book first." in answer.text
    assert "Choose a country from the list." not in answer.text


def test_the_bill_goes_where_the_parcel_goes_unless_she_says_otherwise(her_order):
    assert her_order(**BILL).billing_address is None


def test_the_bill_may_go_to_another_address(client, her_order):
    order = her_order(bill="1", **BILL)
    assert order.billing_address["name"] == "Analytical Engines"
    assert order.billing_lines == ["Invalidenstr. 1", "10115 Berlin", "Germany"]
    page = client.get(f"/orders/{order.number}").text
    assert "The bill goes to" in page
    assert "10115 Berlin" in page


def test_the_fields_of_the_bill_come_when_they_are_wanted(client, an_edition, add, form):
    add(an_edition())
    assert "billing_line1" not in names_of(client.get("/checkout").text)
    page = client.post("/checkout", data=form(bill="1", update="1"), headers=HTMX).text
    assert "billing_line1" in names_of(page)
    assert page.count('<option value="GB" selected>') == 2


def test_what_is_wrong_with_the_bill_is_said_beside_its_fields(client, an_edition, add, form):
    add(an_edition())
    answer = client.post("/checkout", data=form(bill="1", **{**BILL, "billing_postcode": "9"}))
    assert answer.status_code == 422
    assert re.findall(r'id="(\w+)"[^>]*aria-invalid', answer.text) == ["billing_postcode"]
    assert re.findall(r'id="(\w+)"[^>]*autofocus', answer.text) == ["billing_postcode"]
    assert 'value="Analytical Engines"' in answer.text
    assert Order.select().count() == 0


@pytest.mark.parametrize("name", BILL)
@pytest.mark.parametrize("typed", ["", "\x00", "9" * 500, "<script>", "💥"])
def test_nothing_typed_for_the_bill_is_a_crash(client, stripe, an_edition, add, form, name, typed):
    add(an_edition())
    answer = client.post("/checkout", data=form(bill="1", **{**BILL, name: typed}))
    assert answer.status_code in (303, 422)


def test_her_last_address_is_known_where_she_keeps_none(client, ada, her_order, an_edition, add):
    her_order(**{**TYPED, "phone": "0131 496 0000"})
    add(an_edition())
    page = client.get("/checkout").text
    assert 'value="12 Dale Street"' in page
    assert 'value="0131 496 0000"' in page


def test_a_reader_with_an_address_book_who_buys_a_gift_card_is_asked_who_she_is(client, ada):
    add_address(ada.id, HOME)
    client.post("/gift-cards", data=GIFT_CARD)
    fields = names_of(client.get("/checkout").text)
    assert {"name", "country"} <= fields
    assert "line1" not in fields
