"""Coming back: by password, or by a link when it is forgotten."""

from app import mail
from app.accounts import tokens
from app.accounts.audit import audit
from app.accounts.disowning import account_without_stranger
from app.accounts.factors import having
from app.accounts.joining import mark_verified, send_link
from app.accounts.models import Customer
from app.accounts.passwords import hash_password, is_outdated, matches
from app.accounts.sessions import end_all_sessions
from app.db import db


def authenticate(email, password):
    """The customer with this address and password, else None, after the same work."""
    customer = Customer.at(email)
    if not matches(customer and customer.password_hash, password):
        return None
    if is_outdated(customer.password_hash):
        hash_anew(customer, password)
    return customer


def hash_anew(customer, password):
    """Keep today's kind of hash, but not over another password that was set meanwhile."""
    as_read = (Customer.id == customer.id) & (Customer.password_hash == customer.password_hash)
    fresh = hash_password(password)
    if Customer.update(password_hash=fresh).where(as_read).execute():
        customer.password_hash = fresh


def ask_for_reset(email):
    """Mail a link to set a new password, or, with the same work, word that there is no account."""
    customer = Customer.at(email)
    with db.atomic():
        send_link("reset", "reset_password", customer, customer.email if customer else email)


def reset_password(secret, password, *, signed_in=None):
    """Set the password of the link's customer and sign her out everywhere; None when it is void.

    The link came by mail, so it proves the address as well, and of an account that nobody had
    proven till now she gets the address alone: see disowning.py. Unless she is `signed_in` there,
    by its id: then it is she who opened it.
    """
    password_hash = hash_password(password)
    with db.atomic():
        token = tokens.use("reset", secret)
        if not token:
            return None
        customer = her_account(token.customer, password_hash, signed_in)
        if customer is None:
            return None
        customer.password_hash = password_hash
        mark_verified(customer)
        customer.save()
        tokens.void_ways_in(customer)
        end_all_sessions(customer)
        audit("password reset", customer.id)
        mail.send_once("password_changed", token.id, customer.email)
    return customer


def her_account(customer, password_hash, signed_in):
    """The account itself, or one without what a stranger may have put in; None if it is gone."""
    if customer.is_verified or customer.id == signed_in:
        return customer
    if customer.is_staff:
        # Whoever made the account may be somebody else, who waits for her to make use of it.
        having.forget_since(customer, customer.created_at)
        return customer
    return account_without_stranger(customer.email, named_by(customer.email), password_hash)


def named_by(email):
    """What to call her until she says: the name of the account may be a stranger's message."""
    return email.partition("@")[0]
