import re
import time

import pyotp
import pytest

from app.accounts.factors.models import Authenticator, RecoveryCode
from app.accounts.models import Session
from tests.orders.conftest import settings_changed
from tests.people import (
    an_authenticator,
    letters_to,
    prove_later,
    show_code,
    sign_in,
    signed_in,
)

__all__ = ["settings_changed"]

SET_UP = "/account/security/authenticator"


@pytest.fixture
def person(client):
    return signed_in(client)


def key_shown(client):
    return re.search(r'id="key">([A-Z2-7 ]+)<', client.get(SET_UP).text).group(1)


def set_up(client):
    """Her new app and the page that answers its first code."""
    app = pyotp.TOTP(key_shown(client).replace(" ", ""))
    # Of half a minute ago, so that the one of now is still good.
    code = app.at(time.time() - 30)
    return app, client.post(SET_UP, data={"code": code})


def codes_on(page):
    return re.findall(r"<code>([a-z0-9-]{27})</code>", page.text)


def test_an_app_counts_once_a_code_of_it_was_typed(client, a_browser, person):
    app, page = set_up(client)
    assert len(codes_on(page)) == 10
    assert letters_to(person.email)[-1][0] == "authenticator_added"
    elsewhere = a_browser()
    assert sign_in(elsewhere).location == "/login/second"
    assert show_code(elsewhere, app.now()).location == "/account"


def test_a_form_sent_once_more_says_that_the_app_counts_and_where_codes_are(client, person):
    set_up(client)
    again = client.post(SET_UP, data={"code": "123456"}, follow_redirects=True)
    assert "Your app is added. If you did not see its recovery codes" in again.text


def test_until_then_the_password_alone_lets_her_in(client, a_browser, person):
    client.get(SET_UP)
    assert client.post(SET_UP, data={"code": "none"}).status_code == 422
    assert sign_in(a_browser()).location == "/account"


def test_a_mistyped_code_leaves_the_key_as_it_was(client, person):
    page = client.get(SET_UP)
    again = client.post(SET_UP, data={"code": "12"})
    key = re.compile(r'id="key">([A-Z2-7 ]+)<')
    assert key.search(page.text).group(1) == key.search(again.text).group(1)
    assert 'id="code-error"' in again.text


def test_the_page_opened_twice_shows_the_key_that_may_be_in_her_app_by_now(client, person):
    key = key_shown(client)
    assert key_shown(client) == key
    code = pyotp.TOTP(key.replace(" ", "")).now()
    assert len(codes_on(client.post(SET_UP, data={"code": code}))) == 10


def test_a_key_that_another_browser_saw_is_of_no_use_once_set_up_anew(client, a_browser, person):
    thief = a_browser()
    sign_in(thief)
    seen = key_shown(thief)
    assert key_shown(client) != seen
    code = pyotp.TOTP(seen.replace(" ", "")).now()
    assert thief.post(SET_UP, data={"code": code}).location == "/account/security"
    assert Authenticator.get().confirmed_at is None


def test_nor_does_another_browser_see_the_key_that_she_is_setting_up(client, a_browser, person):
    thief = a_browser()
    sign_in(thief)
    key_shown(thief)
    key = key_shown(client)
    assert key not in thief.post(SET_UP, data={"code": "none"}).text


def test_nor_is_one_from_before_she_signed_in_anew_or_from_an_hour_ago(client, person):
    before = key_shown(client)
    sign_in(client)
    anew = key_shown(client)
    assert anew != before
    with client.session_transaction() as cookie:
        cookie["app"] = {**cookie["app"], "at": int(time.time()) - 3601}
    assert key_shown(client) != anew


def test_the_picture_is_drawn_in_the_page_and_nothing_of_it_is_inline_script_or_style(
    client, person
):
    page = client.get(SET_UP).text
    assert '<svg class="qr"' in page
    assert "style=" not in page
    assert "data:" not in page


def test_the_secret_is_not_stored_as_it_is(client, person):
    app, _ = set_up(client)
    assert app.secret not in Authenticator.get().sealed_secret


def test_recovery_codes_are_stored_as_hashes(client, person):
    _, page = set_up(client)
    stored = {row.code_hash for row in RecoveryCode.select()}
    assert len(stored) == 10
    assert not stored & set(codes_on(page))


def test_this_browser_has_shown_the_factor_and_all_others_are_signed_out(client, a_browser, person):
    elsewhere = a_browser()
    sign_in(elsewhere)
    stolen = client.get_cookie("octavo").value
    set_up(client)
    assert Session.get().second_factor
    assert client.get("/account").status_code == 200
    assert elsewhere.get("/account").status_code == 303
    client.set_cookie("octavo", stolen)
    assert client.get("/account").status_code == 303


def test_there_is_one_app_to_an_account(client, person):
    an_authenticator(person)
    assert client.get(SET_UP).location == "/account/security"
    assert client.post(SET_UP, data={"code": "1"}).location == "/account/security"
    assert Authenticator.get().confirmed_at


def test_an_app_is_removed_and_its_recovery_codes_with_it(client, a_browser, person):
    set_up(client)
    client.post(f"{SET_UP}/removal")
    assert RecoveryCode.select().count() == 0
    assert sign_in(a_browser()).location == "/account"
    assert letters_to(person.email)[-1][0] == "authenticator_removed"


def test_an_app_is_not_removed_by_who_finds_the_browser_open(client, person):
    an_authenticator(person)
    prove_later(person)
    assert client.post(f"{SET_UP}/removal").location.startswith("/login/again")
    assert Authenticator.select().count() == 1


def test_new_recovery_codes_void_those_before(client, a_browser, person):
    _, page = set_up(client)
    new = client.post("/account/security/recovery-codes")
    assert not set(codes_on(page)) & set(codes_on(new))
    elsewhere = a_browser()
    sign_in(elsewhere)
    assert show_code(elsewhere, codes_on(page)[0]).status_code == 422
    assert show_code(elsewhere, codes_on(new)[0]).status_code == 303
    assert "recovery_codes_made" in dict(letters_to(person.email))


def test_without_a_second_factor_there_are_no_recovery_codes(client, person):
    client.post("/account/security/recovery-codes")
    assert RecoveryCode.select().count() == 0


def test_a_passkey_is_filed_under_the_name_that_the_shop_goes_by(client, person, settings_changed):
    settings_changed(shop_name="Dale Street Books")
    options = client.post("/account/security/passkeys/options").get_json()
    assert options["rp"]["name"] == "Dale Street Books"
