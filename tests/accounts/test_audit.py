"""What the audit keeps of who came to the door."""

from app.accounts.audit import AuditEvent
from tests.people import a_person, sign_in, signed_in


def events():
    return list(AuditEvent.select(AuditEvent.event, AuditEvent.customer_id).tuples())


def test_a_sign_in_is_noted(client):
    person = signed_in(client)
    assert events() == [("signed in", person.id)]
    assert AuditEvent.get().facts["how"] == "password"


def test_a_refused_sign_in_names_the_account_if_there_is_one(client):
    person = a_person()
    sign_in(client, password="not her password")
    sign_in(client, "nobody@example.org")
    assert events() == [("sign-in refused", person.id), ("sign-in refused", None)]
    here, there = (event.facts["visitor"] for event in AuditEvent.select())
    assert here == there
