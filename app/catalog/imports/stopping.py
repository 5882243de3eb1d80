"""Ends an import before its file does, when staff ask for it.

The row carries the wish as its failure; whoever is at work looks between two batches, and ends it.
"""

from app.catalog.imports.turns import nudge, trail
from app.catalog.models import Import
from app.db import db

STOPPED = "It was stopped by staff; what came before stays, and can be undone."
TRIAL_STOPPED = "It was stopped by staff."
CAN_BE_STOPPED = ("waiting", "running")


def stop(import_id, *, staff_id=None):
    """Have an import that is not over end soon; False when there is nothing to stop."""
    with db.atomic():
        imported = Import.select().where(Import.id == import_id).for_update().get()
        if not can_be_stopped(imported):
            return False
        imported.failure = TRIAL_STOPPED if imported.dry_run else STOPPED
        imported.save()
        trail(imported, staff_id, "stopped an import")
        nudge(imported.id)
    return True


def can_be_stopped(imported):
    return imported.status in CAN_BE_STOPPED and not imported.failure


def is_stopping(imported):
    return imported.status in CAN_BE_STOPPED and bool(imported.failure)


def wish_to_stop(imported):
    """Why it is to end now, if somebody has asked for that since; else nothing."""
    return Import.get_by_id(imported.id).failure
