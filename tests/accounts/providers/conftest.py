"""A provider that answers over HTTP, on this machine, and a shop that knows it."""

import re
from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from flask import request

from app import create_app
from dev.sign_in_simulator.server import address_of, running

NOBODY_LISTENS = "http://localhost:1"


class Elsewhere:
    """The provider, and people who have an account there."""

    def __init__(self, server):
        self.issuer = address_of(server)
        self.asked = []
        server.app.before_request_funcs.setdefault(None, []).append(self.note)

    def note(self):
        self.asked.append(SimpleNamespace(path=request.path, form=request.form.to_dict()))

    def knows(self, subject, **claims):
        """Somebody has an account there; `claims` is what it says about her."""
        answer = requests.put(f"{self.issuer}/users/{subject}", json=claims, timeout=5)
        answer.raise_for_status()

    def sign_in(self, address, subject):
        """Sign in on the page that the shop has sent the browser to; where that leads."""
        return self.answer(address, sub=subject)

    def refuse(self, address):
        return self.answer(address, action="deny")

    def answer(self, address, **fields):
        answer = requests.post(address, data=fields, allow_redirects=False, timeout=5)
        assert answer.is_redirect, answer.text
        return answer.headers["Location"].removeprefix("http://localhost")


@pytest.fixture(scope="session")
def running_provider():
    with running() as server:
        yield Elsewhere(server)


@pytest.fixture
def elsewhere(running_provider):
    running_provider.asked.clear()
    return running_provider


@pytest.fixture(scope="session")
def empty_shop(empty_shop, settings, running_provider):
    shop = create_app(
        {
            **settings,
            "OIDC_PROVIDERS": "example,down",
            "OIDC_EXAMPLE_ISSUER": running_provider.issuer,
            "OIDC_EXAMPLE_CLIENT_ID": "octavo",
            "OIDC_EXAMPLE_CLIENT_SECRET": "a secret of theirs",
            "OIDC_DOWN_ISSUER": NOBODY_LISTENS,
            "OIDC_DOWN_CLIENT_ID": "octavo",
            "OIDC_DOWN_CLIENT_SECRET": "a secret of theirs",
        }
    )
    shop.test_client_class = empty_shop.app.test_client_class
    return SimpleNamespace(app=shop, empty=empty_shop.empty)


@pytest.fixture
def come_from(elsewhere):
    """Signs in with the provider, from the shop's button to where the shop sends one then."""

    def come(client, subject="ada", path="/login/example", **fields):
        there = client.post(path, data=fields).location
        return client.get(elsewhere.sign_in(there, subject))

    return come


def query_of(url):
    return {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}


def said(client, path="/login"):
    """The notice on the page."""
    found = re.search(r'class="notice notice--[^>]*><p>(.*?)</p>', client.get(path).text, re.DOTALL)
    return " ".join(found[1].split()) if found else None
