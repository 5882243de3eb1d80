"""What was left for later when works changed: indexing them again, and adding up counts."""

import time

from app.db import db, unhurried

BATCH = 200  # works that are indexed in one transaction
TIME = 10  # seconds a minute: the worker has letters to send, too

LEAVE = "insert into catalog.stale_works select unnest(%s::bigint[])"
# The rows of a batch go with it, so that whoever is killed leaves them to the next. Two who take at
# once take different ones.
TAKE = """
    with taken as (
        delete from catalog.stale_works where ctid = any(array(
            select ctid from catalog.stale_works order by work_id limit %s for update skip locked))
        returning work_id)
    select array_agg(distinct work_id) from taken
"""
ADD_UP = """
    with taken as (delete from catalog.subject_counts returning subject_id, works)
    insert into catalog.subject_counts
    select subject_id, sum(works) from taken group by subject_id having sum(works) <> 0
"""


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
            db.execute_sql("select catalog.index_works(%s::bigint[])", (ids,))
    return bool(ids)


def add_up_counts():
    """Make one row of the many that a subject's count has become."""
    db.execute_sql(ADD_UP)
