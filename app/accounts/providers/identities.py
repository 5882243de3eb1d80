"""Which account a sign-in elsewhere opens, and how the two are connected."""

from peewee import IntegrityError

from app.accounts.audit import audit
from app.accounts.factors.passkeys import passkeys_of
from app.accounts.models import Customer
from app.accounts.notices import tell
from app.accounts.providers.models import Identity
from app.db import db, now


def recognise(who):
    """The customer who is this person there, else None; notes that her connection was used."""
    hers = (Identity.issuer == who.issuer) & (Identity.subject == who.subject)
    used = Identity.update(last_used_at=now()).where(hers).returning(Identity).execute()
    return next((identity.customer for identity in used), None)


def identities_of(customer_id):
    """By issuer."""
    return {each.issuer: each for each in Identity.select().where(Identity.customer == customer_id)}


def link(customer, who):
    """Connect them and tell her; False when either is connected otherwise already.

    Never with an account whose address is not proven: whoever made it may be waiting for its
    owner, to come in behind her back.
    """
    if not customer.is_verified:
        return False
    try:
        with db.atomic():
            Identity.create(customer=customer, issuer=who.issuer, subject=who.subject)
            audit("provider linked", customer.id, issuer=who.issuer)
            tell(customer, "provider_linked")
    except IntegrityError:
        return recognise(who) == customer
    return True


def unlink(customer, issuer, issuers):
    """Disconnect and tell her; False when it is her only way in, as `issuers` are those in use."""
    with db.atomic():
        # Two of them must not go at once, each for the other's sake.
        locked = Customer.locked(customer.id)
        others = (identities_of(customer.id).keys() & set(issuers)) - {issuer}
        if not locked or not (locked.password_hash or others or passkeys_of(customer.id)):
            return False
        gone = Identity.delete().where(Identity.customer == customer, Identity.issuer == issuer)
        if gone.execute():
            audit("provider unlinked", customer.id, issuer=issuer)
            tell(customer, "provider_unlinked")
    return True


def forget_since(customer, moment):
    """Disconnect what was connected from then on: it may be somebody else's."""
    Identity.delete().where(Identity.customer == customer, Identity.linked_at >= moment).execute()
