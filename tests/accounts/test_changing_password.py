import pytest

from app.accounts import tokens
from app.accounts.audit import AuditEvent
from app.accounts.models import Customer
from app.accounts.passwords import matches
from tests.people import PASSWORD, a_person, letters_to, prove_later, sign_in, signed_in

NEW = "seven slow herons wade"


@pytest.fixture
def person(client):
    """Somebody who has been signed in for a while."""
    person = signed_in(client)
    prove_later(person)
    return person


def change(client, current=PASSWORD, password=NEW):
    return client.post("/account/password", data={"current": current, "password": password})


def test_with_the_one_of_now_she_sets_a_new_password_and_is_told(client, person):
    assert change(client).location == "/account/security"
    assert matches(Customer.get().password_hash, NEW)
    assert letters_to(person.email)[-1][0] == "password_changed"


def test_she_is_signed_out_everywhere_else_and_has_a_new_session_here(client, a_browser, person):
    elsewhere = a_browser()
    sign_in(elsewhere)
    stolen = client.get_cookie("octavo").value
    change(client)
    assert client.get("/account").status_code == 200
    assert elsewhere.get("/account").status_code == 303
    client.set_cookie("octavo", stolen)
    assert client.get("/account").status_code == 303


def test_without_the_one_of_now_nothing_is_changed(client, person):
    answer = change(client, current="four quiet rivers part")
    assert answer.status_code == 422
    assert 'id="current-error"' in answer.text
    assert matches(Customer.get().password_hash, PASSWORD)


def test_a_wrong_password_of_now_is_noted(client, person):
    change(client, current="four quiet rivers part")
    event = AuditEvent.select().order_by(AuditEvent.id.desc()).get()
    assert (event.event, event.customer_id) == ("current password refused", person.id)


def test_whoever_guesses_it_there_is_held_up(client, person):
    assert [change(client, current=f"guess {n}").status_code for n in range(11)][-1] == 429


def test_who_has_just_signed_in_is_not_asked_for_it(client):
    signed_in(client)
    assert "current" not in client.get("/account/password").text
    assert change(client, current="").status_code == 303


def test_a_weak_one_is_refused_beside_its_field(client, person):
    answer = change(client, password="Octavia Butler")
    assert answer.status_code == 422
    assert 'id="password-error"' in answer.text
    assert "four quiet" not in answer.text


def test_links_to_reset_it_are_void_afterwards(client, person):
    secret = tokens.fresh_secret(tokens.issue("reset", person))
    change(client)
    assert client.get(f"/password/reset/{secret}").status_code == 410


def test_a_stranger_is_sent_to_the_door(client):
    a_person()
    assert client.get("/account/password").location == "/login?next=/account/password"
