"""Where what has moved is now, so that old addresses still lead there."""

from app.catalog.models import (
    Collection,
    Contributor,
    MergedWork,
    OldSlug,
    Publisher,
    Series,
    Subject,
)
from app.db import db

MODELS = {"subject": Subject, "collection": Collection}
NAMES = {Contributor: "contributor", Series: "series", Publisher: "publisher"}
MERGED_NAME = "select row_id from catalog.merged_names where kind = %s and old_id = %s"
# A name that was merged twice leads where the later one went.
MERGED_NAMES = """
    select merged.name, stays.id
    from catalog.merged_names as merged join catalog.{table} as stays on stays.id = merged.row_id
    where merged.kind = %s and merged.name = any(%s) order by merged.old_id
"""


def merged_into(work_id):
    """The work that another one became a part of; None when there is no such work."""
    merged = MergedWork.get_or_none(MergedWork.old_id == work_id)
    return merged and merged.work


def once_called(kind, slug):
    """The subject or collection ("subject", "collection") of this slug of before, or None."""
    old = OldSlug.get_or_none(OldSlug.kind == kind, OldSlug.slug == slug)
    return old and MODELS[kind].get_or_none(id=old.row_id)


def merged_name(model, row_id):
    """The person, series or publisher that another one became a part of, or None."""
    found = db.execute_sql(MERGED_NAME, (NAMES[model], row_id)).fetchone()
    return found and model.get_or_none(model.id == found[0])


def merged_names(model, names):
    """By name, the id of the person, series or publisher that one of this name became a part of."""
    query = MERGED_NAMES.format(table=model._meta.table_name)
    return dict(db.execute_sql(query, (NAMES[model], list(names))).fetchall())
