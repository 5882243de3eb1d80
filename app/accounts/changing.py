"""Changes of what opens an account: the password, and the address that links are mailed to."""

import secrets
from datetime import timedelta

from peewee import IntegrityError

from app import mail
from app.accounts import tokens
from app.accounts.audit import audit
from app.accounts.factors import having
from app.accounts.joining import address_proven
from app.accounts.models import Customer
from app.accounts.notices import tell
from app.accounts.passwords import hash_password
from app.accounts.providers import identities
from app.accounts.sessions import end_all_sessions
from app.db import NO_KEY, db, now

# Whoever takes an account over adds a factor of her own before she changes the address, or after.
IN_DOUBT = timedelta(days=7)
VOID_WITH_ADDRESS = ("verify", "reset", "change_email")


def change_password(customer, password, session_id):
    """Set it, sign her out everywhere but here, and tell her."""
    password_hash = hash_password(password)
    with db.atomic():
        customer.password_hash = password_hash
        customer.save()
        tokens.void_ways_in(customer)
        end_all_sessions(customer, but=session_id)
        audit("password changed", customer.id)
        tell(customer, "password_changed")


def ask_to_change_email(customer, email):
    """Mail a link to the new address; to one that has an account, with the same work, only word."""
    holder = Customer.at(email)
    taken = holder is not None and holder.id != customer.id
    with db.atomic():
        tokens.void_all("change_email", customer)
        token = tokens.issue("change_email", None if taken else customer, email)
        mail.send_once("address_in_use" if taken else "confirm_email", token.id, email)


def confirm_email(secret):
    """Give the link's customer the new address; None when the link is void or it is taken by now.

    The old address, if it was proven to be hers, gets a link to take the account back.
    """
    with db.atomic() as change:
        token = tokens.use("change_email", secret)
        customer = token and locked(token.customer_id)
        old = customer and (customer.email if customer.is_verified else None)
        if not customer or not set_email(customer, token.email):
            change.rollback()
            return None
        for purpose in VOID_WITH_ADDRESS:
            tokens.void_all(purpose, customer)
        if old:
            back = tokens.issue("restore_email", customer, old)
            mail.send_once("email_changed", back.id, old)
        audit("email changed", customer.id)
        address_proven(customer)
    return customer


def restore_email(secret):
    """Give the account back to its address of before; the secret of a link to set its password.

    Nothing that whoever changed it may have is of use any more: sessions, the password, links, and
    second factors of about that time. None when the link is void.
    """
    nobodys = hash_password(secrets.token_urlsafe(32))
    with db.atomic() as change:
        token = tokens.use("restore_email", secret)
        customer = token and locked(token.customer_id)
        if not customer or not set_email(customer, token.email, password_hash=nobodys):
            change.rollback()
            return None
        for purpose in VOID_WITH_ADDRESS:
            tokens.void_all(purpose, customer)
        # Not those of before it: they are for the addresses that were hers before this one.
        tokens.void_all("restore_email", customer, after=token.id)
        having.forget_since(customer, token.created_at - IN_DOUBT)
        identities.forget_since(customer, token.created_at - IN_DOUBT)
        end_all_sessions(customer)
        audit("email restored", customer.id)
        return tokens.fresh_secret(tokens.issue("reset", customer))


def locked(customer_id):
    return Customer.select().where(Customer.id == customer_id).for_update(NO_KEY).get()


def set_email(customer, email, **more):
    """False when another account has the address."""
    changes = {"email": email, "verified_at": now(), **more}
    try:
        with db.atomic():
            Customer.update(changes).where(Customer.id == customer.id).execute()
    except IntegrityError:
        return False
    customer.email = email
    return True
