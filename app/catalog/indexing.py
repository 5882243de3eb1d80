"""Works that many changes touch are indexed once, at the end of them."""

from contextlib import contextmanager

from app.db import db


@contextmanager
def indexed_once():
    """Within, triggers index nothing; the works whose ids are added to the set are, at the end, or
    by the next sweep when they are so many that nobody should wait for them.

    Where indexing is off already, as in a bulk load, it is left to whoever switched it off. Call it
    in a transaction.
    """
    now = db.execute_sql("select catalog.index_now()").fetchone() == (True,)
    ids = set()
    if now:
        db.execute_sql("set local octavo.index_later = 'on'")
    yield ids
    if now:
        db.execute_sql("set local octavo.index_later = 'off'")
        db.execute_sql("select catalog.index_or_leave(%s::bigint[])", (sorted(ids),))


def index_names(kind, ids):
    """Let suggestions offer rows by the names of now, and those that are gone no longer; `kind` is
    what they are called there: work, author, series, subject, publisher."""
    db.execute_sql("select catalog.index_names_of(%s, %s::bigint[])", (kind, list(ids)))
