"""People for tests, and how they sign in."""

import re
from datetime import timedelta
from functools import cache

import pyotp

from app.accounts.factors.models import Authenticator
from app.accounts.factors.sealing import seal
from app.accounts.models import Customer, Session
from app.accounts.passwords import hash_password
from app.db import now
from app.mail import Email

PASSWORD = "four quiet rivers meet"


def a_person(email="reader@example.org", *, name="Octavia Butler", verified=True, role=None):
    return Customer.create(
        email=email,
        name=name,
        password_hash=hashed(PASSWORD),
        verified_at=now() if verified else None,
        role=role,
    )


@cache
def hashed(password):
    return hash_password(password)


def sign_in(client, email="reader@example.org", password=PASSWORD, **fields):
    return client.post("/login", data={"email": email, "password": password, **fields})


def signed_in(client, email="reader@example.org", *, remember=None, **facts):
    """A person who has signed in with this client; staff by both steps."""
    person = a_person(email, **facts)
    phone = an_authenticator(person) if person.is_staff else None
    kept = {"remember": remember} if remember else {}
    assert sign_in(client, email, **kept).status_code == 303
    if phone:
        assert show_code(client, phone.now()).location == "/account"
    return person


def letters_to(email):
    """Kind and subject row of all that is to be sent to an address, the first one first."""
    letters = Email.select(Email.kind, Email.about).where(Email.recipient == email)
    return list(letters.order_by(Email.id).tuples())


def link_in(letter):
    """Path of the one link in a letter."""
    (link,) = re.findall(r"http://localhost(/\S+)", letter.text)
    return link


def an_authenticator(person):
    """An app that counts; returns what makes its codes."""
    secret = pyotp.random_base32()
    Authenticator.create(customer=person, sealed_secret=seal(secret), confirmed_at=now())
    return pyotp.TOTP(secret)


def show_code(client, code):
    return client.post("/login/second", data={"code": code})


def prove_later(person, minutes=20):
    """Let it be a while since she has proved who she is."""
    Session.update(authenticated_at=now() - timedelta(minutes=minutes)).where(
        Session.customer == person
    ).execute()
