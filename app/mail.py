"""Emails: a row first, unique for what it says about what, then sent over SMTP by a job."""

import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import localtime
from urllib.parse import unquote, urlsplit

from flask import current_app, render_template
from peewee import SQL, BigIntegerField, IntegerField, TextField
from playhouse.postgres_ext import DateTimeTZField

from app.db import AccountsModel
from app.queueing import nudge_after_commit
from app.typed_text import one_line

SMTP_TIMEOUT = 15  # seconds


class Email(AccountsModel):
    """An email to send; what it says is written when it is sent, from its kind and subject row."""

    kind = TextField()
    about = BigIntegerField()
    recipient = TextField()
    created_at = DateTimeTZField(constraints=[SQL("default now()")])
    sent_at = DateTimeTZField(null=True)
    given_up_at = DateTimeTZField(null=True)
    attempts = IntegerField(default=0)
    last_error = TextField(default="")

    class Meta:
        table_name = "emails"


@dataclass(frozen=True)
class Letter:
    """What an email says: a subject line, plain text and HTML."""

    subject: str
    text: str
    html: str


def write_letter(template, subject, **context):
    """The letter that templates/emails/<template>.txt and .html make of the context."""
    context["subject"] = subject
    return Letter(
        subject=one_line(f"{subject} · {current_app.config['SETTINGS'].shop_name}"),
        text=render_template(f"emails/{template}.txt", **context),
        html=render_template(f"emails/{template}.html", **context),
    )


def public_link(endpoint, **values):
    """The address of a page as the world sees it; a job has no request to take it from."""
    public = urlsplit(current_app.config["SETTINGS"].public_url)
    adapter = current_app.url_map.bind(public.netloc, url_scheme=public.scheme)
    return adapter.build(endpoint, values, force_external=True)


def send_once(kind, about, recipient):
    """Put the email of this kind about this row on its way, once however often it is asked.

    `kind` names the function in app/letters.py that writes it; `about` is the id it is given.
    Of who was erased there is no address any more, and nothing is sent.
    """
    if not recipient:
        return
    created = (
        Email.insert(kind=kind, about=about, recipient=recipient)
        .on_conflict_ignore()
        .returning(Email.id)
        .tuples()
        .execute()
    )
    for (email_id,) in created:
        nudge_after_commit("jobs.emails.send", email_id)


def deliver(email, letter):
    """Hand the letter to the mail server; raises OSError or SMTPException when refused."""
    settings = current_app.config["SETTINGS"]
    message = compose(email, letter, settings)
    sender = message["From"].addresses[0].addr_spec
    with _connect(settings.smtp_url) as server:
        # Not send_message(), which puts a ">" before lines that begin with "From ".
        server.sendmail(sender, [email.recipient], message.as_bytes(policy=SMTP))


def compose(email, letter, settings):
    message = EmailMessage()
    message["Subject"] = letter.subject
    message["From"] = settings.mail_from
    message["To"] = email.recipient
    message["Date"] = localtime()
    # The same for every try, so that a mail server that saw it before can tell.
    message["Message-ID"] = f"<{email.kind}.{email.about}@{urlsplit(settings.public_url).hostname}>"
    message.set_content(letter.text)
    message.add_alternative(letter.html, subtype="html")
    return message


def _connect(smtp_url):
    url = urlsplit(smtp_url)
    place = (url.hostname, url.port or 0)
    if url.scheme == "smtps":
        server = smtplib.SMTP_SSL(*place, timeout=SMTP_TIMEOUT, context=_trusted())
    else:
        server = smtplib.SMTP(*place, timeout=SMTP_TIMEOUT)
    if url.username:
        if url.scheme == "smtp":
            server.starttls(context=_trusted())
        server.login(unquote(url.username), unquote(url.password or ""))
    return server


def _trusted():
    """Without a context of ours, smtplib takes any certificate, and the password goes to anybody.

    Made only where it is needed: reading the certificates of all authorities takes 50 ms.
    """
    return ssl.create_default_context()
