"""Runs the numbered migrations, one runner at a time, forward only."""

from pathlib import Path

from playhouse.migrations import Runner

from app.db import db

FOLDER = Path(__file__).parent.parent / "migrations"
LOCK = 0x6F637461766F  # "octavo"


def migrate():
    """Apply what is pending, in order; return the names. Two at once take turns."""
    db.execute_sql("set statement_timeout = 0")
    # To wait for another run is not to wait for a row: it may take as long as that run does.
    db.execute_sql("set lock_timeout = 0")
    db.execute_sql("select pg_advisory_lock(%s)", (LOCK,))
    db.execute_sql("reset lock_timeout")
    try:
        applied = runner().up()
        if applied:
            # New tables are to be open to the roles of the database that need them, and no further.
            db.execute_sql("call public.grant_shop_roles()")
        return applied
    finally:
        db.execute_sql("select pg_advisory_unlock(%s)", (LOCK,))
        db.execute_sql("reset statement_timeout")


def pending():
    return [migration.name for migration in runner().status() if not migration.applied]


def runner():
    return Runner(db, str(FOLDER), table_name="schema_migrations", schema="public")
