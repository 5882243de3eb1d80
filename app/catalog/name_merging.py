"""Two people, series or publishers that are one; the address of the first leads to the second."""

from app.accounts.staff_actions import record
from app.catalog.indexing import index_names, indexed_once
from app.catalog.models import Contributor, Publisher, Series
from app.db import db

KINDS = {"contributor": Contributor, "series": Series, "publisher": Publisher}
SUGGESTED = {"contributor": "author", "series": "series", "publisher": "publisher"}


class SameName(Exception):
    """A row cannot become a part of itself."""


def merge_names(kind, old, into, *, staff_id):
    """Make the books of the first row those of the second; `kind` is one of KINDS.

    Feeds that know the first by its name mean the second from now on.
    """
    if old.id == into.id:
        raise SameName
    with db.atomic(), indexed_once() as changed:
        old, into = locked(kind, old, into)
        values = {"old": old.id, "into": into.id, "kind": kind, "name": old.name}
        changed.update(books_of(kind, old))
        for statement in (*MOVES[kind], *LEAD_THERE):
            db.execute_sql(statement, values)
        KINDS[kind].delete().where(KINDS[kind].id == old.id).execute()
        index_names(SUGGESTED[kind], [old.id, into.id])
        action = f"merged “{old.name}”, which was number {old.id}, into"
        record(staff_id, action, f"{kind} {into.id}")


def locked(kind, *rows):
    """The rows as they are now, before anybody else merges them or lets an import name them."""
    model = KINDS[kind]
    found = model.select().where(model.id.in_([row.id for row in rows])).order_by(model.id)
    by_id = {row.id: row for row in found.for_update()}
    if len(by_id) < len(rows):
        raise model.DoesNotExist
    return [by_id[row.id] for row in rows]


def books_of(kind, row):
    """Ids of the works whose search documents name the row."""
    return [id for (id,) in db.execute_sql(BOOKS[kind], {"id": row.id}).fetchall()]


BOOKS = {
    "contributor": """
        select work_id from catalog.work_contributors where contributor_id = %(id)s
        union select work_id from catalog.edition_contributors
            join catalog.editions on editions.id = edition_id where contributor_id = %(id)s""",
    "series": "select id from catalog.works where series_id = %(id)s",
    "publisher": """
        select work_id from catalog.editions where publisher_id = %(id)s
        union select work_id from catalog.editions where imprint_id = %(id)s""",
}
MOVES = {
    "contributor": (
        """insert into catalog.work_contributors (work_id, contributor_id, role, position)
            select work_id, %(into)s, role, position from catalog.work_contributors
            where contributor_id = %(old)s on conflict do nothing""",
        "delete from catalog.work_contributors where contributor_id = %(old)s",
        """insert into catalog.edition_contributors (edition_id, contributor_id, role, position)
            select edition_id, %(into)s, role, position from catalog.edition_contributors
            where contributor_id = %(old)s on conflict do nothing""",
        "delete from catalog.edition_contributors where contributor_id = %(old)s",
        """insert into catalog.contributor_names (contributor_id, name)
            select %(into)s, name from (
                select name from catalog.contributor_names where contributor_id = %(old)s
                union select name from catalog.contributors where id = %(old)s) as other
            on conflict do nothing""",
        """with old as (
                update catalog.contributors set isni = null from catalog.contributors as was
                where contributors.id = %(old)s and was.id = %(old)s
                returning was.isni, was.born, was.died, was.about)
            update catalog.contributors as c set isni = coalesce(c.isni, old.isni),
                born = coalesce(c.born, old.born), died = coalesce(c.died, old.died),
                about = coalesce(nullif(c.about, ''), old.about)
            from old where c.id = %(into)s""",
    ),
    "series": ("update catalog.works set series_id = %(into)s where series_id = %(old)s",),
    "publisher": (
        "update catalog.editions set publisher_id = %(into)s where publisher_id = %(old)s",
        "update catalog.editions set imprint_id = %(into)s where imprint_id = %(old)s",
    ),
}
LEAD_THERE = (
    """update catalog.merged_names set row_id = %(into)s
        where kind = %(kind)s and row_id = %(old)s""",
    """insert into catalog.merged_names (kind, old_id, row_id, name)
        values (%(kind)s, %(old)s, %(into)s, %(name)s)""",
)
