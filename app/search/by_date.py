"""The newest of more works than are read: month by month, until a page is full.

Works bear a mark of the month they came out. Each wave of months is two or four times as long as
the one before, so what is read in vain is less than what is shown.
"""

from functools import cache

from app.planned import Prepared
from app.search import matching, ranking
from app.search.engine import Shape, Words, ranked_by
from app.search.filters import any_mark, months, this_month

ANNOUNCED = 18  # months ahead, among which the newest are looked for first
WAVES = (2, 4, 8, 32, 128, 512)  # months
MOST = 50_000  # works of one wave
STATEMENT = """
    with {base}, size as materialized (select count(*) as works from base)
    select works, array({page}) from size
"""
# Without words there is an index in this very order.
WALK = Prepared(
    """
    select array(
        select id from catalog.works
        where listed and ($1 is null or published_on <= $1)
        order by published_on desc nulls last, id desc limit $2 offset $3)
    """,
    *("date", "int", "int"),
)


def by_date(asked, page):
    """The ids of a page sorted by date; None when even all waves do not fill it."""
    if not asked.tsquery:
        return WALK.run(asked.day_max, page.size, page.before)[0][0]
    priced = (asked.price_min, asked.price_max) != (None, None)
    for size in WAVES:
        these = any_mark("m", months_of(page.sort, size))
        wave = asked._replace(tsquery=f"{asked.tsquery} & {these}")
        found, ids = statement(page.sort, asked.of_rows, priced).run(
            *wave, *ranked_by(wave, Words(), page)
        )[0]
        if found >= page.before + page.size:
            return ids
    return None


@cache
def statement(sort, filtered, priced):
    shape = Shape(True, filtered, priced, sort=sort, deep=False, far=False, facets=(), most=MOST)
    base = matching.base(shape, ranking.columns(shape), MOST)
    sql = STATEMENT.format(base=base, page=ranking.in_order(shape))
    return Prepared(sql, *matching.TYPES, *ranking.TYPES)


def months_of(sort, number):
    """The first of these months in the order of the sort, as marks name them."""
    if sort == "soonest":
        return months(this_month(), number)
    return months(this_month() - number + 1, number + ANNOUNCED)
