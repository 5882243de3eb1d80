"""A page of a long list, counted only as far as anyone would look."""

from dataclasses import dataclass

from flask import request
from peewee import fn

ROWS = 40
COUNTED = 10_000

fold = getattr(fn, "catalog.fold")  # without case and accents


@dataclass(frozen=True)
class Listing:
    rows: list
    number: int
    total: int

    @property
    def pages(self):
        return max(1, -(-self.total // ROWS))

    @property
    def total_words(self):
        return f"{self.total:,}" + "+" * (self.total >= COUNTED)


def page_of(query, number, run=list):
    """The page of that number, or the last one when there are not so many."""
    total = query.limit(COUNTED).count()
    number = max(1, min(number, -(-total // ROWS)))
    return Listing(run(query.paginate(number, ROWS)), number, total)


def asked_page():
    """The page number in the address; the first when it is no number of a page."""
    typed = request.args.get("page", "1")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 6 else 1


def asked_words(name="q"):
    return " ".join(request.args.get(name, "").replace("\0", "").split())[:200]


def anywhere(words):
    """A pattern of SQL's `like` that finds the words anywhere."""
    for sign in ("\\", "%", "_"):
        words = words.replace(sign, "\\" + sign)
    return f"%{words}%"
