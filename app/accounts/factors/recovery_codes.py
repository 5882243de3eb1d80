"""Ten codes on paper, for when the app or the passkey is lost: each works once."""

import re
import secrets

from app.accounts.factors.models import RecoveryCode
from app.accounts.sessions import digest
from app.db import db, now

NUMBER = 10
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # nothing that is read for another
LENGTH, GROUP = 24, 6  # characters: 118 bits, beyond guessing, so a plain hash will do


def new_codes(customer_id):
    """Make her codes, in place of any before, and return them, the only time."""
    codes = [new_code() for _ in range(NUMBER)]
    rows = [{"customer": customer_id, "code_hash": hash_of(code)} for code in codes]
    with db.atomic():
        forget(customer_id)
        RecoveryCode.insert_many(rows).execute()
    return codes


def new_code():
    letters = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return "-".join(letters[start : start + GROUP] for start in range(0, LENGTH, GROUP))


def use_code(customer_id, code):
    """Whether this is a code of hers; the first time, and never again."""
    unused = hers(customer_id) & (RecoveryCode.code_hash == hash_of(code))
    return bool(RecoveryCode.update(used_at=now()).where(unused).execute())


def left(customer_id):
    return RecoveryCode.select().where(hers(customer_id)).count()


def forget(customer_id):
    RecoveryCode.delete().where(RecoveryCode.customer == customer_id).execute()


def hers(customer_id):
    return (RecoveryCode.customer == customer_id) & RecoveryCode.used_at.is_null()


def hash_of(code):
    """However she typed it: hyphens, spaces and capitals make no difference."""
    return digest(re.sub(r"[^a-z0-9]", "", code.lower()))
