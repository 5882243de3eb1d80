"""Codes of gift cards: random, easy to read out, and kept as hashes."""

import secrets
from hashlib import blake2b

from app.orders.numbers import ALPHABET

GROUPS, GROUP = 5, 4
LENGTH = GROUPS * GROUP
END = 4  # letters of it that are shown


def new_code():
    """Such as K7QM-4XWD-9TRH-CV3B-MP6J: 20 letters of 24 are 91 random bits."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return "-".join(letters[start : start + GROUP] for start in range(0, LENGTH, GROUP))


def letters_of(code):
    """The letters and digits of a code, however they were typed and grouped."""
    return "".join(sign for sign in code.upper() if sign.isalnum())


def may_be_code(typed):
    letters = letters_of(typed)
    return len(letters) == LENGTH and set(letters) <= set(ALPHABET)


def hash_of(code):
    """What is stored of a code.

    Without salt or secret, so that a code finds its row: nobody tries out 2^91 codes, and whoever
    reads the table cannot spend what is in it.
    """
    return blake2b(letters_of(code).encode(), digest_size=32, person=b"gift card").hexdigest()


def end_of(code):
    return letters_of(code)[-END:]
