"""Keeps what Postgres knows of the catalogue near to what is there, while an import fills a shop.

It looks for itself only now and then. Until then each statement is planned for the few books of
before: an import into an empty shop took three times as long in its first minute as after it.
"""

from app.db import db, unhurried

KNOWN = "select greatest(reltuples, 0) from pg_class where oid = 'catalog.works'::regclass"
TABLES = """
    select string_agg(oid::regclass::text, ', ') from pg_class
    where relnamespace = 'catalog'::regnamespace and relkind in ('r', 'p') and not relispartition
"""


def renew_statistics(added):
    """Have Postgres look again once an import has added twice the works that it knows of."""
    (known,) = db.execute_sql(KNOWN).fetchone()
    if added <= 2 * known:
        return
    with unhurried():
        (tables,) = db.execute_sql(TABLES).fetchone()
        db.execute_sql(f"analyze (skip_locked) {tables}")
