"""Indexes what an import changes while it goes on with its file: Postgres works on both at once.

What still waits when the file is at its end is indexed then, for a while; what is left after that,
or by an import that is killed, the sweep indexes.
"""

import math
import time
from contextlib import contextmanager
from threading import Event, Thread

import structlog

from app.catalog.imports.turns import among_others
from app.catalog.stale import index_some
from app.db import lent_connection

PAUSE = 0.05  # seconds, when nothing waits
AFTER_FAILURE = 1  # second
AT_THE_END = 20  # seconds that an import waits for what is left: the shop's, not only its own

log = structlog.get_logger()


@contextmanager
def indexed_beside():
    """After the block what was left by it is indexed, unless much else waits as well."""
    indexing = Indexing(name="indexing", daemon=True)
    indexing.start()
    try:
        yield
    except BaseException:
        indexing.end(within=0)
        raise
    indexing.end(within=AT_THE_END)


class Indexing(Thread):
    def __init__(self, **options):
        super().__init__(**options)
        self.over, self.until = Event(), math.inf

    def end(self, within):
        self.until = time.monotonic() + within
        self.over.set()
        while time.monotonic() < self.until and self.has_indexed():
            pass  # two do it now, since nobody reads and writes any more
        self.join()

    def run(self):
        ending = False
        while time.monotonic() < self.until:
            if self.has_indexed():
                continue
            if ending:
                return
            # What was left before it was over, is found when looking again.
            ending = self.over.wait(PAUSE)

    def has_indexed(self):
        try:
            with lent_connection():
                return among_others(index_some)
        except Exception as error:  # whatever it is, the sweep will meet it as well
            log.warning("not indexed beside an import", error=str(error))
            self.over.wait(AFTER_FAILURE)
            return False
