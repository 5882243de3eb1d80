"""The log of what an import did to each entry, written with it in one transaction."""

from app.catalog.imports import entries
from app.catalog.imports.kinds import CONTRIBUTORS, EDITIONS, PUBLISHERS, SERIES, WORKS
from app.catalog.indexing import index_names
from app.catalog.stale import leave
from app.db import db

SUGGESTED = {CONTRIBUTORS: "author", SERIES: "series", PUBLISHERS: "publisher"}


def write(import_id, batch):
    """Write what a batch of records came to, and how each entry was before."""
    # The triggers would index each work several times over; it is done once, beside the import.
    db.execute_sql("set local octavo.index_later = 'on'")
    touched = set()
    for kind, before, after in batch.results():
        if kind is WORKS:
            for id in after.keys() & before.keys():
                if is_seen(before[id], after[id]):
                    after[id] = after[id] | {"updated_at": batch.moment}
        entries.add(kind, {id: state for id, state in after.items() if id not in before})
        entries.change(kind, {id: after[id] for id in after.keys() & before.keys()}, before)
        note(import_id, kind, before, after)
        touched.update(works_of(kind, after))
    leave(touched)
    db.execute_sql("set local octavo.index_later = 'off'")


def is_seen(before, after):
    """Is there more of a change than to the keys, which only feeds see?"""
    return before | {"keys": after["keys"]} != after


def works_of(kind, states):
    if kind is WORKS:
        return states.keys()
    return {state["work_id"] for state in states.values()} if kind is EDITIONS else set()


def note(import_id, kind, before, after):
    rows = [
        {
            "import_id": import_id,
            "table_name": kind.table,
            "row_key": {"id": id},
            "before": before.get(id),
            "after": trace(kind, state),
        }
        for id, state in after.items()
    ]
    columns = ("import_id", "table_name", "row_key", "before", "after")
    entries.insert("import_changes", columns, rows)


def trace(kind, state):
    """What is kept of a state that stands in the catalogue itself: enough to know it again."""
    kept = {"popularity": state["popularity"]} if kind is WORKS else {}
    return {"digest": entries.digest(kind, state)} | kept


def index(work_ids):
    if work_ids:
        db.execute_sql("select catalog.index_works(%s::bigint[])", (sorted(work_ids),))


def unindex(kind, ids):
    """Let nobody be offered people, series and houses that are gone."""
    if kind in SUGGESTED and ids:
        index_names(SUGGESTED[kind], ids)
