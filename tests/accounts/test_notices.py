"""Letters that only tell, as their reader has them."""

import pytest

from app.accounts.notices import NOTICES, tell
from app.letters import LETTERS
from app.mail import Email
from tests.people import a_person


@pytest.mark.parametrize("kind", NOTICES)
def test_a_notice_says_what_happened_and_leads_to_the_page_about_security(app, kind):
    person = a_person()
    tell(person, kind)
    email = Email.get()
    with app.test_request_context():
        letter = LETTERS[email.kind](email.about)
    subject, what = NOTICES[kind]
    assert email.recipient == person.email
    assert letter.subject == f"{subject} · Octavo"
    said = " ".join(letter.text.split())
    assert what in said
    assert f"Dear {person.name}" in said
    assert "http://localhost/account/security" in said
