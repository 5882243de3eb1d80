from datetime import timedelta

import pytest

from app.accounts.models import Session
from app.accounts.tidying import forget_expired
from app.db import now
from tests.people import a_person, sign_in, signed_in

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


def test_she_ends_all_others(client, elsewhere, a_browser):
    signed_in(client)
    sign_in(elsewhere)
    sign_in(a_browser())
    client.post("/account/security/sessions/end")
    assert elsewhere.get("/account").status_code == 303
    assert client.get("/account").status_code == 200
    assert Session.select().count() == 1
