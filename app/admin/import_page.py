"""An import as staff see it: how far it is, what it came to, and what it says of each record."""

from dataclasses import dataclass

from peewee import JOIN

from app.accounts.models import Customer
from app.catalog.exports.csv_lines import line
from app.catalog.imports.runs import CRASH
from app.catalog.imports.stopping import STOPPED, can_be_stopped, is_stopping
from app.catalog.imports.turns import UNFINISHED
from app.catalog.imports.undoing import can_be_undone
from app.catalog.models import Import, ImportPart, ImportRemark
from app.db import db

STATUSES = {
    "waiting": "Waiting for its turn",
    "running": "At work",
    "done": "Done",
    "failed": "Stopped",
    "undoing": "Being undone",
    "undone": "Undone",
}
REPORTS = {"refused": "Refused", "remarks": "Remarks", "left": "Left when undoing"}
AT_ONCE = 1000  # lines of a report; no connection is held while somebody takes them away


@dataclass(frozen=True)
class ImportPage:
    imported: Import

    @property
    def status(self):
        if is_stopping(self.imported):
            return "Being stopped"
        if self.imported.dry_run and self.imported.status == "done":
            return "Tried out: nothing was changed"
        return STATUSES[self.imported.status]

    @property
    def unfinished(self):
        return self.imported.status in UNFINISHED

    @property
    def percent(self):
        """How much of what there is to do is done."""
        if self.imported.status == "undoing":
            done = self.imported.put_back + self.imported.left_alone
            whole = done + self.imported.changes.count()
        else:
            done, whole = self.imported.bytes_read, self.imported.bytes_total
        return min(100, 100 * done // whole) if whole else 0

    @property
    def can_be_stopped(self):
        return can_be_stopped(self.imported)

    @property
    def leaves_unsaid_what_stays(self):
        """The file was at fault, and something came before that."""
        said = self.imported.failure in (CRASH, STOPPED)
        return bool(self.imported.records) and not said

    @property
    def can_be_undone(self):
        return can_be_undone(self.imported)

    @property
    def can_be_taken(self):
        """It was a dry run, and its file is still here."""
        tried = self.imported.dry_run and self.imported.status == "done"
        return tried and ImportPart.select().where(ImportPart.imported == self.imported).exists()


def latest_imports():
    """A query for imports, the newest first, each with whose it is, .staff."""
    return (
        Import.select(Import, Customer.name.alias("staff"))
        .join(Customer, JOIN.LEFT_OUTER, on=Import.staff_id == Customer.id)
        .order_by(Import.id.desc())
        .objects()
    )


def report_of(imported, name):
    """A query for the remarks of one of REPORTS."""
    kinds = {
        "refused": ImportRemark.refused,
        "remarks": ~ImportRemark.refused & ~ImportRemark.about_undoing,
        "left": ImportRemark.about_undoing,
    }
    mine = ImportRemark.imported == imported
    return ImportRemark.select().where(mine, kinds[name]).order_by(ImportRemark.id)


def report_file(imported, name):
    """The lines of a report as CSV; they may be read when the request is over."""
    yield line(("record", "place", "identifier", "reason"))
    last = 0
    while rows := rows_after(last, report_of(imported, name)):
        for row in rows:
            yield line((row.record, row.place, row.identifier, row.reason))
        last = rows[-1].id


def rows_after(last, report):
    borrowed = db.connect(reuse_if_open=True)
    try:
        return list(report.where(ImportRemark.id > last).limit(AT_ONCE))
    finally:
        if borrowed:
            db.close()
