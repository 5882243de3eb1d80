"""Becoming a customer: registration, and the proof that the address is hers."""

from app import mail
from app.accounts import tokens
from app.accounts.audit import audit
from app.accounts.consents import note_privacy_notice
from app.accounts.models import Customer
from app.accounts.passwords import hash_password
from app.db import db, now
from app.queueing import nudge_after_commit


def register(name, email, password):
    """Create the account and mail a link to verify the address.

    For an address that has one already, its owner is told by mail, with the same work; whoever
    asked cannot tell the difference.
    """
    password_hash = hash_password(password)
    with db.atomic():
        customer, new = new_or_known(name, email, password_hash)
        if new:
            note_privacy_notice(customer)
            send_link("verify", "verify_address", customer, customer.email)
        else:
            send_link("reset", "already_registered", customer, customer.email)


def new_or_known(name, email, password_hash):
    """The customer at this address, and whether she is new, as she is when another's just went."""
    while True:
        if new := create_customer(name, email, password_hash):
            return new, True
        if known := Customer.at(email):
            return known, False


def create_customer(name, email, password_hash):
    """The new customer, or None when the address is taken."""
    created = (
        Customer.insert(name=name, email=email, password_hash=password_hash)
        .on_conflict_ignore()
        .returning(Customer)
        .execute()
    )
    return next(iter(created), None)


def send_link(purpose, kind, customer, recipient):
    mail.send_once(kind, tokens.issue(purpose, customer).id, recipient)


def ask_to_verify(customer):
    if not customer.is_verified:
        with db.atomic():
            send_link("verify", "verify_address", customer, customer.email)


def verify(secret):
    """Mark the address of the link's customer as hers; False when the link is void."""
    with db.atomic():
        token = tokens.use("verify", secret)
        if token:
            mark_verified(token.customer)
            audit("address verified", token.customer_id)
    return bool(token)


def mark_verified(customer):
    if not customer.is_verified:
        customer.verified_at = now()
        customer.save()
        address_proven(customer)


def address_proven(customer):
    """Give her the orders that were placed with this address, before she had the account."""
    nudge_after_commit("jobs.orders.adopt", customer.id)
