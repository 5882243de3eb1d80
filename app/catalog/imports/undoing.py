"""Undoes an import as a whole: its changes go back, the newest first, and what it added goes.

What somebody has changed since, or what orders, carts or stock refer to, is left and reported.
"""

from functools import partial

from peewee import IntegrityError

from app.catalog.imports import changes, entries
from app.catalog.imports.kinds import (
    CONTRIBUTORS,
    EDITIONS,
    KINDS,
    KINDS_BY_TABLE,
    PUBLISHERS,
    SERIES,
    WORKS,
)
from app.catalog.imports.putting_back import PuttingBack
from app.catalog.imports.turns import among_others, nudge, trail, turn
from app.catalog.models import Import, ImportChange
from app.db import db, now

BATCH = 500  # changes a transaction
PLACES = {kind: kind.table for kind in KINDS} | {WORKS: "work", EDITIONS: "edition"}
STUCK = "It could not be put back, since what it belonged to is gone."


def begin(import_id, *, staff_id=None):
    """Have a job undo an import that is over; False when there is nothing that could be undone."""
    with db.atomic():
        imported = Import.select().where(Import.id == import_id).for_update().get()
        if not can_be_undone(imported):
            return False
        imported.status = "undoing"
        imported.save()
        trail(imported, staff_id, "undid an import")
        nudge(imported.id)
    return True


def can_be_undone(imported):
    return imported.status in ("done", "failed") and imported.changes.exists()


def undo(import_id):
    """Undo an import here and now; False when another one is at work."""
    begin(import_id)
    with turn() as mine:
        imported = Import.get_by_id(import_id)
        if mine and imported.status == "undoing":
            go_back(imported)
    return mine


def go_back(imported, on_batch=lambda imported: None):
    """Undo what is left of an import; a change is forgotten as it is undone."""
    while rows := latest_changes(imported):
        among_others(partial(undo_together, imported, rows))
        imported = Import.get_by_id(imported.id)
        on_batch(imported)
    imported.status, imported.finished_at = "undone", now()
    imported.save()


def latest_changes(imported):
    query = ImportChange.select().where(ImportChange.imported == imported)
    return list(query.order_by(ImportChange.id.desc()).limit(BATCH))


def undo_together(imported, rows):
    try:
        with db.atomic():
            undo_rows(imported, rows)
    except IntegrityError:
        for row in rows:
            undo_alone(imported, row)


def undo_alone(imported, row):
    try:
        with db.atomic():
            undo_rows(imported, [row])
    except IntegrityError:
        with db.atomic():
            close(imported, KINDS_BY_TABLE[row.table_name], [row], {row.row_key["id"]: STUCK}, {})


def undo_rows(imported, rows):
    """Undo rows of the log in one transaction, those who name others first."""
    db.execute_sql("set local octavo.index_later = 'on'")
    (moment,) = db.execute_sql("select to_json(now())").fetchone()
    touched = set()
    lock_names(rows)
    for kind in reversed(KINDS):
        own = [row for row in rows if row.table_name == kind.table]
        if own:
            going_back = PuttingBack(kind, own, moment)
            going_back.write()
            changes.unindex(kind, going_back.gone())
            touched |= going_back.works()
            close(imported, kind, own, going_back.left, going_back.before)
    changes.index(touched)
    db.execute_sql("set local octavo.index_later = 'off'")


def lock_names(rows):
    """Before any work, since staff take them in this order."""
    for kind in (CONTRIBUTORS, PUBLISHERS, SERIES):
        entries.lock(kind, [row.row_key["id"] for row in rows if row.table_name == kind.table])


def close(imported, kind, rows, left, states):
    """Count rows as undone, and forget them and what else there is of those that are left."""
    remark(imported, kind, left, states)
    done = len({row.row_key["id"] for row in rows} - set(left))
    told = sum(1 for why in left.values() if why)
    Import.update(put_back=Import.put_back + done, left_alone=Import.left_alone + told).where(
        Import.id == imported.id
    ).execute()
    entries.delete("import_changes", "id", [row.id for row in rows])
    if left:
        db.execute_sql(FORGET_EARLIER, (imported.id, kind.table, list(left)))


def remark(imported, kind, left, states):
    columns = ("import_id", "record", "place", "identifier", "refused", "reason", "about_undoing")
    rows = [
        (imported.id, 0, PLACES[kind], name_of(states.get(id)), False, why, True)
        for id, why in left.items()
        if why
    ]
    entries.insert(
        "import_remarks", columns, [dict(zip(columns, row, strict=True)) for row in rows]
    )


def name_of(state):
    return (state or {}).get("isbn") or (state or {}).get("title", "")[:200]


# So that what is left is told of once.
FORGET_EARLIER = """
    delete from catalog.import_changes
    where import_id = %s and table_name = %s and (row_key->>'id')::bigint = any(%s::bigint[])
"""
