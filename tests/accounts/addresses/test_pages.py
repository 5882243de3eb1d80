import re
from html import unescape

import pytest

from app.accounts.addresses.book import MOST, addresses_of
from app.accounts.models import Address
from tests.accounts.addresses.conftest import TYPED
from tests.conftest import HTMX
from tests.people import a_person, sign_in

BOOK = "/account/addresses"


@pytest.fixture
def her(client, ada):
    """Ada's browser."""
    sign_in(client, ada.email)
    return client


def test_an_address_is_added_tidied_and_shown(her, ada):
    typed = {**TYPED, "postcode": "eh11yz", "label": " My  home ", "phone": "0131 496 0000"}
    assert her.post(BOOK, data=typed).location == BOOK
    (address,) = addresses_of(ada.id)
    assert (address.postcode, address.label) == ("EH1 1YZ", "My home")
    page = her.get(BOOK).text
    for words in ("The address is in your book.", "My home", "EH1 1YZ", "0131 496 0000"):
        assert words in page


def test_the_account_leads_to_the_address_book_and_from_there_to_an_empty_form(her):
    assert BOOK in her.get("/account").text
    assert f"{BOOK}/new" in her.get(BOOK).text
    assert 'value="Octavia Butler"' in her.get(f"{BOOK}/new").text


def test_what_is_wrong_is_said_beside_its_field_and_what_was_typed_is_kept(her, ada):
    typed = {**TYPED, "country": "US", "region": "CA", "postcode": "nowhere", "label": "Aunt May"}
    answer = her.post(BOOK, data=typed)
    assert answer.status_code == 422
    assert "This does not look like a ZIP code, such as 95014." in answer.text
    assert re.findall(r'id="(\w+)"[^>]*aria-invalid', answer.text) == ["postcode"]
    for kept in ("12 Dale Street", "nowhere", "Aunt May"):
        assert f'value="{kept}"' in answer.text
    assert '<option value="CA" selected>California' in answer.text
    assert addresses_of(ada.id) == []


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["browser", "htmx"])
def test_another_country_brings_its_fields_and_keeps_nothing_yet(her, ada, headers):
    typed = {**TYPED, "country": "CA", "update": "1"}
    answer = her.post(BOOK, data=typed, headers=headers)
    assert answer.status_code == 200
    assert ("<html" in answer.text) == (headers == {})
    assert '<option value="QC"' in answer.text
    assert 'value="12 Dale Street"' in answer.text
    assert addresses_of(ada.id) == []


def test_a_label_too_long_is_refused(her):
    answer = her.post(BOOK, data={**TYPED, "label": "x" * 41})
    assert (answer.status_code, "Shorten this" in answer.text) == (422, True)


def test_an_address_is_changed(her, ada, an_address):
    url = f"{BOOK}/{an_address().id}"
    assert 'value="12 Dale Street"' in her.get(url).text
    assert her.post(url, data={**TYPED, "line1": "13 Dale Street"}).status_code == 303
    assert [address.line1 for address in addresses_of(ada.id)] == ["13 Dale Street"]


def test_an_address_that_is_there_already_is_refused_and_kept_in_the_form(her, an_address):
    an_address()
    answer = her.post(BOOK, data={**TYPED, "label": "Once more"})
    assert answer.status_code == 422
    assert "This address is in your address book already." in answer.text
    assert 'value="Once more"' in answer.text


def test_an_address_is_removed_after_a_question(her, ada, an_address):
    url = f"{BOOK}/{an_address().id}/deletion"
    assert "Remove this address?" in her.get(url).text
    assert len(addresses_of(ada.id)) == 1
    assert her.post(url).location == BOOK
    assert addresses_of(ada.id) == []


def test_parcels_go_where_she_says(her, ada, an_address):
    an_address("1 Elm Row")
    second = an_address("2 Elm Row")
    assert her.post(f"{BOOK}/{second.id}/default").location == BOOK
    assert addresses_of(ada.id)[0] == second


def test_with_htmx_the_list_itself_is_the_answer(her, an_address):
    an_address("1 Elm Row")
    second = an_address("2 Elm Row")
    answer = her.post(f"{BOOK}/{second.id}/default", headers=HTMX).text
    assert answer.startswith('<div id="addresses"')
    assert answer.index("2 Elm Row") < answer.index("Your parcels go here") < answer.index("1 Elm")


def test_a_full_book_says_so_and_takes_no_more(her, an_address):
    for number in range(MOST):
        an_address(f"{number} Elm Row")
    page = her.get(BOOK).text
    assert "as many as we keep" in page
    assert f"{BOOK}/new" not in page
    refusal = her.post(BOOK, data=TYPED)
    assert refusal.status_code == 422
    assert "Your address book holds 20 addresses." in refusal.text


@pytest.mark.parametrize("path", ["", "/default", "/deletion"])
def test_the_address_of_another_does_not_exist(her, an_address, path):
    hers = an_address(customer=a_person("grace@example.org"))
    url = f"{BOOK}/{hers.id}{path}"
    if path != "/default":
        assert her.get(url).status_code == 404
    assert her.post(url, data={**TYPED, "line1": "Elsewhere"}).status_code == 404
    assert Address.get().line1 == "12 Dale Street"


@pytest.mark.parametrize("path", ["", "/new", "/1", "/1/default", "/1/deletion"])
def test_a_stranger_is_asked_to_sign_in(client, an_address, path):
    an_address()
    for answer in (client.get(BOOK + path), client.post(BOOK + path, data=TYPED)):
        if answer.status_code != 405:
            assert (answer.status_code, "/login" in answer.location) == (303, True)
    assert Address.select().count() == 1


@pytest.mark.parametrize("name", [*TYPED, "label"])
@pytest.mark.parametrize("typed", ["", "x", "\x00", "9" * 500, "<script>", "💥", "' or 1=1 --"])
def test_nothing_typed_anywhere_is_a_crash(her, name, typed):
    answer = her.post(BOOK, data={**TYPED, name: typed})
    assert answer.status_code in (303, 422)
    assert "<script>" not in unescape(answer.text).replace(f'value="{typed}"', "")
