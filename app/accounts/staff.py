"""The people who work here, and, in development, people to sign in as."""

from flask import current_app

from app.accounts import tokens
from app.accounts.audit import audit
from app.accounts.joining import create_customer, mark_verified, new_or_known
from app.accounts.letters import secret_link
from app.accounts.models import Customer
from app.accounts.passwords import hash_password
from app.accounts.sessions import end_all_sessions
from app.db import db

BOOKSELLER = "bookseller@octavo.example"
READER = "reader@octavo.example"
OPEN_SESAME = "a shelf of one's own"


class NotVerified(Exception):
    """Nobody has shown yet that the address of this account is hers."""


def add(email, role, name):
    """Give a role; make an account where there is none, and return a link to set its password.

    Another link for one that nobody has come to yet. Raises NotVerified for an account that a
    stranger may have made with this address.
    """
    with db.atomic():
        customer, awaited = to_employ(email, name)
        appoint(customer, role)
        return secret_link("accounts.reset", tokens.issue("reset", customer)) if awaited else None


def to_employ(email, name):
    """Whoever is to work here, whom nobody erases meanwhile, and whether she has yet to come.

    Raises NotVerified for an account that a stranger may have made with this address.
    """
    known, new = new_or_known(name, email, None)
    customer = Customer.locked(known.id)
    if not customer:  # erased just now, and her address with her
        return to_employ(email, name)
    invited = customer.is_staff and not customer.is_verified
    if not (new or invited or customer.is_verified):
        raise NotVerified
    return customer, new or invited


def appoint(customer, role):
    """Give a role by the hand of the operator, who is nobody in the shop."""
    with db.atomic():
        give_role(customer, role)
        audit("role given by operator", customer.id, role=role)


def give_role(customer, role):
    """With another role she signs in anew: no session of before has what it may do now."""
    customer.role = role
    customer.save()
    end_all_sessions(customer)


def add_development_people():
    """A bookseller and a reader with a well-known password, in development only."""
    if current_app.config["SETTINGS"].env != "development":
        raise RuntimeError("Only a development shop has people with a well-known password.")
    password_hash = hash_password(OPEN_SESAME)
    for email, name, role in ((BOOKSELLER, "Bea Seller", "owner"), (READER, "Ruth Reader", None)):
        customer = Customer.at(email) or create_customer(name, email, password_hash)
        customer.password_hash = password_hash
        mark_verified(customer)
        give_role(customer, role)
