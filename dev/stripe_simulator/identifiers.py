"""Ids that look like Stripe's: a prefix that tells the kind, then letters and digits."""

import secrets
import string

ALPHABET = string.ascii_letters + string.digits
LENGTHS = {"cs_test": 58}


def new_id(prefix):
    return f"{prefix}_{''.join(secrets.choice(ALPHABET) for _ in range(LENGTHS.get(prefix, 24)))}"
