from datetime import timedelta

import pytest

from app.accounts import changing, coming_back
from app.accounts.letting_in import let_in
from app.accounts.models import Customer, Session
from app.accounts.passwords import matches
from app.accounts.tidying import forget_expired
from app.db import now
from tests.people import (
    PASSWORD,
    a_person,
    an_authenticator,
    prove_later,
    show_code,
    sign_in,
    signed_in,
)

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@pytest.fixture
def elsewhere(a_browser):
    browser = a_browser()
    browser.environ_base["HTTP_USER_AGENT"] = FIREFOX
    return browser


def stay(client):
    return sign_in(client, remember="1")


def test_who_does_not_stay_is_signed_out_with_her_browser_or_after_twelve_hours(client):
    a_person()
    sign_in(client)
    assert client.get_cookie("octavo").expires is None
    assert 11.9 * HOUR < Session.get().expires_at - now() <= 12 * HOUR


def test_who_stays_signed_in_does_so_for_thirty_days(client):
    a_person()
    stay(client)
    assert client.get_cookie("octavo").expires > now() + 29 * DAY
    assert 29.9 * DAY < Session.get().expires_at - now() <= 30 * DAY


def test_staff_do_not_stay_signed_in(client):
    phone = an_authenticator(a_person(role="manager"))
    stay(client)
    show_code(client, phone.now())
    assert client.get_cookie("octavo").expires is None
    assert Session.get().expires_at - now() <= 12 * HOUR


def test_a_cart_does_not_make_the_cookie_of_a_short_session_last(client, an_edition):
    edition = an_edition()
    signed_in(client)
    client.post("/cart/items", data={"edition_id": edition.id})
    assert client.get_cookie("octavo").expires is None


@pytest.mark.parametrize(
    ("remembered", "idle", "status"),
    [
        (False, 2.9 * HOUR, 200),
        (False, 3.1 * HOUR, 303),
        (True, 13.9 * DAY, 200),
        (True, 14.1 * DAY, 303),
    ],
)
def test_a_session_that_nobody_uses_ends(client, remembered, idle, status):
    a_person()
    stay(client) if remembered else sign_in(client)
    Session.update(last_seen_at=now() - idle).execute()
    assert client.get("/account").status_code == status
    forget_expired()
    assert Session.select().exists() == (status == 200)


def test_a_session_that_is_used_ends_all_the_same_in_its_time(client):
    signed_in(client)
    Session.update(expires_at=now()).execute()
    assert client.get("/account").status_code == 303


def test_her_sessions_are_listed_by_browser_with_this_one_marked(client, elsewhere, a_browser):
    signed_in(client)
    sign_in(elsewhere)
    signed_in(a_browser(), "somebody@example.org")
    page = client.get("/account/security").text
    assert page.count("Signed in on") == 2
    assert page.count("(this one)") == 1
    assert "Firefox on Windows" in page


def test_of_a_browser_only_its_name_is_kept(elsewhere):
    signed_in(elsewhere)
    assert Session.get().browser == "Firefox on Windows"


def test_she_ends_one_session(client, elsewhere):
    signed_in(client)
    sign_in(elsewhere)
    (other,) = Session.select().where(Session.browser == "Firefox on Windows")
    assert client.post(f"/account/security/sessions/{other.id}/end").status_code == 303
    assert elsewhere.get("/account").status_code == 303
    assert client.get("/account").status_code == 200


def test_nobody_ends_the_session_of_another(client, elsewhere):
    signed_in(client)
    signed_in(elsewhere, "somebody@example.org")
    (other,) = Session.select().where(Session.browser == "Firefox on Windows")
    assert client.post(f"/account/security/sessions/{other.id}/end").status_code == 404
    assert elsewhere.get("/account").status_code == 200


def test_whoever_finds_the_browser_open_ends_none(client, elsewhere):
    prove_later(signed_in(client))
    sign_in(elsewhere)
    for which in (f"{Session.select().order_by(Session.id.desc()).get().id}/", ""):
        answer = client.post(f"/account/security/sessions/{which}end")
        assert answer.location.startswith("/login/again")
    assert elsewhere.get("/account").status_code == 200


def test_she_ends_all_others(client, elsewhere, a_browser):
    signed_in(client)
    sign_in(elsewhere)
    sign_in(a_browser())
    client.post("/account/security/sessions/end")
    assert elsewhere.get("/account").status_code == 303
    assert client.get("/account").status_code == 200
    assert Session.select().count() == 1


def test_a_password_of_before_opens_nothing_at_the_instant_of_its_change(app, a_browser):
    a_person()
    customer = coming_back.authenticate("reader@example.org", PASSWORD)
    changing.change_password(Customer.get(), "seven slow herons wade", None)
    with app.test_request_context("/login"):
        assert let_in(customer, "password").location == "/login"
    assert Session.select().count() == 0


def test_nor_does_it_come_back_as_its_hash_is_made_anew(app):
    person = a_person()
    changing.change_password(Customer.get(), "seven slow herons wade", None)
    coming_back.hash_anew(person, PASSWORD)
    assert matches(Customer.get().password_hash, "seven slow herons wade")


def test_an_operator_signs_out_one_or_everybody(app, client, elsewhere, a_browser):
    signed_in(client)
    signed_in(elsewhere, "somebody@example.org")
    signed_in(a_browser(), "else@example.org")
    flask = app.test_cli_runner()
    said = flask.invoke(args=["staff", "sign-out", "Reader@example.org"])
    assert said.output == "1 browser is signed out.\n"
    assert client.get("/account").status_code == 303
    assert elsewhere.get("/account").status_code == 200
    said = flask.invoke(args=["staff", "sign-out", "--everybody"])
    assert "2 browsers" in said.output
    assert elsewhere.get("/account").status_code == 303


@pytest.mark.parametrize("arguments", [[], ["nobody@example.org"], ["a@b.example", "--everybody"]])
def test_whom_to_sign_out_has_to_be_said(app, client, arguments):
    signed_in(client)
    assert app.test_cli_runner().invoke(args=["staff", "sign-out", *arguments]).exit_code == 1
    assert client.get("/account").status_code == 200
