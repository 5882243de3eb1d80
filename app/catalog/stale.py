"""What was left for later when works changed: indexing them again, and adding up counts."""

import time

import structlog

from app.db import REFUSALS, db, is_refusal, unhurried

# Rows, each of a work, that are indexed in one transaction. It keeps their works locked: an import
# that goes on beside it waits for those that it meets again, a quarter of its time with 500.
BATCH = 100
TIME = 10  # seconds a minute: the worker has letters to send, too

LEAVE = "insert into catalog.stale_works select unnest(%s::bigint[])"
# The rows of a batch go with it, so that whoever is killed leaves them to the next. Two who take at
# once take different rows.
TAKE = """
    with taken as (
        delete from catalog.stale_works where ctid = any(array(
            select ctid from catalog.stale_works order by work_id limit %s for update skip locked))
        returning work_id)
    select array_agg(distinct work_id) from taken
"""
INDEX = "select catalog.index_works(%s::bigint[])"
ADD_UP = """
    with taken as (delete from catalog.subject_counts returning subject_id, works)
    insert into catalog.subject_counts
    select subject_id, sum(works) from taken group by subject_id having sum(works) <> 0
"""

log = structlog.get_logger()


def leave(ids):
    """Leave works to be indexed a little later, by index_some()."""
    if ids:
        db.execute_sql(LEAVE, (sorted(ids),))


def index_stale():
    until = time.monotonic() + TIME
    while time.monotonic() < until and index_some():
        pass


def index_some():
    """Index some of the works that wait for it; whether there were any."""
    with unhurried():
        (ids,) = db.execute_sql(TAKE, (BATCH,)).fetchone()
        if ids:
            index(ids)
    return bool(ids)


def index(ids):
    """Index works, but for those that the database refuses to; none of them holds up the others."""
    try:
        with db.atomic():
            db.execute_sql(INDEX, (ids,))
    except REFUSALS as error:
        if not is_refusal(error):
            raise
        if len(ids) == 1:
            log.error("work not indexed", work=ids[0], error=str(error))
            return
        for id in ids:
            index([id])


def add_up_counts():
    """Make one row of the many that a subject's count has become."""
    db.execute_sql(ADD_UP)
