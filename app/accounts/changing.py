"""Changes of what opens an account: the password, and the address that links are mailed to."""

from datetime import timedelta

from peewee import IntegrityError

from app import mail
from app.accounts import tokens
from app.accounts.audit import audit
from app.accounts.disowning import disown_at, is_unproven
from app.accounts.factors import having
from app.accounts.joining import address_proven
from app.accounts.models import Customer
from app.accounts.notices import tell
from app.accounts.passwords import hash_password
from app.accounts.providers import identities
from app.accounts.sessions import end_all_sessions
from app.db import db, now

# Whoever takes an account over adds a factor of her own before she changes the address, or after.
IN_DOUBT = timedelta(days=7)


def rename(customer_id, name):
    """Call her this from now on; nothing when she has been erased meanwhile."""
    hers = (Customer.id == customer_id) & Customer.erased_at.is_null()
    Customer.update(name=name).where(hers).execute()


def change_password(customer, password, session_id):
    """Set it, sign her out everywhere but here, and tell her; nothing once she is erased."""
    password_hash = hash_password(password)
    with db.atomic():
        if not Customer.locked(customer.id):
            return
        customer.password_hash = password_hash
        customer.save()
        tokens.void_ways_in(customer)
        end_all_sessions(customer, but=session_id)
        audit("password changed", customer.id)
        tell(customer, "password_changed")


def ask_to_change_email(customer, email):
    """Mail a link to the new address; to one that has an account, with the same work, only word."""
    owner = Customer.at(email)
    taken = owner is not None and owner.id != customer.id and not is_unproven(owner)
    with db.atomic():
        tokens.void_all("change_email", customer)
        token = tokens.issue("change_email", None if taken else customer, email)
        mail.send_once("address_in_use" if taken else "confirm_email", token.id, email)


def confirm_email(secret):
    """Give the link's customer the new address; None when the link is void or it is taken by now.

    It is not by an account that nobody has proven, which goes: the link shows whose address it is.
    The old address, if it was proven to be hers, gets a link to take the account back.
    """
    with db.atomic() as change:
        token = tokens.use("change_email", secret)
        customer = token and Customer.locked(token.customer_id)
        old = customer and (customer.email if customer.is_verified else None)
        if customer:
            disown_at(token.email, but=customer.id)
        if not customer or not set_email(customer, token.email):
            change.rollback()
            return None
        tokens.void_all_of_address(customer)
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
    with db.atomic() as change:
        token = tokens.use("restore_email", secret)
        customer = token and Customer.locked(token.customer_id)
        if not customer or not set_email(customer, token.email, password_hash=None):
            change.rollback()
            return None
        tokens.void_all_of_address(customer)
        # Not those of before it: they are for the addresses that were hers before this one.
        tokens.void_all("restore_email", customer, after=token.id)
        having.forget_since(customer, token.created_at - IN_DOUBT)
        identities.forget_since(customer, token.created_at - IN_DOUBT)
        end_all_sessions(customer)
        audit("email restored", customer.id)
        return tokens.fresh_secret(tokens.issue("reset", customer))


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
