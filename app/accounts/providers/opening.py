"""An account for whoever comes from a provider and has none; never one that is somebody else's."""

from app.accounts import tokens
from app.accounts.audit import audit
from app.accounts.factors import having
from app.accounts.joining import create_customer, mark_verified
from app.accounts.models import Address, Customer
from app.accounts.notices import tell
from app.accounts.providers.identities import forget_since, holder
from app.accounts.providers.models import Identity
from app.accounts.sessions import end_all_sessions
from app.db import NO_KEY, db

VOID = ("verify", "reset", "change_email")


def account_for(who):
    """Hers, or a new one at the address that the provider has verified; None when that is taken."""
    return holder(who) or open_account(who) or holder(who)


def open_account(who):
    """A verified account without a password; None when another has the address, and means it."""
    with db.atomic():
        customer = create_customer(who.name, who.email, None) or begun_by_a_stranger(who)
        if customer is None:
            return None
        mark_verified(customer)
        Identity.create(customer=customer, issuer=who.issuer, subject=who.subject)
        audit("account from provider", customer.id, issuer=who.issuer)
        tell(customer, "account_from_provider")
    return customer


def begun_by_a_stranger(who):
    """The account at her address that nobody has proven to be hers, without what is in it.

    Whoever made it may have done so to wait for her (Sudhodanan and Paverd, Pre-hijacked accounts,
    2022): no password, session, link or second factor of that time opens it any more. None when the
    account is verified, or staff's, who prove their address by the link that they were sent.
    """
    customer = locked(Customer.at(who.email))
    if customer is None or customer.is_verified or customer.is_staff:
        return None
    customer.name, customer.password_hash = who.name, None
    customer.save()
    forget_what_it_holds(customer)
    audit("unproven account emptied", customer.id)
    return customer


def locked(customer):
    return customer and Customer.select().where(Customer.id == customer.id).for_update(NO_KEY).get()


def forget_what_it_holds(customer):
    end_all_sessions(customer)
    for purpose in VOID:
        tokens.void_all(purpose, customer)
    having.forget_since(customer, customer.created_at)
    forget_since(customer, customer.created_at)
    Address.delete().where(Address.customer == customer).execute()
