"""A link that we mailed opens what it was mailed for, and nothing else; a stale one nothing.

That each is stored as a hash, expires and is used once is tested where each is made.
"""

from datetime import timedelta

import pytest

from app.accounts import tokens
from app.accounts.models import Token
from app.accounts.tokens import LIFETIMES
from app.catalog.models import StockAlert
from app.catalog.stock_alerts.keys import PURPOSE as OF_AN_ALERT
from app.db import now
from app.orders.access import PURPOSE as OF_AN_ORDER
from app.signing import signer
from tests.people import signed_in

OPENED_BY = {
    "/password/reset/": "reset",
    "/verify/": "verify",
    "/email/confirm/": "change_email",
    "/email/restore/": "restore_email",
}


@pytest.mark.parametrize("purpose", LIFETIMES)
def test_a_link_opens_the_page_it_was_mailed_for_alone(client, purpose):
    person = signed_in(client)  # some links prove an address to the account that they are for
    secret = tokens.fresh_secret(tokens.issue(purpose, person, "new@example.org"))
    for path, opened_by in OPENED_BY.items():
        expected = 200 if purpose == opened_by else 410
        assert client.get(path + secret).status_code == expected
        if expected == 410:
            assert (
                client.post(path + secret, data={"password": "ten quiet tides"}).status_code == 410
            )


@pytest.mark.parametrize("path", OPENED_BY)
def test_a_stale_link_opens_nothing(client, her, path):
    secret = tokens.fresh_secret(tokens.issue(OPENED_BY[path], her, "new@example.org"))
    Token.update(expires_at=now() - timedelta(seconds=1)).execute()
    assert client.get(path + secret).status_code == client.post(path + secret).status_code == 410


@pytest.mark.parametrize("spoil", [str.lower, str.upper, lambda secret: secret[:-1], "{} ".format])
@pytest.mark.parametrize("path", OPENED_BY)
def test_a_link_that_is_nearly_right_opens_nothing(client, her, path, spoil):
    secret = tokens.fresh_secret(tokens.issue(OPENED_BY[path], her, "new@example.org"))
    assert client.get(path + spoil(secret)).status_code == 410


def test_a_key_that_we_signed_for_another_thing_opens_nothing(client, her):
    edition, number = 1, "OC-TEST-0001"
    alert = StockAlert.create(edition=edition, email="ada@example.org")
    for purpose in ("", "session", OF_AN_ALERT):
        key = signer(purpose).dumps(number)
        assert client.get(f"/orders/{number}", query_string={"key": key}).status_code == 404
    for purpose in ("", "session", OF_AN_ORDER):
        key = signer(purpose).dumps(alert.id)
        assert client.get(f"/stock-alerts/{key}").status_code == 410
