from datetime import timedelta
from functools import partial

import pytest

from app.accounts import letters, tokens
from app.accounts.models import Session, Token
from app.accounts.notices import NOTICES
from app.accounts.sessions import open_session
from app.accounts.tidying import forget_expired
from app.db import now
from tests.people import a_person, link_in


@pytest.mark.parametrize(
    ("write", "purpose", "leads_to"),
    [
        (letters.verify_address, "verify", "/verify/"),
        (letters.already_registered, "reset", "/password/reset/"),
        (letters.reset_password, "reset", "/password/reset/"),
        (letters.password_changed, "reset", "/password/forgot"),
        (letters.confirm_email, "change_email", "/email/confirm/"),
        (letters.address_in_use, "change_email", "/login"),
        (letters.email_changed, "restore_email", "/email/restore/"),
        *((partial(letters.notice, kind), "notice", "/account/security") for kind in NOTICES),
    ],
)
def test_each_letter_has_one_link_the_same_in_text_and_html(app, write, purpose, leads_to):
    letter = write(tokens.issue(purpose, a_person(), "new@example.org").id)
    assert link_in(letter).startswith(leads_to)
    assert f'href="http://localhost{link_in(letter)}"' in letter.html


def test_a_letter_calls_her_by_her_name_and_runs_nothing_in_it(app):
    person = a_person(name="Octavia <b>Butler</b>")
    letter = letters.reset_password(tokens.issue("reset", person).id)
    assert "Dear Octavia <b>Butler</b>," in letter.text
    assert "Dear Octavia &lt;b&gt;Butler" in letter.html


def test_a_letter_to_an_address_that_may_be_anybodys_repeats_no_name(app):
    person = a_person(name="You won, see http://evil.example")
    letter = letters.confirm_email(tokens.issue("change_email", person, "new@example.org").id)
    assert "Dear reader," in letter.text
    assert "evil.example" not in letter.text + letter.html


def test_the_letter_about_a_changed_password_leaves_links_alone(app):
    token = tokens.issue("reset", a_person())
    secret = tokens.fresh_secret(token)
    letters.password_changed(token.id)
    assert tokens.holder("reset", secret)


def test_what_is_over_is_forgotten_and_what_is_not_is_kept(app):
    person = a_person()
    for _ in range(2):
        open_session(person)
        tokens.issue("reset", person)
    Session.update(expires_at=now() - timedelta(1)).where(Session.id == 1).execute()
    Token.update(expires_at=now() - timedelta(31)).where(Token.id == 1).execute()
    forget_expired()
    assert [row.id for row in Session.select()] == [row.id for row in Token.select()] == [2]
