"""Writes records into the catalogue, some hundreds in one transaction; one that the database does
not take costs only itself."""

from collections import Counter
from dataclasses import dataclass, field

import structlog
from flask import current_app
from peewee import DataError, IntegrityError, InternalError, OperationalError

from app.catalog.imports import changes, entries
from app.catalog.imports.batch import Batch, tokens_of
from app.catalog.imports.records import Refusal
from app.catalog.imports.soundness import Unfit, made_sound
from app.db import db, now

NOT_TAKEN = (DataError, IntegrityError, InternalError)
TOO_MUCH = "54"  # SQLSTATE class: a limit of the database was exceeded
LONGEST_REASON = 1000

log = structlog.get_logger()


@dataclass
class Outcome:
    """What became of some records; `refused` counts them too."""

    counts: Counter = field(default_factory=Counter)
    remarks: list = field(default_factory=list)  # rows of import_remarks

    def refuse(self, number, refusal):
        self.counts["refused"] += 1
        self.remark(number, refusal, refusal.reason, refused=True)

    def remark(self, number, about, reason, *, refused=False):
        self.remarks.append(
            {
                "record": number,
                "place": about.place,
                "identifier": about.identifier,
                "refused": refused,
                "reason": reason[:LONGEST_REASON] or "No reason was given.",
            }
        )


def write(imported, items):
    """Write items that a reader gave, numbered from 1 in their file, for an Import; return the
    Outcome. Call it in a transaction, which may then write how far the import is.
    """
    outcome, sound = Outcome(), []
    for number, item in items:
        if isinstance(item, Refusal):
            outcome.refuse(number, item)
        else:
            check(number, item, sound, outcome)
    try:
        with db.atomic():
            together = write_together(imported, sound)
    except (*NOT_TAKEN, OperationalError) as error:
        refuse_to_go_on(error)
        together = write_one_by_one(imported, sound)
    outcome.counts += together.counts
    outcome.remarks += together.remarks
    note(imported, outcome)
    return outcome


def check(number, record, sound, outcome):
    try:
        sound.append((number, made_sound(record)))
    except Unfit as reason:
        outcome.refuse(number, Refusal(record.place, str(reason), record.identifier))


def write_together(imported, numbered):
    outcome = Outcome()
    records = [record for _, record in numbered]
    batch = Batch(
        records,
        told_before(imported, records),
        currency=current_app.config["SETTINGS"].currency,
        today=now().date(),
        rehearsal=imported.dry_run,
    )
    for number, record in numbered:
        take(batch, number, record, outcome)
    if not imported.dry_run:
        changes.write(imported.id, batch)
    remember(imported, records)
    return outcome


def take(batch, number, record, outcome):
    said = len(record.remarks)
    try:
        outcome.counts[batch.take(record)] += 1
    except Unfit as reason:
        outcome.refuse(number, Refusal(record.place, str(reason), record.identifier))
    for remark in record.remarks:
        outcome.remark(number, record, remark)
    del record.remarks[said:]  # It may be taken again, by itself.


def write_one_by_one(imported, numbered):
    outcome = Outcome()
    for pair in numbered:
        number, record = pair
        try:
            with db.atomic():
                alone = write_together(imported, [pair])
        except (*NOT_TAKEN, OperationalError) as error:
            refuse_to_go_on(error)
            log.warning("record not taken", imported=imported.id, record=number, error=str(error))
            outcome.refuse(number, Refusal(record.place, in_words(error), record.identifier))
        else:
            outcome.counts += alone.counts
            outcome.remarks += alone.remarks
    return outcome


def refuse_to_go_on(error):
    """Raise what is not the record's fault, such as a lost connection."""
    code = getattr(error.__cause__, "pgcode", None) or ""
    if isinstance(error, OperationalError) and not code.startswith(TOO_MUCH):
        raise error


def in_words(error):
    said = str(error).strip().splitlines()[0]
    return f"The database did not take it and said: {said}"


def told_before(imported, records):
    tokens = {token for record in records for token in tokens_of(record)}
    query = "select token from catalog.import_tokens where import_id = %s and token = any(%s)"
    return {token for (token,) in db.execute_sql(query, (imported.id, list(tokens))).fetchall()}


def remember(imported, records):
    tokens = sorted({token for record in records for token in tokens_of(record)})
    db.execute_sql(
        "insert into catalog.import_tokens (import_id, token)"
        " select %s, unnest(%s::text[]) on conflict do nothing",
        (imported.id, tokens),
    )


def note(imported, outcome):
    columns = ("import_id", "record", "place", "identifier", "refused", "reason")
    rows = [{"import_id": imported.id} | remark for remark in outcome.remarks]
    entries.insert("import_remarks", columns, rows)
