"""What the audit keeps of who came to the door."""

from app.accounts import tokens
from app.accounts.audit import AuditEvent
from tests.people import a_person, an_authenticator, sign_in, signed_in


def events():
    return list(AuditEvent.select(AuditEvent.event, AuditEvent.customer_id).tuples())


def test_a_sign_in_is_noted(client):
    person = signed_in(client)
    assert events() == [("signed in", person.id)]
    assert AuditEvent.get().facts["how"] == "password"


def test_a_reset_is_noted_though_the_second_step_is_never_taken(client):
    person = a_person()
    an_authenticator(person)
    secret = tokens.fresh_secret(tokens.issue("reset", person))
    client.post(f"/password/reset/{secret}", data={"password": "seven slow herons wade"})
    assert events() == [("password reset", person.id)]


def test_so_is_the_proof_of_an_address(client):
    person = signed_in(client, verified=False)
    secret = tokens.fresh_secret(tokens.issue("verify", person))
    client.post(f"/verify/{secret}")
    assert events()[-1] == ("address verified", person.id)


def test_a_refused_sign_in_names_the_account_if_there_is_one(client):
    person = a_person()
    sign_in(client, password="not her password")
    sign_in(client, "nobody@example.org")
    assert events() == [("sign-in refused", person.id), ("sign-in refused", None)]
    here, there = (event.facts["visitor"] for event in AuditEvent.select())
    assert here == there
