"""Which filters many books pass: for those the index is not asked.

A mark that a quarter of all books bear makes a long list to go through, while reading stops early
anyway: looking at each row is quicker. What is found is the same.
"""

import time
from typing import NamedTuple

from app.db import db

SOME = "select offers, stars, year from catalog.search_documents limit 1000"
MANY = 0.25
SECONDS = 600  # that what was seen is taken for what there is


class Row(NamedTuple):
    offers: int
    stars: int
    year: int | None


class Seen:
    rows = ()
    passed = {}  # by choice, whether many do
    until = 0.0


def many_pass(choice, test):
    """Whether many works pass, judged by some popular ones; `test` is asked of each Row.

    The same `choice` is judged once in a while only.
    """
    if Seen.until < time.monotonic():
        Seen.rows = [Row(*row) for row in db.execute_sql(SOME).fetchall()]
        Seen.passed, Seen.until = {}, time.monotonic() + SECONDS
    if choice not in Seen.passed:
        passed = sum(map(bool, map(test, Seen.rows)))
        Seen.passed[choice] = passed > MANY * len(Seen.rows)
    return Seen.passed[choice]
