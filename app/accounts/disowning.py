"""Accounts that somebody opened with an address of hers, once she shows that it is hers."""

from app.accounts import tokens
from app.accounts.audit import audit
from app.accounts.consents import note_privacy_notice
from app.accounts.joining import create_customer
from app.accounts.models import Customer
from app.accounts.personal import forget_account
from app.db import now
from app.queueing import nudge_after_commit

JOB = "jobs.privacy.part_with_strangers"


def is_unproven(customer):
    """Staff prove their address by the link that they were sent, and their account stays."""
    return not (customer.is_verified or customer.is_staff or customer.erased_at)


def account_without_stranger(email, name, password_hash):
    """A new account in place of the one at this address that nobody has proven to be hers.

    None when there is none such. Nothing of that one is in hers, as hers is another row. Call it
    in a transaction.
    """
    if not disown_at(email):
        return None
    customer = create_customer(name, email, password_hash)
    note_privacy_notice(customer)
    return customer


def disown_at(email, *, but=None):
    """Free the address of an account that nobody has proven to be hers; whether there was one.

    Whoever opened it may have done so to wait for her (Sudhodanan and Paverd, Pre-hijacked
    accounts, 2022). It opens to nobody then; it stays for the books, and a job parts it from what
    he did with it. Call it in a transaction of hers, `but` for an account that is hers.
    """
    found = Customer.at(email)
    old = Customer.locked(found.id) if found and found.id != but else None
    if old is None or not is_unproven(old):
        return False
    tokens.void_all_of_address(old)
    # Letters that wait to be sent are about rows of the tokens.
    forget_account(old, but=["accounts.tokens"])
    Customer.update(disowned_at=now()).where(Customer.id == old.id).execute()
    audit("unproven account emptied", old.id)
    nudge_after_commit(JOB)
    return True
