"""A contributor as her page shows her: what she did, and under which names."""

from typing import NamedTuple

from app.catalog.models import AUTHOR, Contributor, ContributorName
from app.catalog.roles import shelf_heading
from app.db import db

FARTHEST = 2_000  # works: counting stops there

ROLES = """
    select role, count(distinct work_id), sum(count(*)) over () >= %(farthest)s from (
        (select wc.role, wc.work_id
            from catalog.work_contributors wc join catalog.works w on w.id = wc.work_id and w.listed
            where wc.contributor_id = %(id)s limit %(farthest)s)
        union all
        (select ec.role, e.work_id
            from catalog.edition_contributors ec join catalog.editions e on e.id = ec.edition_id
            where ec.contributor_id = %(id)s and e.withdrawn_at is null limit %(farthest)s)
    ) as made group by role order by role <> %(author)s, count(*) desc, role
"""


class Shelf(NamedTuple):
    heading: str  # Translated by Constance Garnett
    count: int
    or_more: bool  # so many were counted, and then no more


def shelves_by_role(contributor):
    """What the works of a contributor are called by her part in them, each with their number."""
    facts = {"id": contributor.id, "farthest": FARTHEST, "author": AUTHOR}
    shelves = {}
    for role, count, or_more in db.execute_sql(ROLES, facts):
        heading = shelf_heading(role, contributor.name)
        before = shelves[heading].count if heading in shelves else 0
        shelves[heading] = Shelf(heading, before + count, or_more)
    return list(shelves.values())


def names_of(contributor):
    """Who she also writes as (contributors of their own), and the names that are only names."""
    names = [row.name for row in contributor.other_names.order_by(ContributorName.name)]
    others = _called(names) | _known_as(contributor.name)
    also = list(Contributor.select().where(others, Contributor.id != contributor.id))
    also.sort(key=lambda person: person.sort_name)
    known = {person.name for person in also} | {contributor.name}
    return also, [name for name in names if name not in known]


def _called(names):
    return Contributor.name.in_(names)


def _known_as(name):
    rows = ContributorName.select(ContributorName.contributor).where(ContributorName.name == name)
    return Contributor.id.in_(rows)
