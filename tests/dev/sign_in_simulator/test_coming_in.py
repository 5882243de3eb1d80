"""bin/dev's own sign-in provider, from the button at the shop to the account."""

import threading
from types import SimpleNamespace

import pytest
import requests

from app import create_app
from app.accounts.models import Customer
from dev.environment import made_up_provider
from dev.ports import HOST
from dev.sign_in_simulator.server import make
from tests.people import a_person


@pytest.fixture(scope="session")
def provider():
    server = make(0)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def empty_shop(empty_shop, settings, provider):
    """One that knows it, as bin/dev's does."""
    shop = create_app(settings | made_up_provider({"SIGN_IN_PORT": provider.server_port}))
    shop.test_client_class = empty_shop.app.test_client_class
    return SimpleNamespace(app=shop, empty=empty_shop.empty)


def come_as(client, subject):
    there = client.post("/login/example").location
    page = requests.get(there, timeout=5).text
    assert f'value="{subject}"' in page
    assert "https://" not in page
    back = requests.post(there, data={"sub": subject}, allow_redirects=False, timeout=5)
    return client.get(back.headers["Location"].removeprefix("http://localhost")).location


def test_the_shop_offers_it(client):
    assert "Continue with Example" in client.get("/login").text


def test_a_newcomer_has_an_account_then(client):
    assert come_as(client, "nora") == "/account"
    assert Customer.get().name == "Nora Newcomer"


def test_the_reader_is_asked_to_connect_hers(client):
    a_person("reader@octavo.example")
    assert come_as(client, "ruth") == "/login?next=/account/security/connect"


def test_whose_address_is_not_verified_there_gets_no_account(client):
    assert come_as(client, "una") == "/register"


def test_it_is_there_for_this_machine_only(provider):
    assert provider.server_address[0] == HOST
