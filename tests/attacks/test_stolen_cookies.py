"""A copy of a cookie opens nothing once its owner has left, and a made-up one never does.

Of the cookie of before a new sign-in, password or proof see tests/accounts.
"""

import pytest
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import URLSafeTimedSerializer

from app.accounts.models import Customer
from tests.every_route import address_of

HERS = ("accounts.account", "accounts.security", "accounts.addresses", "orders.history")
AT_THE_DESK = ("admin.orders", "admin.staff", "admin.export_choices")
SIGNING = SecureCookieSessionInterface


@pytest.fixture
def thief(a_browser):
    """Builds a browser with a copy of another's cookie."""

    def build(cookie):
        browser = a_browser()
        browser.set_cookie("octavo", cookie)
        return browser

    return build


def opened(app, browser):
    asked = {name: browser.get(address_of(app, name)) for name in (*HERS, *AT_THE_DESK)}
    return {name for name, answer in asked.items() if answer.status_code == 200}


def test_after_sign_out_a_copy_of_the_cookie_opens_nothing(shop, thief):
    for who in ("customer", "owner"):
        browser = shop.visitors[who]()
        copy = browser.get_cookie("octavo").value
        assert opened(shop.app, thief(copy)) >= set(HERS)
        browser.post("/logout")
        assert opened(shop.app, thief(copy)) == set()


def test_the_cookie_after_sign_out_opens_nothing_of_before(shop):
    for who in ("customer", "owner"):
        browser = shop.visitors[who]()
        browser.post("/logout")
        assert opened(shop.app, browser) == set()


def test_who_is_no_longer_staff_has_no_desk_with_the_cookie_of_before(shop, owner, a_person):
    a_person("owner")  # one stays
    browser = shop.visitors["owner"]()
    Customer.update(role=None).where(Customer.id == owner.id).execute()
    assert opened(shop.app, browser) == set(HERS)


@pytest.mark.parametrize("key", ["", "another key", "dev", "secret"])
def test_a_cookie_that_we_did_not_sign_opens_nothing(shop, thief, key):
    browser = shop.visitors["owner"]()
    with browser.session_transaction() as session:
        said = dict(session)
    options = {"key_derivation": SIGNING.key_derivation, "digest_method": SIGNING.digest_method}
    forger = URLSafeTimedSerializer(
        key, salt=SIGNING.salt, serializer=SIGNING.serializer, signer_kwargs=options
    )
    assert opened(shop.app, thief(forger.dumps(said))) == set()


def test_a_cookie_that_was_changed_on_the_way_opens_nothing(shop, thief):
    cookie = shop.visitors["customer"]().get_cookie("octavo").value
    for place in (0, len(cookie) // 2, len(cookie) - 2):
        other = "A" if cookie[place] != "A" else "B"
        changed = cookie[:place] + other + cookie[place + 1 :]
        assert opened(shop.app, thief(changed)) == set()
