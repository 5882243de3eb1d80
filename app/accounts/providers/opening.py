"""An account for whoever comes from a provider and has none; never one that is somebody else's."""

from app.accounts.audit import audit
from app.accounts.consents import note_privacy_notice
from app.accounts.disowning import account_without_stranger
from app.accounts.joining import create_customer, mark_verified
from app.accounts.notices import tell
from app.accounts.providers.identities import recognise
from app.accounts.providers.models import Identity
from app.db import db


def account_for(who):
    """Hers, or a new one at the address that the provider has verified; None when that is taken."""
    return recognise(who) or open_account(who) or recognise(who)


def open_account(who):
    """A verified account without a password; None when another has the address, and means it."""
    with db.atomic():
        customer = create_customer(who.name, who.email, None)
        customer = customer or account_without_stranger(who.email, who.name, None)
        if customer is None:
            return None
        note_privacy_notice(customer)
        mark_verified(customer)
        Identity.create(customer=customer, issuer=who.issuer, subject=who.subject)
        audit("account from provider", customer.id, issuer=who.issuer)
        tell(customer, "account_from_provider")
    return customer
