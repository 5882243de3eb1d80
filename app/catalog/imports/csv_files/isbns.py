"""The ISBN of a row, out of the one or more columns that hold one in some spelling."""

import re
from functools import lru_cache

from app.catalog.isbns import begins_like_one, isbn13_or_none

BROKEN = re.compile(r"\d(?:[.,]\d+)?E\+?\d+", re.IGNORECASE)
FRAME = re.compile(r"[\s\-‐‑–'\"=:.]|\.0$|^isbn(?:-?1[03])?", re.IGNORECASE)


class NoIsbn(Exception):
    """What stands where the ISBN belongs is none; its text says why."""


def isbn_of(texts):
    """The ISBN-13 that the texts tell, or None, and what a bookseller should know about it."""
    good, bad, remarks = [], [], []
    for text in sorted(filter(None, map(str.strip, texts)), key=len, reverse=True):
        number = digits(text)
        if BROKEN.fullmatch(text) or not number:
            remarks.append(unusable(text))
        elif found := isbn13(number):
            good.append(found)
        else:
            bad.append(text)
    if good:
        remarks += [f"{text} is not an ISBN; {good[0]} is used." for text in bad]
        if others := {isbn for isbn in good if isbn != good[0]}:
            remarks.append(f"The two ISBNs name two books: {good[0]} is used, {min(others)} not.")
        return good[0], remarks
    if bad:
        raise NoIsbn(why_not(bad[0]))
    return None, remarks


def unusable(text):
    if BROKEN.fullmatch(text):
        return f"A spreadsheet has spoilt the ISBN ({text}): the book is taken without an edition."
    return f"“{text[:40]}” is no ISBN: the book is taken without an edition."


def digits(text):
    """`9780441013593` of ISBN 978-0-441-01359-3 or of ="9780441013593"; nothing of words."""
    number = FRAME.sub("", text.strip().removesuffix(".0")).upper()
    return number if re.fullmatch(r"\d+X?", number, re.ASCII) else ""


@lru_cache(maxsize=1024)
def isbn13(number):
    """The ISBN-13, also of an ISBN-10 or one whose leading zeros were lost; None if it is none."""
    return isbn13_or_none(number.zfill(10) if len(number) in (8, 9) else number)


def why_not(text):
    number = digits(text)
    if len(number) == 13 and not begins_like_one(number):
        return f"{text} is the barcode of something other than a book."
    if len(number) in (10, 13):
        return f"{text} is not an ISBN: its check digit does not fit, so a digit is wrong."
    return f"{text} is not an ISBN: it has {len(number)} digits instead of 13 or 10."
