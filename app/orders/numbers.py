"""Order numbers: random, easy to read out, and without letters that could spell a word."""

import secrets

ALPHABET = "2346789BCDFGHJKMPQRTVWXY"
GROUPS, GROUP = 3, 4


def new_number():
    """Such as K7QM-4XWD-9TRH: one in 10^16, so nobody guesses another's."""
    groups = ("".join(secrets.choice(ALPHABET) for _ in range(GROUP)) for _ in range(GROUPS))
    return "-".join(groups)
