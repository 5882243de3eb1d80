"""Order numbers: random, easy to read out, and without letters that could spell a word."""

import re
import secrets

ALPHABET = "2346789BCDFGHJKMPQRTVWXY"
GROUPS, GROUP = 3, 4


def new_number():
    """Such as K7QM-4XWD-9TRH: one in 10^16, so nobody guesses another's."""
    groups = ("".join(secrets.choice(ALPHABET) for _ in range(GROUP)) for _ in range(GROUPS))
    return "-".join(groups)


def read_number(text):
    """A number as we write it, however it was typed: in small letters, with spaces or a "#"."""
    signs = re.sub(r"[\W_]", "", text).upper()
    if len(signs) != GROUPS * GROUP:
        return text.strip().removeprefix("#").upper()
    return "-".join(signs[at : at + GROUP] for at in range(0, len(signs), GROUP))
