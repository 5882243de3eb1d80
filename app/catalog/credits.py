"""Who made a book, in the words of a title page: Illustrated by Ann and Bo."""

from typing import NamedTuple

from app.catalog.models import AUTHOR, Contributor
from app.catalog.roles import credit
from app.db import db

MADE_BY = """
    select null::bigint, wc.role, wc.position, c.id, c.slug, c.name
        from catalog.work_contributors wc join catalog.contributors c on c.id = wc.contributor_id
        where wc.work_id = %(work)s
    union all
    select ec.edition_id, ec.role, ec.position, c.id, c.slug, c.name
        from catalog.edition_contributors ec join catalog.contributors c on c.id = ec.contributor_id
        where ec.edition_id = any(%(editions)s::bigint[])
    order by 3, 2, 4
"""


class Credit(NamedTuple):
    words: str  # Illustrated by
    people: list


def credits_of(work, editions):
    """The work's credits, its authors first; gives each of the editions .credits of its own."""
    ids = [edition.id for edition in editions]
    rows = db.execute_sql(MADE_BY, {"work": work.id, "editions": ids}).fetchall()
    for edition in editions:
        edition.credits = grouped([row[1:] for row in rows if row[0] == edition.id])
    of_work = [row[1:] for row in rows if row[0] is None]
    return grouped(sorted(of_work, key=lambda row: row[0] != AUTHOR))


def grouped(rows):
    """One credit for all who did the same, in the order of the first of them."""
    credits = {}
    for role, _, id, slug, name in rows:
        people = credits.setdefault(credit(role), {})
        people[id] = Contributor(id=id, slug=slug, name=name)
    return [Credit(words, list(people.values())) for words, people in credits.items()]
