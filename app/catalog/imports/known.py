"""What the catalogue has of the editions and works that records tell of."""

from app.catalog.imports import entries
from app.catalog.imports.kinds import WORKS
from app.db import db


def editions_of(isbns):
    return found(
        "select isbn, id from catalog.editions where isbn = any(%s) and condition = 'new'", isbns
    )


def works_of(editions, keys):
    """Whose the keys are, and the states of these works and of those of the editions."""
    while True:
        owners = owners_of(keys)
        ids = {state["work_id"] for state in editions.values()} | set(owners.values())
        works = entries.read(WORKS, ids)
        if works.keys() == ids:
            return owners, works
        # One was merged while we waited for it: its keys belong to another now.


def owners_of(keys):
    return found(
        "select key, min(work_id) from catalog.work_keys where key = any(%s) group by key", keys
    )


def first_editions(work_ids):
    return found(
        "select work_id, min(id) from catalog.editions"
        " where work_id = any(%s) and condition = 'new' group by work_id",
        work_ids,
    )


def found(query, values):
    return dict(db.execute_sql(query, (list(values),)).fetchall()) if values else {}
