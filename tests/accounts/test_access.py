import pytest

from app.accounts.models import Session
from tests.people import PASSWORD, a_person, prove_later, sign_in, signed_in

FRESH_ONLY = ["/account/email", "/account/security/authenticator", "/account/security/passkeys"]


@pytest.mark.parametrize("url", FRESH_ONLY)
def test_after_a_quarter_of_an_hour_she_is_asked_again_and_comes_back(client, url):
    person = signed_in(client)
    assert client.get(url).status_code == 200
    prove_later(person, minutes=16)
    asked = client.get(url)
    assert asked.location == f"/login/again?next={url}"
    assert person.email in client.get(asked.location).text
    back = client.post("/login/again", data={"password": PASSWORD, "next": url})
    assert back.location == url
    assert client.get(url).status_code == 200


@pytest.mark.parametrize("url", FRESH_ONLY)
def test_strangers_are_sent_to_the_door(client, url):
    assert client.get(url).location == f"/login?next={url}"


def test_what_is_posted_late_is_not_done(client):
    person = signed_in(client)
    prove_later(person)
    referer = {"Referer": "http://localhost/account/security"}
    answer = client.post("/account/security/recovery-codes", headers=referer)
    assert answer.location == "/login/again?next=/account/security"


def test_whose_form_came_late_is_told_that_nothing_was_done(client):
    person = signed_in(client)
    prove_later(person)
    asked = client.post("/account/email", data={"email": "n@example.org"}, follow_redirects=True)
    assert "Nothing was done yet" in asked.text
    Session.delete().execute()
    asked = client.post("/account/name", data={"name": "Ada"}, follow_redirects=True)
    assert "Nothing was done yet" in asked.text
    assert "Nothing was done yet" not in client.get("/account/email", follow_redirects=True).text


def test_a_wrong_password_proves_nothing(client):
    prove_later(signed_in(client))
    answer = client.post("/login/again", data={"password": "four quiet rivers part"})
    assert answer.status_code == 422
    assert client.get("/account/email").status_code == 303
    assert client.get("/account").status_code == 200


def test_guessing_the_password_at_an_unattended_browser_is_held_up(client):
    prove_later(signed_in(client))
    guesses = [client.post("/login/again", data={"password": f"guess {n}"}) for n in range(11)]
    assert guesses[-1].status_code == 429


def test_a_fresh_proof_makes_a_new_session_that_lasts_as_long_as_the_one_before(client):
    a_person()
    sign_in(client, remember="1")
    stolen = client.get_cookie("octavo").value
    client.post("/login/again", data={"password": PASSWORD})
    assert Session.get().remembered
    client.set_cookie("octavo", stolen)
    assert client.get("/account").status_code == 303


def test_the_way_back_never_leads_to_another_site(client):
    signed_in(client)
    fields = {"password": PASSWORD, "next": "//evil.example/"}
    assert client.post("/login/again", data=fields).location == "/account"
