import re
import ssl
from email import message_from_bytes
from email.policy import SMTP

import pytest

from app.accounts import tokens
from app.accounts.models import Customer
from app.db import db
from app.mail import Email, Letter, deliver, send_once
from jobs import emails, sweeps
from tests.at_once import all_at_once
from tests.orders.conftest import queued, run_jobs


@pytest.fixture
def an_email(an_order):
    """An email that waits to be sent."""

    def build(recipient="ada@example.org"):
        send_once("order_received", an_order().id, recipient)
        return Email.select().order_by(Email.id.desc()).get()

    return build


def test_an_email_is_asked_for_once_however_often(an_order):
    order = an_order()
    for _ in range(3):
        send_once("order_received", order.id, order.email)
    assert Email.select().count() == 1
    assert queued().count("jobs.emails.send") == 1


def test_an_email_is_sent_once_however_often_its_job_runs(app, an_email, postbox):
    email = an_email()
    all_at_once(app, [lambda: emails.send(email.id)] * 4)
    emails.send(email.id)
    assert len(postbox.letters) == 1
    assert postbox.letters[0].rcpt_tos == ["ada@example.org"]
    assert Email.get().sent_at


def test_a_mail_server_without_tls_costs_no_reading_of_certificates(an_email, postbox, monkeypatch):
    monkeypatch.setattr(ssl, "create_default_context", None)
    emails.send(an_email().id)
    assert len(postbox.letters) == 1


def test_a_link_is_good_at_the_moment_its_letter_arrives(app, postbox):
    customer = Customer.create(email="ada@example.org", name="Ada", password_hash="-")
    token = tokens.issue("verify", customer)
    send_once("verify_address", token.id, customer.email)
    holders = []

    def open_link(letter):
        secret = re.search(r"/verify/([\w-]+)", letter.content.decode()).group(1)
        with db.connection_context():
            holders.append(tokens.holder("verify", secret))

    postbox.on_arrival = open_link
    run_jobs()
    assert holders == [customer]


def test_the_queued_job_sends_it(an_email, postbox):
    an_email()
    run_jobs()
    assert len(postbox.letters) == 1


def test_a_mail_server_that_says_later_is_asked_again(an_email, postbox):
    email = an_email()
    postbox.answer = "451 later"
    with pytest.raises(emails.NotTaken):
        emails.send(email.id)
    email = Email.get()
    assert (email.attempts, email.last_error, email.sent_at) == (1, "SMTPDataError", None)
    postbox.answer = "250 taken"
    sweeps.send_emails()
    assert len(postbox.letters) == 1


def test_a_mailbox_that_does_not_exist_is_given_up(an_email, postbox):
    email = an_email("nobody@example.org")
    with pytest.raises(emails.NotTaken):
        emails.send(email.id)
    assert Email.get().given_up_at
    sweeps.send_emails()
    assert Email.get().attempts == 1


def test_an_email_refused_for_ever_so_long_is_given_up(an_email, postbox):
    email = an_email()
    Email.update(attempts=emails.MOST_ATTEMPTS - 1).execute()
    postbox.answer = "451 later"
    with pytest.raises(emails.NotTaken):
        emails.send(email.id)
    assert Email.get().given_up_at


def test_one_bad_address_does_not_keep_the_others_from_their_mail(an_email, postbox):
    an_email("nobody@example.org")
    an_email()
    sweeps.send_emails()
    assert len(postbox.letters) == 1


def test_a_mail_server_that_is_away_ends_the_round(an_email, settings_changed):
    settings_changed(smtp_url="smtp://127.0.0.1:9")
    an_email()
    an_email()
    sweeps.send_emails()
    assert sorted(email.attempts for email in Email.select()) == [0, 1]


def test_nobodys_address_is_kept_in_an_error(an_email, postbox):
    email = an_email("nobody@example.org")
    with pytest.raises(emails.NotTaken):
        emails.send(email.id)
    assert "nobody" not in Email.get().last_error


def test_a_line_that_begins_with_from_arrives_as_it_was_written(app, postbox):
    email = Email.create(kind="order_link", about=1, recipient="ada@example.org")
    text = "Dear Ada,\n\nFrom here on it is yours.\n.\nÉmile\n"
    deliver(email, Letter("News", text, "<p>\nFrom here on it is yours.\n</p>"))
    letter = message_from_bytes(postbox.letters[0].content, policy=SMTP)
    assert letter.get_body(("plain",)).get_content().replace("\r\n", "\n") == text
    assert b">From" not in postbox.letters[0].content
    assert postbox.letters[0].mail_from == "shop@octavo.example"
