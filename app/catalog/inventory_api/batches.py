"""A request to update stock, done once however often it is sent.

The rows are taken some hundred at a time, each time in a transaction that also notes in the batch
how far it has come: the copies of a book are locked for a moment only, a batch that was cut short
goes on where it stopped when it is sent again, and two of the same at once share the work.
"""

from datetime import timedelta
from hashlib import sha256

from peewee import SQL, BigIntegerField, IntegerField, TextField
from playhouse.postgres_ext import BinaryJSONField, DateTimeTZField

from app.catalog.inventory_api.applying import apply
from app.catalog.inventory_api.rows import read_rows
from app.db import CatalogModel, db, now

ROWS_AT_ONCE = 500
KEPT = timedelta(days=30)


class StockBatch(CatalogModel):
    token_id = BigIntegerField()
    key = TextField()
    body_digest = TextField()
    rows = IntegerField()
    rows_done = IntegerField(default=0)
    updated = IntegerField(default=0)
    unchanged = IntegerField(default=0)
    refused = BinaryJSONField(default=list, index=False)
    created_at = DateTimeTZField(constraints=[SQL("default now()")])

    class Meta:
        table_name = "stock_batches"


class OtherBody(Exception):
    """The key came before, with other rows."""


def update_stock(updates, *, body, key, token, currency):
    """Take the updates and return the batch, which holds the answer; raises OtherBody.

    Sent again with the same key it changes nothing and returns the same.
    """
    batch = claim(token, key, sha256(body).hexdigest(), len(updates))
    if batch.rows_done == batch.rows:
        return batch
    rows, refusals = read_rows(updates, currency)
    while batch.rows_done < batch.rows:
        batch = go_on(batch, rows, refusals, note=token.name)
    return batch


def claim(token, key, digest, rows):
    """The batch of this key: the one that came before, or a new one."""
    StockBatch.delete().where(StockBatch.created_at < now() - KEPT).execute()
    StockBatch.insert(
        token_id=token.id, key=key, body_digest=digest, rows=rows
    ).on_conflict_ignore().execute()
    batch = StockBatch.get(StockBatch.token_id == token.id, StockBatch.key == key)
    if batch.body_digest != digest:
        raise OtherBody
    return batch


def go_on(batch, rows, refusals, *, note):
    """Take the next rows of the batch and return it as it stands then."""
    with db.atomic():
        batch = StockBatch.select().where(StockBatch.id == batch.id).for_update().get()
        ours = range(batch.rows_done, min(batch.rows_done + ROWS_AT_ONCE, batch.rows))
        taken = apply([row for row in rows if row.index in ours], note=note)
        refused = taken.refusals + [one for one in refusals if one["index"] in ours]
        batch.refused = batch.refused + sorted(refused, key=lambda one: one["index"])
        batch.updated += taken.updated
        batch.unchanged += taken.unchanged
        batch.rows_done = ours.stop
        batch.save()
    return batch
