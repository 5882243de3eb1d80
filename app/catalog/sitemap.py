"""The address of every page that a search engine should know, in files of a bounded size.

Each file holds the rows of a range of ids: nobody has to count what comes before it, and a row
stays in its file.
"""

from datetime import datetime
from typing import NamedTuple

from app.catalog.models import Collection, Contributor, Publisher, Series, Subject, Work
from app.catalog.pages import PAGES
from app.db import db

PART = 10_000  # ids
FIXED = ("/", "/new", "/coming", "/subjects", "/delivery", *(f"/{page}" for page in PAGES))


# By kind of page: its model, and which of its rows have a page worth finding. With a limit, since
# `exists` would have the whole of the other table read.
KINDS = {
    "works": (Work, "row.listed"),
    "authors": (
        Contributor,
        """coalesce(
            (select true from catalog.work_contributors wc join catalog.works w on w.id = wc.work_id
                where wc.contributor_id = row.id and w.listed limit 1),
            (select true from catalog.edition_contributors ec
                join catalog.editions e on e.id = ec.edition_id
                where ec.contributor_id = row.id and e.withdrawn_at is null limit 1))""",
    ),
    "series": (
        Series,
        """(select true from catalog.works
            where series_id = row.id and listed limit 1)""",
    ),
    "publishers": (
        Publisher,
        """coalesce(
            (select true from catalog.editions
                where publisher_id = row.id and withdrawn_at is null limit 1),
            (select true from catalog.editions
                where imprint_id = row.id and withdrawn_at is null limit 1))""",
    ),
    "subjects": (
        Subject,
        """coalesce(
            (select true from catalog.work_subjects where subject_id = row.id limit 1),
            (select true from catalog.subjects where parent_id = row.id limit 1))""",
    ),
    "collections": (Collection, "true"),
}

PARTS = """
    (select '{kind}', part
    from generate_series(0, (select (max(id) - 1) / {size} from {table})) as part
        cross join lateral (
            select from {table} as row
            where id > part * {size} and id <= (part + 1) * {size} and {worth_finding}
            order by id limit 1) as first)
"""
ROWS = """
    select {columns} from {table} as row
    where id > {first} and id <= {last} and {worth_finding} order by id
"""


class Page(NamedTuple):
    path: str
    updated_at: datetime | None = None


def parts():
    """Pairs of kind and number of each file that is not empty."""
    found = db.execute_sql(" union all ".join(sql(PARTS, kind) for kind in KINDS)).fetchall()
    return sorted(found, key=lambda part: (list(KINDS).index(part[0]), part[1]))


def pages(kind, part):
    """The pages in one of the parts, counted from 0."""
    columns = "id, slug, updated_at" if kind == "works" else "id, slug"
    # Multiplied here, as a number of Postgres would be too short for the parts of addresses.
    bounds = {"first": part * PART, "last": (part + 1) * PART}
    rows = KINDS[kind][0].raw(sql(ROWS, kind, columns=columns, **bounds))
    return [Page(row.url, getattr(row, "updated_at", None)) for row in rows]


def fixed_pages():
    return [Page(path) for path in FIXED]


def sql(template, kind, **facts):
    model, worth_finding = KINDS[kind]
    table = f"catalog.{model._meta.table_name}"
    facts |= {"kind": kind, "table": table, "size": PART, "worth_finding": worth_finding}
    return template.format(**facts)
