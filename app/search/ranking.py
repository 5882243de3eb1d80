"""Which works of a search come first: bounded work, however many there are."""

from app.catalog.shelves import PAGE_SIZE, SORTS
from app.db import db
from app.search import filters
from app.search.words import like

FARTHEST = 10_000  # works: counting stops there
BEST = 480  # works that are ranked, the most popular ones of all that match

COUNT = """
    select count(*) from (
        select from catalog.works w where {works} limit %(farthest)s) as matching
"""
SORTED = """
    select id from catalog.works w where {works}
    order by {order} limit %(size)s offset %(offset)s
"""
# What begins with the words is looked for as well: the best match need not be popular.
RANKED = """
    with candidates as (
        (select id from catalog.works w where {works} order by popularity desc, id limit %(best)s)
        union
        (select id from catalog.works w where {works} and catalog.fold(w.title) like
            catalog.fold(%(beginning)s) order by popularity desc, id limit %(best)s))
    select w.id from candidates join catalog.works w using (id)
        cross join lateral (select
            regexp_replace(catalog.fold(w.title), '^(the|an?) ', '') as title,
            regexp_replace(catalog.fold(%(words)s), '^(the|an?) ', '') as words) as bare
    order by
        ts_rank('{{0.03, 0.1, 0.6, 1.0}}', w.search, %(tsquery)s::tsquery)
            + case when bare.title = bare.words then 2
                when starts_with(bare.title, bare.words) then 0.5 else 0 end
            + 0.04 * ln(1 + w.popularity)
            desc, w.popularity desc, w.id
    limit %(size)s offset %(offset)s
"""


def count(query, tsquery):
    """How many works match, or one more than FARTHEST when they are too many to count."""
    sql = COUNT.format(works=filters.works(query, tsquery))
    parameters = filters.parameters(query, tsquery) | {"farthest": FARTHEST + 1}
    return db.execute_sql(sql, parameters).fetchone()[0]


def page_of_ids(query, tsquery, page, size=PAGE_SIZE):
    """The ids of the works on a page, best first."""
    works = filters.works(query, tsquery)
    ranked = tsquery and query.sort == "relevance"
    order = SORTS.get(query.sort, SORTS["bestselling"])
    sql = RANKED.format(works=works) if ranked else SORTED.format(works=works, order=order)
    parameters = filters.parameters(query, tsquery) | {
        "beginning": like(query.words),
        "best": BEST,
        "size": size,
        "offset": (page - 1) * size,
    }
    return [row[0] for row in db.execute_sql(sql, parameters).fetchall()]
