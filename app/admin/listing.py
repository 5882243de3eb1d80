"""A page of a long list, counted only as far as anyone would look."""

from dataclasses import dataclass

from flask import request
from peewee import fn

from app.typed_text import one_line, page_number

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


def asked_page(name="page"):
    return page_number(request.args.get(name))


def asked_words():
    return one_line(request.args.get("q"))[:200]


def anywhere(words):
    """A pattern of SQL's `like` that finds the words anywhere."""
    for sign in ("\\", "%", "_"):
        words = words.replace(sign, "\\" + sign)
    return f"%{words}%"
