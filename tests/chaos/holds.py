"""Where a process of the shop is made to wait, so that it can be killed at that very step.

Each is a context manager of the running shop; it yields a call that returns once somebody waits.
"""

from contextlib import contextmanager

from app.db import db
from tests.jobs.conftest import until
from tests.waiting import WAITING


def somebody_waits():
    return db.execute_sql(WAITING).fetchone() != (0,)


def at_table(name):
    """At the first thing that is written to this table, or the first row locked in it."""

    @contextmanager
    def held(shop):
        with db.atomic():
            db.execute_sql(f"lock table {name} in exclusive mode")
            yield lambda: until(somebody_waits, seconds=30)

    return held


def at_call(method, path, work):
    """At a call to Stripe whose answer never comes: its work is "done", or "skipped"."""
    fault = {"api": "timeout", "seconds": 60, "next": 1, "method": method, "path": path}

    @contextmanager
    def held(shop):
        def stripe_was_asked():
            return not any("api" in fault for fault in shop.faults())

        shop.misbehave({**fault, "work": work})
        yield lambda: until(stripe_was_asked, seconds=30)
        shop.behave()

    return held
