"""What stands near a work: its series, other versions, more by its authors and of its subject."""

from app.catalog.works import shelf_cards_by_id
from app.db import db

BOARD = 6  # works: what one board holds, of a series
ROW = 8  # works
UNDATED = 9999
# What a related work is, by the codes that say so (ONIX code list 51); nearest first.
RELATIONS = {
    "translations": ("11",),
    "other_editions": (
        *("03", "05", "06", "09", "10", "13", "14", "15", "16", "17", "18", "19", "20", "21"),
        *("24", "25", "27", "28", "29", "31", "32", "33", "37", "38", "42"),
    ),
    "companions": ("01", "02", "07", "08", "30", "39", "40"),
}
RELATION_OF = {code: name for name, codes in RELATIONS.items() for code in codes}
SHELVES = (*RELATIONS, "related", "more_by_author", "also")

# One statement, since every book page waits for it, and bounded work: of an author with thousands
# of works some are looked at; of a subject some, and what sells best in the whole shop.
NEAR = """
    (select 'before', id from catalog.works
        where series_id = %(series)s and listed and
            (catalog.reading_order(series_position), coalesce(first_published, %(undated)s), id)
            < (catalog.reading_order(%(position)s), %(year)s, %(work)s)
        order by catalog.reading_order(series_position) desc,
            coalesce(first_published, %(undated)s) desc, id desc
        limit %(board)s - 1)
    union all
    (select 'after', id from catalog.works
        where series_id = %(series)s and listed and
            (catalog.reading_order(series_position), coalesce(first_published, %(undated)s), id)
            > (catalog.reading_order(%(position)s), %(year)s, %(work)s)
        order by catalog.reading_order(series_position), coalesce(first_published, %(undated)s), id
        limit %(board)s - 1)
    union all
    (select relation, id from (
            select theirs.work_id, rp.relation from catalog.editions ours
                join catalog.related_products rp on rp.edition_id = ours.id
                join catalog.editions theirs on theirs.isbn = rp.isbn
                where ours.work_id = %(work)s
            union
            select theirs.work_id, rp.relation from catalog.editions ours
                join catalog.related_products rp on rp.isbn = ours.isbn
                join catalog.editions theirs on theirs.id = rp.edition_id
                where ours.work_id = %(work)s) as told
            join catalog.works on id = work_id
        where listed and id <> %(work)s
        order by relation = any(%(near)s::text[]) desc, popularity desc, id
        limit 4 * %(row)s)
    union all
    (select 'more_by_author', id from catalog.works
        where listed and id <> %(work)s and id in (
            select work_id from catalog.work_contributors
            where contributor_id = any(%(authors)s::bigint[]) limit 200)
        order by popularity desc, id limit %(board)s + %(row)s)
    union all
    (select 'also', id from (
        select id, popularity from (
            select id, popularity from catalog.works
            where listed order by popularity desc, id limit 300) as best
        where exists (select from catalog.work_subjects
            where work_id = best.id and subject_id = %(subject)s)
        union
        select id, popularity from catalog.works
        where listed and id in (
            select work_id from catalog.work_subjects where subject_id = %(subject)s limit 150)
        ) as shelved
        where id <> %(work)s
        order by popularity desc, id limit %(board)s + 3 * %(row)s)
"""


def around(work):
    """Cards of what stands near a work from book_page, no work twice: in_series (itself among
    them), translations, other_editions, companions, related in any other way, more_by_author and
    also.
    """
    near = {name: [] for name in ("before", "after", *SHELVES)}
    for told, id in db.execute_sql(NEAR, facts_of(work)):
        near[told if told in near else RELATION_OF.get(told, "related")].append(id)
    row = in_series(near["before"], work.id, near["after"]) if work.series else []
    seen = {work.id, *row}
    shelves = {"in_series": row if len(row) > 1 else []}
    for name in SHELVES:
        shelves[name] = [id for id in dict.fromkeys(near[name]) if id not in seen][:ROW]
        seen.update(shelves[name])
    cards = shelf_cards_by_id(seen)
    return {name: [cards[id] for id in ids] for name, ids in shelves.items()}


def facts_of(work):
    return {
        "work": work.id,
        "series": work.series and work.series.id,
        "position": work.series_position,
        "year": work.first_published or UNDATED,
        "undated": UNDATED,
        "authors": [author.id for author in work.authors],
        "subject": work.subjects[0].id if work.subjects else None,
        "near": list(RELATION_OF),
        "board": BOARD,
        "row": ROW,
    }


def in_series(before, id, after):
    """One board of a series around a work: the nearest before it and behind it, in order.

    `before` begins with the nearest one.
    """
    few = BOARD // 2 - 1  # before it, while there are enough behind it
    ahead = before[: max(few, BOARD - 1 - len(after))]
    return [*reversed(ahead), id, *after[: BOARD - 1 - len(ahead)]]
