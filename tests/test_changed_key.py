"""SECRET_KEY is made another: what the one before has signed is good until that goes, too.

Of sealed secrets, tests/accounts/factors/test_sealing.py tells.
"""

from dataclasses import replace

import pytest

from app import flask_settings
from app.catalog.stock_alerts import keys as stock_alert_keys
from app.orders.access import PURPOSE, opens
from app.signing import signer
from tests.people import PASSWORD, signed_in

OLD, NEW = "a key of thirty-two letters, old", "another key of thirty-two letters"


@pytest.fixture
def keys_are(app, monkeypatch):
    """Has the shop run with these keys from now on."""

    def run_with(key, previous=None):
        settings = replace(app.config["SETTINGS"], secret_key=key, secret_key_previous=previous)
        for name, value in flask_settings(settings).items():
            monkeypatch.setitem(app.config, name, value)

    run_with(OLD)
    return run_with


def is_in(client):
    return client.get("/account").status_code == 200


def test_who_is_signed_in_stays_so_until_the_old_key_goes(client, keys_are):
    signed_in(client)
    keys_are(NEW, OLD)
    assert is_in(client)
    keys_are(NEW)
    assert not is_in(client)


def test_a_cookie_set_after_the_change_needs_the_new_key_alone(client, keys_are):
    signed_in(client)
    keys_are(NEW, OLD)
    client.post("/login/again", data={"password": PASSWORD})
    keys_are(OLD)
    assert not is_in(client)
    keys_are(NEW)
    assert is_in(client)


def test_a_mailed_link_is_good_until_the_old_key_goes(keys_are):
    key = signer(PURPOSE).dumps("A-1")
    keys_are(NEW, OLD)
    assert opens(key, "A-1")
    keys_are(NEW)
    assert not opens(key, "A-1")


def test_a_link_mailed_after_the_change_needs_the_new_key_alone(keys_are):
    keys_are(NEW, OLD)
    key = signer(PURPOSE).dumps("A-1")
    keys_are(OLD)
    assert not opens(key, "A-1")
    keys_are(NEW)
    assert opens(key, "A-1")


def test_a_key_for_one_purpose_opens_nothing_else(app):
    assert not opens(signer(stock_alert_keys.PURPOSE).dumps("A-1"), "A-1")
