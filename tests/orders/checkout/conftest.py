"""The checkout form as a browser sends it."""

import re

import pytest

TYPED = {
    "email": "ada@example.org",
    "name": "Ada Lovelace",
    "line1": "12 Dale Street",
    "line2": "",
    "city": "Edinburgh",
    "region": "",
    "postcode": "eh11yz",
    "country": "GB",
    "delivery": "standard",
}


@pytest.fixture
def add(client):
    def post(edition, quantity=1, browser=client):
        browser.post("/cart/items", data={"edition_id": edition.id, "quantity": quantity})

    return post


@pytest.fixture
def form(client):
    """The checkout form as this browser would send it, filled in."""

    def fill(browser=client, **typed):
        page = browser.get("/checkout").text
        return {**hidden_of(page), **TYPED, **typed}

    return fill


def hidden_of(page):
    return dict(re.findall(r'type="hidden" name="(key|agreed)" value="([^"]+)"', page))
