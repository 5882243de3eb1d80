"""Signed-in browsers: a row each, so that ending the row signs that browser out."""

import secrets
from datetime import timedelta
from hashlib import sha256

from app.accounts.models import Customer, Session
from app.db import now

LIFETIME = timedelta(days=30)
SEEN_EVERY = timedelta(hours=1)


def open_session(customer):
    """Begin a session and return its token, which is kept nowhere but in the browser."""
    token = secrets.token_urlsafe(32)
    Session.create(customer=customer, token_hash=digest(token), expires_at=now() + LIFETIME)
    return token


def find_session(token):
    """The live session of this token with its customer loaded, else None."""
    session = (
        Session.select(Session, Customer)
        .join(Customer)
        .where(Session.token_hash == digest(token), Session.expires_at > now())
        .first()
    )
    if session and session.last_seen_at < now() - SEEN_EVERY:
        Session.update(last_seen_at=now()).where(Session.id == session.id).execute()
    return session


def end_session(token):
    Session.delete().where(Session.token_hash == digest(token)).execute()


def end_all_sessions(customer):
    Session.delete().where(Session.customer == customer).execute()


def digest(secret):
    """What is stored of a random secret; it needs no salt, as it cannot be guessed."""
    return sha256(secret.encode()).hexdigest()
