"""Indexes what an import changes while it goes on with its file: Postgres works on both at once.

What still waits when the file is at its end is indexed then; of an import that is killed, the sweep
indexes it.
"""

from contextlib import contextmanager
from threading import Event, Thread

import structlog
from peewee import PeeweeException

from app.catalog.imports.turns import among_others
from app.catalog.stale import index_some
from app.db import db

PAUSE = 0.05  # seconds, when nothing waits

log = structlog.get_logger()


@contextmanager
def indexed_beside():
    """After the block all is indexed that waited for it, or was left by it."""
    over = Event()
    beside = Thread(target=index_until, args=(over,), name="indexing", daemon=True)
    beside.start()
    try:
        yield
    finally:
        over.set()
        beside.join()


def index_until(over):
    ending = False
    try:
        with db.connection_context():
            while True:
                if among_others(index_some):
                    continue
                if ending:
                    return
                # What was left before it was over, is found when looking again.
                ending = over.wait(PAUSE)
    except PeeweeException as error:
        log.warning("left to the sweep", error=str(error))
