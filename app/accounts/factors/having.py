"""Whether an account asks for a second factor, and what its owner is told when that changes."""

from app.accounts.audit import audit
from app.accounts.factors import authenticators, recovery_codes
from app.accounts.factors.models import Authenticator, Passkey, RecoveryCode
from app.accounts.models import Session
from app.accounts.notices import tell
from app.accounts.sessions import end_all_sessions
from app.db import db


def has_second_factor(customer_id):
    apps = Authenticator.customer == customer_id, Authenticator.confirmed_at.is_null(False)
    keys = Passkey.select().where(Passkey.customer == customer_id)
    return Authenticator.select().where(*apps).exists() or keys.exists()


def added(customer, what):
    """Tell her of a new factor; return recovery codes when she has none, else None.

    Call it in the transaction that adds the factor.
    """
    audit("factor added", customer.id, factor=what)
    tell(customer, f"{what}_added")
    has_codes = recovery_codes.left(customer.id)
    return None if has_codes else recovery_codes.new_codes(customer.id)


def removed(customer, what):
    """Tell her of a factor that is gone.

    With the last of them go her recovery codes, and what her sessions have shown of it.
    """
    audit("factor removed", customer.id, factor=what)
    tell(customer, f"{what}_removed")
    if not has_second_factor(customer.id):
        recovery_codes.forget(customer.id)
        Session.update(second_factor=False).where(Session.customer == customer).execute()


def show_code(customer, code):
    """Whether this is a code of her app, or one of her recovery codes, that was never used."""
    if authenticators.use_code(customer.id, code.replace(" ", "")):
        return True
    with db.atomic():
        used = recovery_codes.use_code(customer.id, code)
        if used:
            audit("recovery code used", customer.id)
            tell(customer, "recovery_code_used")
    return used


def reset(customer):
    """Take all second factors away, for who has lost them, and sign her out everywhere."""
    with db.atomic():
        authenticators.remove(customer.id)
        Passkey.delete().where(Passkey.customer == customer).execute()
        recovery_codes.forget(customer.id)
        end_all_sessions(customer)
        audit("factors reset", customer.id)
        tell(customer, "factors_reset")


def forget_since(customer, moment):
    """Take away what was added from then on, and an app that waits to be: it may be another's."""
    for factor in (Passkey, RecoveryCode):
        factor.delete().where(factor.customer == customer, factor.created_at >= moment).execute()
    # Whoever has the account may read the secret of an app that she left half set up long ago.
    late = Authenticator.confirmed_at.is_null() | (Authenticator.confirmed_at >= moment)
    Authenticator.delete().where(Authenticator.customer == customer, late).execute()
    if not has_second_factor(customer.id):
        recovery_codes.forget(customer.id)
