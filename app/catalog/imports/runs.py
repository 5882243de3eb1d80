"""Imports from their beginning to their end. Whatever becomes of one, batch after batch of it is in
the database whole, and it goes on where the last one ended."""

from datetime import timedelta
from functools import partial

from peewee import InterfaceError, OperationalError

from app.catalog.imports import csv_files, files, onix, undoing, writing
from app.catalog.imports.indexing_beside import indexed_beside
from app.catalog.imports.keys import give_keys
from app.catalog.imports.names import Ids
from app.catalog.imports.records import UnreadableFile
from app.catalog.imports.statistics import renew_statistics
from app.catalog.imports.stopping import wish_to_stop
from app.catalog.imports.turns import among_others, nudge, nudge_next, trail, turn
from app.catalog.models import Import, ImportPart
from app.catalog.subject_tree import load as load_subjects
from app.db import db, now
from app.queueing import BULK, nudge_after_commit
from app.typed_text import one_line

COUNTED = ("added", "changed", "unchanged", "refused")
BATCH = 500  # records a transaction
READERS = {"csv": csv_files.read, "onix": onix.read}
# Or suggestions would rank new names by few of their books, and searches of a shop that was just
# filled would read all of it, six hours long.
WHEN_DONE = ("jobs.sweeps.renew_names", "jobs.sweeps.arrange_tiers")
DAYS_KEPT = 7  # the file of a dry run
CRASH = "Something went wrong on our side. It has been noted; what was taken before stays."


def start(stream, file_name, *, staff_id=None, dry_run=False):
    """Keep a file of books (CSV or ONIX, maybe gzipped) for a job to import; return the Import.

    A dry run changes nothing and says what would. Raises UnreadableFile.
    """
    with db.atomic():
        imported = keep(stream, file_name, staff_id=staff_id, dry_run=dry_run)
        nudge(imported.id)
    return imported


def keep(stream, file_name, *, staff_id=None, dry_run=False):
    """Like start(), for a caller who carries on by himself."""
    with db.atomic():
        imported = Import.create(
            file_name=one_line(file_name)[:200] or "a file without a name",
            file_format="csv",
            digest="",
            bytes_total=0,
            staff_id=staff_id,
            dry_run=dry_run,
        )
        imported.bytes_total, imported.digest = files.keep(imported.id, stream)
        imported.file_format = files.format_of(files.opened(files.Pieces(imported.id)))
        imported.save()
        trail(imported, staff_id, "tried out a file" if dry_run else "imported a file")
    return imported


def take_for_real(tried, *, staff_id=None):
    """Import the file of a dry run that is done; None when that file is not kept any longer."""
    with db.atomic():
        tried = Import.select().where(Import.id == tried.id).for_update().get()
        kept = ImportPart.select().where(ImportPart.imported == tried).exists()
        if not (tried.dry_run and tried.status == "done" and kept):
            return None
        imported = Import.create(
            file_name=tried.file_name,
            file_format=tried.file_format,
            digest=tried.digest,
            bytes_total=tried.bytes_total,
            staff_id=staff_id,
        )
        ImportPart.update(imported=imported).where(ImportPart.imported == tried).execute()
        trail(imported, staff_id, "imported a file")
        nudge(imported.id)
    return imported


def carry_on(import_id, on_batch=lambda imported: None):
    """Do what is left to do of an import or of undoing it; False when another is at work.

    `on_batch` is told the Import as it gets on.
    """
    with turn() as mine:
        if not mine:
            return False
        imported = Import.get_by_id(import_id)
        if imported.status in ("waiting", "running"):
            go_through(imported, on_batch)
        elif imported.status == "undoing":
            undoing.go_back(imported, on_batch)
    nudge_next()
    return True


def go_through(imported, on_batch):
    imported.status, imported.started_at = "running", imported.started_at or now()
    imported.save()
    try:
        failure = read_and_write(imported, on_batch)
    except (OperationalError, InterfaceError):
        raise  # The database is away: the import goes on when it is back.
    except Exception:
        end(imported, CRASH)
        raise
    end(imported, failure)


def read_and_write(imported, on_batch):
    """Take batch after batch; return why the file was not read to its end, or nothing."""
    if not imported.dry_run:
        load_subjects()
        give_keys()
        with indexed_beside():
            return read_on(imported, on_batch)
    return read_on(imported, on_batch)


def read_on(imported, on_batch):
    ids = Ids(rehearsal=imported.dry_run)
    pieces = files.Pieces(imported.id)
    try:
        items = READERS[imported.file_format](files.opened(pieces))
        for batch in batches(items, imported.records):
            if wish := wish_to_stop(imported):
                return wish
            among_others(partial(take, imported, batch, ids, pieces.position))
            so_far = Import.get_by_id(imported.id)
            if not imported.dry_run:
                renew_statistics(so_far.added)
            on_batch(so_far)
    except UnreadableFile as error:
        return str(error)
    return ""


def batches(items, behind):
    """Lists of numbered items, without those that are behind us; what was read of a file that
    then cannot be read any further comes before the UnreadableFile."""
    batch = []
    try:
        for number, item in enumerate(items, start=1):
            if number > behind:
                batch.append((number, item))
            if len(batch) == BATCH:
                yield batch
                batch = []
    except UnreadableFile:
        if batch:
            yield batch
        raise
    if batch:
        yield batch


def take(imported, batch, ids, position):
    outcome = writing.write(imported, batch, ids)
    get_on(imported, outcome.counts, batch[-1][0], position)


def get_on(imported, counts, last, position):
    more = {name: getattr(Import, name) + counts[name] for name in COUNTED}
    Import.update(records=last, bytes_read=position, **more).where(
        Import.id == imported.id
    ).execute()


def end(imported, failure):
    with db.atomic():
        imported.status = "failed" if failure else "done"
        imported.failure, imported.finished_at = failure, now()
        imported.save()
        db.execute_sql("delete from catalog.import_tokens where import_id = %s", (imported.id,))
        # That of a dry run may be wanted for real.
        if failure or not imported.dry_run:
            files.forget(imported.id)
        if not imported.dry_run:
            for job in WHEN_DONE:
                nudge_after_commit(job, queue=BULK)


def forget_old_trials():
    """Drop the files of dry runs that nobody asked for in a week."""
    old = Import.select(Import.id).where(
        Import.dry_run, Import.finished_at < now() - timedelta(days=DAYS_KEPT)
    )
    ImportPart.delete().where(ImportPart.imported.in_(old)).execute()
