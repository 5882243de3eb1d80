"""Asks the database: one statement for the number of matches, a page of them, and the facets.

Its forms are few (with and without words, a sort, which facets), so that each is planned once.
"""

import re
from functools import cache
from typing import NamedTuple

from app.db import Prepared
from app.search import counting, matching, ranking

STATEMENT = """
    with base as materialized ({matching}) {groups}
    select 'found', null, count(*), array({page}) from base
    {counts}
"""
SMALL = {
    "a",
    "an",
    "and",
    "by",
    "for",
    "from",
    "in",
    "of",
    "on",
    "or",
    "the",
    "to",
    "with",
}  # words
TYPES = (*matching.TYPES, *ranking.TYPES, *counting.TYPES)


class Words(NamedTuple):
    """What somebody typed, as the engine reads it; all empty when nothing."""

    tsquery: str = ""
    bare: str = ""  # as catalog.bare() writes titles


class Page(NamedTuple):
    sort: str
    size: int
    before: int = 0  # how many works come before it


class Wanted(NamedTuple):
    """Which facets to count, and of what: masks of offers; subjects, by their parents (0: none) or
    by their ids.
    """

    facets: tuple = ()
    masks: tuple = ()
    parents: tuple = ()
    subjects: tuple = ()


NOTHING_COUNTED = Wanted()


class Shape(NamedTuple):
    """On what the form of the statement depends."""

    words: bool
    priced: bool
    sort: str
    deep: bool
    facets: tuple


class Answer(NamedTuple):
    total: int  # one more than FARTHEST when there are too many to count
    ids: list  # of the works of the page, best first
    counted: list  # facet, value and number


def ask(asked, words, page, wanted=NOTHING_COUNTED):
    """Of the works that match: how many, a page of ids, and how many have each facet's values."""
    shape = Shape(
        words=bool(asked.tsquery),
        priced=(asked.price_min, asked.price_max) != (None, None),
        sort=page.sort,
        deep=page.sort == "relevance" and page.before + page.size > ranking.BEST,
        facets=wanted.facets,
    )
    ranked = (
        words.bare,
        patterns(words.bare),
        beginning(asked, words.bare),
        page.size,
        page.before,
    )
    found, *counted = statement(shape).run(*asked, *ranked, *map(list, wanted[1:]))
    return Answer(found[2], found[3], [row[:3] for row in counted])


@cache
def statement(shape):
    sql = STATEMENT.format(
        matching=matching.select(shape, matching.FARTHEST + 1),
        groups=counting.groups(shape.facets),
        page=ranking.in_order(shape),
        counts=counting.counts(shape.facets),
    )
    return Prepared(sql, *TYPES)


def patterns(bare):
    words = [word for word in bare.split() if word not in SMALL] or bare.split()
    # Of a plural its singular will do.
    return [f"% {re.sub('(?<=[^s]{3})s$', '', word)}%" for word in words]


def beginning(asked, bare):
    """The tsquery of what matches and has a title that begins so."""
    return f"({asked.tsquery}) & '=t{bare[:80]}':*" if bare else ""
