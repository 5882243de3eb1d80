"""One import at a time is at work, the oldest first; a job does it, or a command."""

from peewee import OperationalError

from app.accounts.staff_actions import record
from app.catalog.models import Import
from app.db import held_alone, unhurried
from app.queueing import BULK, nudge_after_commit

JOB = "jobs.imports.run"
NO_LIMIT = -1  # seconds: an import takes as long as its file is
MOST_ATTEMPTS = 3
MET_OTHERS = ("40P01", "40001", "55P03")  # SQLSTATE: deadlock, serialization, lock not available
UNFINISHED = ("waiting", "running", "undoing")


def turn():
    """Yields True to whoever may work on an import now, False to others."""
    return held_alone("catalogue import")


def nudge(import_id):
    nudge_after_commit(JOB, import_id, queue=BULK, timeout=NO_LIMIT)


def nudge_next():
    """Let the oldest import that is not done go on, unless one is at work."""
    with turn() as free:
        oldest = free and Import.select().where(Import.status.in_(UNFINISHED)).order_by(Import.id)
        if oldest and (imported := oldest.first()):
            nudge(imported.id)


def trail(imported, staff_id, action):
    """Leave a line in the trail of staff; none when an operator did it."""
    if staff_id:
        record(staff_id, action, f"import {imported.id}", after={"file": imported.file_name})


def among_others(action):
    """Do something in one transaction, again if it met others at the same rows."""
    for attempt in range(1, MOST_ATTEMPTS + 1):
        try:
            with unhurried():
                return action()
        except OperationalError as error:
            code = getattr(error.__cause__, "pgcode", None)
            if code not in MET_OTHERS or attempt == MOST_ATTEMPTS:
                raise
    return None
