"""Where passkeys can be made, and what the pages say where they cannot."""

import pytest

from app.accounts.factors.models import Passkey
from app.accounts.factors.places import is_good
from tests.people import signed_in

BY_NUMBER = "http://127.0.0.1:8000"
PAGES = ("/account/security", "/account/security/passkeys", "/login/again")


@pytest.mark.parametrize(
    ("origin", "good"),
    [
        ("https://books.example.org", True),
        ("http://localhost:8000", True),
        ("http://shop.localhost", True),
        ("http://127.0.0.1:8000", False),
        ("https://192.0.2.7", False),
        ("http://[::1]:8000", False),
        ("http://books.example.org", False),
    ],
)
def test_browsers_tie_a_passkey_to_a_name_over_a_secure_connection(origin, good):
    assert is_good(origin) is good


@pytest.mark.parametrize("path", PAGES)
def test_a_page_at_a_number_says_where_passkeys_work_and_offers_none(client, path):
    person = signed_in(client)
    Passkey.create(customer=person, credential_id="x", public_key=b"", name="My phone")
    by_name = client.get(path).text
    assert "http://localhost</a>" not in by_name
    with client.session_transaction() as cookie:
        kept = dict(cookie)
    with client.session_transaction(base_url=BY_NUMBER) as cookie:
        cookie.update(kept)
    there = client.get(path, base_url=BY_NUMBER).text
    assert f' at <a href="http://localhost{path}">http://localhost</a>' in there
    assert "data-passkey" not in there
    assert "Add a passkey</a>" not in there


def test_the_sign_in_page_does_so_too(client):
    assert "data-passkey" in client.get("/login").text
    assert "data-passkey" not in client.get("/login", base_url=BY_NUMBER).text
