"""An inventory system sends stock and prices, and asks for them."""

import pytest

from app.accounts import api_tokens
from app.catalog.models import Inventory


@pytest.fixture
def token(app):
    return api_tokens.issue("till")


@pytest.fixture
def send(app, token):
    """Sends rows as an inventory system does: no cookie, no word about where it comes from."""
    client = app.test_client()

    def post(*updates, key="monday", token=token, **more):
        headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": key}
        return client.post("/api/v1/stock", json={"updates": updates}, headers=headers, **more)

    return post


@pytest.fixture
def ask(app, token):
    client = app.test_client()
    return lambda url: client.get(url, headers={"Authorization": f"Bearer {token}"})


def on_hand(edition):
    return Inventory.get(Inventory.edition == edition).on_hand


def reasons(answer):
    return [(refused["index"], refused["reason"]) for refused in answer.json["refusals"]]


LEDGER_DIFFERS = """
    select edition_id from catalog.inventory join catalog.inventory_movements using (edition_id)
    group by edition_id, on_hand, reserved
    having (on_hand, reserved) <> (sum(on_hand_change), sum(reserved_change))
"""
