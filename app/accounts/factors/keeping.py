"""Her second factors come and go, each change in a transaction of its own and told by mail."""

from app.accounts.audit import audit
from app.accounts.factors import authenticators, passkeys, recovery_codes
from app.accounts.factors.having import added, removed
from app.accounts.notices import tell
from app.accounts.sessions import end_all_sessions
from app.db import db


def confirm_authenticator(customer, code, session_id):
    """Let her app count; recovery codes if it is her first factor, None when the code is wrong."""
    with db.atomic():
        if not authenticators.confirm(customer.id, code):
            return None
        return first_codes(customer, "authenticator", session_id)


def add_passkey(customer, answer, name, session_id):
    """Keep her passkey; recovery codes if it is her first factor, None when it is refused."""
    with db.atomic():
        if not passkeys.register(customer, answer, name):
            return None
        return first_codes(customer, "passkey", session_id)


def first_codes(customer, what, session_id):
    """Recovery codes, if she has none; whoever is signed in elsewhere showed no such factor."""
    codes = added(customer, what)
    if codes:
        end_all_sessions(customer, but=session_id)
    return codes or []


def remove_authenticator(customer):
    with db.atomic():
        if authenticators.remove(customer.id):
            removed(customer, "authenticator")


def remove_passkey(customer, passkey_id):
    """Whether there was such a passkey of hers."""
    with db.atomic():
        key = passkeys.remove(customer.id, passkey_id)
        if key:
            removed(customer, "passkey")
    return bool(key)


def renew_codes(customer):
    with db.atomic():
        audit("recovery codes made", customer.id)
        tell(customer, "recovery_codes_made")
        return recovery_codes.new_codes(customer.id)
