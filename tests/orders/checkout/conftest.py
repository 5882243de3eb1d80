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
# An address as a book of addresses keeps it.
HOME = {"name": "Ada Lovelace", "line1": "1 Elm Row", "city": "Edinburgh", "postcode": "EH1 1YZ"}
HOME |= {"country": "GB", "phone": "0131 496 0000"}
# The form of a gift card that is bought.
GIFT_CARD = {"choice": "25.00", "recipient_name": "Bea", "recipient_email": "bea@example.org"}
GIFT_CARD |= {"sender_name": "Ada"}


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


def names_of(page):
    return set(re.findall(r'<(?:input|select)[^>]* name="(\w+)"', page))
