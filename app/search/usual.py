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
        rows = [Row(*row) for row in db.execute_sql(SOME).fetchall()]
        Seen.rows, Seen.passed, Seen.until = rows, {}, time.monotonic() + SECONDS
    # As they are now, since another thread may look anew at any moment.
    rows, passed = Seen.rows, Seen.passed
    if choice not in passed:
        passed[choice] = sum(map(bool, map(test, rows))) > MANY * len(rows)
    return passed[choice]
