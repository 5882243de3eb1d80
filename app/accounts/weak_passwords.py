"""Passwords that a guesser tries first: what everybody takes, keyboard walks, one's own name."""

import re
from functools import cache
from pathlib import Path

SHORTEST = 12  # characters
LONGEST = 128
OWN_WORDS = ("octavo", "bookshop", "bookstore")
ENOUGH_OF_ITS_OWN = 8  # characters beside words that anybody would guess
WALKS = (
    "01234567890123456789",
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiopasdfghjklzxcvbnm",
    "qwertzuiopasdfghjklyxcvbnm",
    "azertyuiopqsdfghjklmwxcvbn",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p;/",
)


def weakness(password, *about_her):
    """Why the password cannot be taken, as a sentence, else None.

    `about_her` are texts that a guesser would know: her name and address.
    """
    if len(password) < SHORTEST:
        return f"Use {SHORTEST} characters or more. A few words in a row are easy to remember."
    if len(password) > LONGEST:
        return f"Use {LONGEST} characters at most."
    folded = password.casefold()
    if is_common(folded) or is_repetition(folded) or is_walk(folded):
        return "This password is among the first that a stranger would try. Choose another."
    if len(without_known_words(folded, about_her)) < ENOUGH_OF_ITS_OWN:
        return "This is too close to your name, your address or ours. Choose another."
    return None


def is_common(folded):
    """Whether it is on the list, or a word of the list with a few digits and signs around it."""
    core = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", folded)
    added = len(folded) - len(core)
    return folded in common_passwords() or (
        added <= ENOUGH_OF_ITS_OWN and core in common_passwords()
    )


def is_repetition(folded):
    unit = re.fullmatch(r"(.+?)\1+.{0,3}", folded, re.DOTALL)
    return bool(unit) and (len(unit[1]) <= 4 or is_common(unit[1]))


def is_walk(folded):
    """Whether it steps along the alphabet, the digits or a keyboard, in either direction."""
    return any(folded in 2 * way or folded in 2 * way[::-1] for way in WALKS)


def without_known_words(folded, about_her):
    words = {word for text in about_her for word in re.split(r"[\W_]+", text.casefold())}
    for word in sorted({*words, *OWN_WORDS}, key=len, reverse=True):
        if len(word) > 2:
            folded = folded.replace(word, "")
    return folded


@cache
def common_passwords():
    lines = Path(__file__).with_name("common_passwords.txt").read_text("utf-8").splitlines()
    return frozenset(line for line in lines if not line.startswith("#"))
