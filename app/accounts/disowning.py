"""Accounts that somebody opened with an address of hers, once she shows that it is hers."""

from app.accounts import tokens
from app.accounts.audit import audit
from app.accounts.joining import create_customer
from app.accounts.models import Customer
from app.accounts.personal import forget_account
from app.db import NO_KEY, now
from app.queueing import nudge_after_commit

VOID = ("verify", "reset", "change_email")
JOB = "jobs.privacy.part_with_strangers"


def is_unproven(customer):
    """Staff prove their address by the link that they were sent, and their account stays."""
    return not (customer.is_verified or customer.is_staff or customer.erased_at)


def account_without_stranger(email, name, password_hash):
    """A new account in place of the one at this address that nobody has proven to be hers.

    None when there is none such. Whoever opened that one may have done so to wait for her
    (Sudhodanan and Paverd, Pre-hijacked accounts, 2022): nothing of it is in hers, as hers is
    another row. The old one opens to nobody; it stays for the books, and a job parts it from what
    he did with it. Call it in a transaction.
    """
    found = Customer.at(email)
    old = found and Customer.select().where(Customer.id == found.id).for_update(NO_KEY).get()
    if old is None or not is_unproven(old):
        return None
    for purpose in VOID:
        tokens.void_all(purpose, old)
    # Letters that wait to be sent are about rows of the tokens.
    forget_account(old, but=["accounts.tokens"])
    Customer.update(disowned_at=now()).where(Customer.id == old.id).execute()
    audit("unproven account emptied", old.id)
    nudge_after_commit(JOB)
    return create_customer(name, email, password_hash)
