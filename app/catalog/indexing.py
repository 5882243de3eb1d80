"""Works that many changes touch are indexed once, at the end of them."""

from contextlib import contextmanager

from app.db import db


@contextmanager
def indexed_once():
    """Within, triggers index nothing; the works whose ids are added to the set are, at the end.

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
        index(sorted(ids))


def index(work_ids):
    # In id order, so that two who change the same works cannot deadlock.
    db.execute_sql(
        "select from catalog.works where id = any(%s::bigint[]) order by id for no key update",
        (work_ids,),
    )
    db.execute_sql("select catalog.index_works(%s::bigint[])", (work_ids,))
