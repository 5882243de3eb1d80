"""Signed-in browsers: a row each, so that ending the row signs that browser out."""

import secrets
from datetime import timedelta
from hashlib import sha256

from app.accounts.audit import audit
from app.accounts.browsers import UNKNOWN
from app.accounts.models import Customer, Session
from app.db import db, now
from app.planned import Planned

# However much it is used, and from the last time that it was. (NIST SP 800-63B, 7.2)
LIFETIME, BRIEF_LIFETIME = timedelta(days=30), timedelta(hours=12)
IDLE, BRIEF_IDLE = timedelta(days=14), timedelta(hours=3)
SEEN_EVERY = timedelta(minutes=10)
FRESH = timedelta(minutes=15)


def alive(moment=None):
    """The condition that a session has not ended at this moment, now if none is given."""
    moment = moment or now()
    lately = Session.last_seen_at + BRIEF_IDLE > moment
    remembered = Session.remembered & (Session.last_seen_at + IDLE > moment)
    return (Session.expires_at > moment) & (lately | remembered)


ALIVE = Planned(
    lambda token_hash, moment: (
        Session.select(Session, Customer)
        .join(Customer)
        .where(Session.token_hash == token_hash, alive(moment))
    )
)


def open_session(customer, *, remembered=True, second_factor=False, browser=UNKNOWN):
    """Begin a session and return its token, which is kept nowhere but in the browser."""
    token = secrets.token_urlsafe(32)
    Session.create(
        customer=customer,
        token_hash=digest(token),
        expires_at=now() + (LIFETIME if remembered else BRIEF_LIFETIME),
        remembered=remembered,
        second_factor=second_factor,
        browser=browser,
    )
    return token


def find_session(token):
    """The live session of this token with its customer loaded, else None."""
    session = ALIVE.first(digest(token), now())
    if session and session.last_seen_at < now() - SEEN_EVERY:
        Session.update(last_seen_at=now()).where(Session.id == session.id).execute()
    return session


def sessions_of(customer_id):
    """Her live sessions, the one last seen first."""
    hers = Session.select().where(Session.customer == customer_id, alive())
    return list(hers.order_by(Session.last_seen_at.desc(), Session.id.desc()))


def is_fresh(session):
    """Whether she has proved who she is so lately that nobody else will sit there now."""
    return session.authenticated_at > now() - FRESH


def renew_token(session, **changes):
    """Change what the session may do, and its token with it: an older copy of it is void."""
    token = secrets.token_urlsafe(32)
    changes = {**changes, "token_hash": digest(token)}
    Session.update(changes).where(Session.id == session.id).execute()
    return token


def end_session(token):
    Session.delete().where(Session.token_hash == digest(token)).execute()


def end_one_session(customer_id, session_id):
    """Whether it was hers, and there."""
    hers = (Session.id == session_id) & (Session.customer == customer_id)
    return bool(Session.delete().where(hers).execute())


def end_all_sessions(customer, but=None):
    ended = Session.delete().where(Session.customer == customer)
    if but:
        ended = ended.where(Session.id != but)
    return ended.execute()


def sign_out_by_operator(customer=None):
    """End all sessions of one customer, or of everybody; how many they were."""
    with db.atomic():
        ended = end_all_sessions(customer) if customer else Session.delete().execute()
        audit("sessions ended by operator", customer and customer.id, ended=ended)
    return ended


def digest(secret):
    """What is stored of a random secret; it needs no salt, as it cannot be guessed."""
    return sha256(secret.encode()).hexdigest()
