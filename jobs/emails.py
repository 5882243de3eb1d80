"""Sends emails, each once: the row says whether it was sent, and a lock who is at it."""

import smtplib

from app.db import db, held_alone, now
from app.letters import LETTERS, ONCE_SENT
from app.mail import Email, deliver

MOST_ATTEMPTS = 500  # one a minute when the mail server is away: a good eight hours


class NotTaken(Exception):
    """The mail server would not have it; says why in one word, and no address."""


def send(email_id):
    """Write and send the email unless that is done, or being done elsewhere at this moment."""
    with held_alone(f"email {email_id}") as mine:
        email = mine and unsent().where(Email.id == email_id).first()
        if email:
            write_and_deliver(email)


def write_and_deliver(email):
    try:
        # Committed before anybody can read it, so that the link in the letter is good at once.
        with db.atomic():
            letter = LETTERS[email.kind](email.about)
        if letter is None:
            return give_up(email)  # there is nothing to tell any more
        deliver(email, letter)
    except Exception as error:
        remember_failure(email.id, error)
        if names_people(error):
            raise NotTaken(type(error).__name__) from None
        raise
    return keep_sent(email)


def names_people(error):
    """Whether it says what the mail server said, which logs and Redis would keep."""
    answered = (smtplib.SMTPRecipientsRefused, smtplib.SMTPResponseException)
    return isinstance(error, answered)


def keep_sent(email):
    with db.atomic():
        email.sent_at = now()
        email.save()
        if email.kind in ONCE_SENT:
            ONCE_SENT[email.kind](email.about)


def give_up(email):
    email.given_up_at = now()
    email.save()


def unsent():
    return Email.select().where(Email.sent_at.is_null(), Email.given_up_at.is_null())


def waiting(limit=200):
    """Ids of the emails to send, those that failed least first."""
    rows = unsent().order_by(Email.attempts, Email.id).limit(limit)
    return [email.id for email in rows]


def remember_failure(email_id, error):
    email = Email.get_by_id(email_id)
    email.attempts += 1
    # Its name alone: what mail servers say holds people's addresses.
    email.last_error = type(error).__name__
    if is_final(error) or email.attempts >= MOST_ATTEMPTS:
        email.given_up_at = now()
    email.save()


def is_final(error):
    """True if the mail server will never take it: there is no such mailbox, for instance."""
    if not isinstance(error, smtplib.SMTPRecipientsRefused):
        return False
    return all(500 <= code < 600 for code, _ in error.recipients.values())
