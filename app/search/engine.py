"""Asks the database: one statement for the number of matches, a page of them, and the facets.

Its forms are few (with and without words, a sort, which facets), so that each is planned once.
"""

import re
from functools import cache
from typing import NamedTuple

from app.planned import Prepared
from app.search import counting, matching, ranking

STATEMENT = """
    with {base}, size as materialized (select count(*) as works from base) {groups}
    select 'found', case when {stopped} then 'more' end, least(works, {most}), array({page})
    from size
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
    plain: bool = True  # no phrase, nothing left out: titles that begin so have all the words


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
    filtered: bool  # by what rows tell
    priced: bool
    sort: str
    deep: bool  # beyond those that are ranked
    far: bool  # beyond what is read for the first pages
    facets: tuple
    most: int  # works that are read


class Answer(NamedTuple):
    total: int  # as many as were asked for when there are as many or more
    more: bool  # whether reading stopped there, or earlier
    ids: list  # of the works of the page, best first
    counted: list  # facet, value and number


def ask(asked, words, page, wanted=NOTHING_COUNTED, most=None):
    """Of the works that match: how many, a page of ids, and how many have each facet's values.

    Reading stops after `most` works (matching.ENOUGH).
    """
    sort = page.sort if words.bare or page.sort != "relevance" else "bestselling"
    shape = Shape(
        words=bool(asked.tsquery),
        filtered=asked.of_rows,
        priced=(asked.price_min, asked.price_max) != (None, None),
        sort=sort,
        deep=sort == "relevance" and page.before + page.size > ranking.BEST,
        far=(most or 0) > matching.ENOUGH,
        facets=wanted.facets,
        most=most or matching.ENOUGH,
    )
    rows = statement(shape).run(*asked, *ranked_by(asked, words, page), *map(list, wanted[1:]))
    (_, more, total, ids), *counted = rows
    return Answer(total, more == "more", ids, [row[:3] for row in counted])


def ranked_by(asked, words, page):
    """What in_order() asks for: ranking.TYPES."""
    title = f"'=t{words.bare[:80]}'"
    rest = (
        asked.tsquery.removeprefix(f"({words.tsquery})") if words.plain else f" & {asked.tsquery}"
    )
    return (
        words.bare,
        patterns(words.bare),
        f"{title}:*{rest}" if words.bare else "",
        f"{title}{rest}" if words.bare else "",
        page.size,
        page.before,
    )


@cache
def statement(shape):
    columns = dict.fromkeys((*ranking.columns(shape), *counting.columns(shape.facets)))
    sql = STATEMENT.format(
        base=matching.base(shape, columns, shape.most + 1),
        groups=counting.groups(shape),
        stopped=matching.stopped(shape, shape.most + 1),
        most=shape.most,
        page=ranking.in_order(shape),
        counts=counting.counts(shape),
    )
    return Prepared(sql, *TYPES)


def patterns(bare):
    words = [word for word in bare.split() if word not in SMALL] or bare.split()
    # Of a plural its singular will do.
    return [f"% {re.sub('(?<=[^s]{3})s$', '', word)}%" for word in words]
