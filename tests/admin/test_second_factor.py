"""The back office asks its people for a second factor, everywhere but in development."""

import pytest

from app.accounts.audit import AuditEvent
from app.accounts.models import Customer, Session
from app.accounts.sessions import open_session
from tests.people import a_person, an_authenticator, show_code, sign_in


@pytest.fixture
def bea(client):
    """Of the staff, and signed in by her password alone."""
    person = a_person("bea@example.org", role="owner")
    sign_in(client, person.email)
    return person


def test_who_has_none_is_sent_to_set_one_up(client, bea):
    answer = client.get("/admin/orders")
    assert answer.location == "/account/security"
    assert "no-store" in answer.headers["Cache-Control"]
    assert "asks for a second factor" in client.get("/account/security").text


def test_who_is_kept_out_for_want_of_a_second_factor_is_noted(client, bea):
    client.get("/admin/orders")
    event = AuditEvent.select().order_by(AuditEvent.id.desc()).get()
    assert (event.event, event.customer_id) == ("second factor missing", bea.id)


def test_without_one_no_page_opens_and_nothing_is_done(client, bea):
    assert client.post("/admin/subjects", data={"name": "Art"}).location == "/account/security"
    assert client.get("/admin/books").status_code == 303


def test_who_has_shown_hers_comes_in(client, bea):
    phone = an_authenticator(bea)
    client.post("/logout")
    sign_in(client, "bea@example.org", next="/admin/orders")
    assert show_code(client, phone.now()).location == "/admin/orders"
    assert client.get("/admin/orders").status_code == 200


def test_a_session_from_before_she_had_one_has_to_show_it(client, bea):
    an_authenticator(bea)
    assert client.get("/admin/orders").location == "/login/again?next=/admin/orders"


def test_a_customer_who_is_given_a_role_meanwhile_has_to_show_one(client):
    person = a_person()
    sign_in(client)
    assert client.get("/admin/orders").status_code == 404
    Customer.update(role="owner").where(Customer.id == person.id).execute()
    assert client.get("/admin/orders").location == "/account/security"


def test_who_takes_her_last_one_away_has_to_set_up_another(client, bea):
    phone = an_authenticator(bea)
    sign_in(client, "bea@example.org")
    show_code(client, phone.now())
    assert client.get("/admin/orders").status_code == 200
    client.post("/account/security/authenticator/removal")
    assert client.get("/admin/orders").location == "/account/security"


def test_in_development_the_password_is_enough(client, bea, settings_changed):
    settings_changed(env="development")
    assert client.get("/admin/orders").status_code == 200


def test_it_is_the_session_that_has_shown_it_not_the_person(client, a_browser, bea):
    an_authenticator(bea)
    elsewhere = a_browser()
    with elsewhere.session_transaction() as cookie:
        cookie["_user_id"] = open_session(bea, second_factor=True)
    assert elsewhere.get("/admin/orders").status_code == 200
    assert client.get("/admin/orders").status_code == 303
    assert Session.select().count() == 2
