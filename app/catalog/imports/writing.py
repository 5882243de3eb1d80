"""Writes records into the catalogue, some hundreds in one transaction; one that the database does
not take costs only itself."""

from collections import Counter
from dataclasses import dataclass, field
from itertools import repeat

import structlog
from flask import current_app

from app.catalog.imports import changes, entries
from app.catalog.imports.batch import Batch, tokens_of
from app.catalog.imports.grouping import keys_of
from app.catalog.imports.records import Refusal
from app.catalog.imports.soundness import Unfit, made_sound
from app.db import REFUSALS, db, is_refusal
from app.times import shop_today

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


def write(imported, items, ids):
    """Write items that a reader gave, numbered from 1 in their file, for an Import; return the
    Outcome. Call it in a transaction, which may then write how far the import is.

    `ids` are Ids to be used, the same for all batches of an import.
    """
    outcome, sound = Outcome(), []
    for number, item in items:
        if isinstance(item, Refusal):
            outcome.refuse(number, item)
        else:
            check(number, item, sound, outcome)
    try:
        with db.atomic():
            together = write_together(imported, sound, ids)
    except REFUSALS as error:
        if not is_refusal(error):
            raise  # It is not the record's fault.
        together = write_one_by_one(imported, sound, ids)
    outcome.counts += together.counts
    outcome.remarks += together.remarks
    note(imported, outcome)
    return outcome


def check(number, record, sound, outcome):
    try:
        sound.append((number, made_sound(record)))
    except Unfit as reason:
        outcome.refuse(number, Refusal(record.place, str(reason), record.identifier))


def write_together(imported, numbered, ids):
    outcome = Outcome()
    records = [record for _, record in numbered]
    keys = [keys_of(record) if record.title else [] for record in records]
    tokens = sorted(set().union(*map(tokens_of, records, keys, repeat(imported.dry_run))))
    batch = Batch(
        records,
        keys,
        told_before(imported, tokens),
        ids=ids,
        shop=current_app.config["SETTINGS"],
        today=shop_today(),
    )
    for (number, record), its_keys in zip(numbered, keys, strict=True):
        take(batch, number, record, its_keys, outcome)
    if not imported.dry_run:
        changes.write(imported.id, batch)
    remember(imported, tokens)
    return outcome


def take(batch, number, record, keys, outcome):
    said = len(record.remarks)
    try:
        outcome.counts[batch.take(record, keys)] += 1
    except Unfit as reason:
        outcome.refuse(number, Refusal(record.place, str(reason), record.identifier))
    for remark in record.remarks:
        outcome.remark(number, record, remark)
    del record.remarks[said:]  # It may be taken again, by itself.


def write_one_by_one(imported, numbered, ids):
    outcome = Outcome()
    for pair in numbered:
        number, record = pair
        try:
            with db.atomic():
                alone = write_together(imported, [pair], ids)
        except REFUSALS as error:
            if not is_refusal(error):
                raise
            log.warning("record not taken", imported=imported.id, record=number, error=str(error))
            outcome.refuse(number, Refusal(record.place, in_words(error), record.identifier))
        else:
            outcome.counts += alone.counts
            outcome.remarks += alone.remarks
    return outcome


def in_words(error):
    said = str(error).strip().splitlines()[0]
    return f"The database did not take it and said: {said}"


def told_before(imported, tokens):
    query = (
        "select token from catalog.import_tokens where import_id = %s and token = any(%s::text[])"
    )
    return {token for (token,) in db.execute_sql(query, (imported.id, tokens)).fetchall()}


def remember(imported, tokens):
    db.execute_sql(
        "insert into catalog.import_tokens (import_id, token)"
        " select %s, unnest(%s::text[]) on conflict do nothing",
        (imported.id, tokens),
    )


def note(imported, outcome):
    columns = ("import_id", "record", "place", "identifier", "refused", "reason")
    rows = [{"import_id": imported.id} | remark for remark in outcome.remarks]
    entries.insert("import_remarks", columns, rows)
