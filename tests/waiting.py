"""For tests of two who want the same rows: one begins, and the other waits for it."""

import threading
import time

from app.db import db

WAITING = """
    select count(*) from pg_locks
    where not granted and pg_backend_pid() = any(pg_blocking_pids(pid))
"""


def begun(app, call):
    """The thread, with a connection of its own, in which the call has begun."""

    def run():
        with app.app_context(), db.connection_context():
            call()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


def until_somebody_waits():
    """Return as soon as another connection waits for a row that our transaction holds."""
    latest = time.monotonic() + 10
    while db.execute_sql(WAITING).fetchone() == (0,):
        assert time.monotonic() < latest
