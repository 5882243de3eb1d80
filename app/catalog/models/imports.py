"""What came from files, and what that changed."""

from peewee import (
    SQL,
    BigIntegerField,
    BlobField,
    BooleanField,
    CompositeKey,
    ForeignKeyField,
    IntegerField,
    TextField,
)
from playhouse.postgres_ext import BinaryJSONField, DateTimeTZField

from app.db import CatalogModel


class Import(CatalogModel):
    """One file on its way into the catalogue; `records` are behind us, so a rerun goes on there."""

    file_name = TextField()
    file_format = TextField()  # csv, onix
    digest = TextField()
    dry_run = BooleanField(default=False)
    staff_id = BigIntegerField(null=True)
    status = TextField(default="waiting")  # running, done, failed, undoing, undone
    failure = TextField(default="")
    bytes_total = BigIntegerField()
    bytes_read = BigIntegerField(default=0)
    records = IntegerField(default=0)
    added = IntegerField(default=0)
    changed = IntegerField(default=0)
    unchanged = IntegerField(default=0)
    refused = IntegerField(default=0)
    put_back = IntegerField(default=0)  # entries, by undoing it
    left_alone = IntegerField(default=0)  # when undoing it, since others changed or use them
    created_at = DateTimeTZField(constraints=[SQL("default now()")])
    started_at = DateTimeTZField(null=True)
    finished_at = DateTimeTZField(null=True)

    class Meta:
        table_name = "imports"


class ImportPart(CatalogModel):
    """A piece of the file as it came."""

    imported = ForeignKeyField(Import, column_name="import_id", backref="parts")
    part = IntegerField()
    body = BlobField()

    class Meta:
        table_name = "import_parts"
        primary_key = CompositeKey("imported", "part")


class ImportRemark(CatalogModel):
    """Why a record was refused, or what a bookseller should know of one that was taken."""

    imported = ForeignKeyField(Import, column_name="import_id", backref="remarks")
    record = IntegerField()
    place = TextField()
    identifier = TextField(default="")
    refused = BooleanField()
    reason = TextField()
    about_undoing = BooleanField(default=False)

    class Meta:
        table_name = "import_remarks"


class ImportChange(CatalogModel):
    """What an import did to one row: `before` is None when it added the row."""

    imported = ForeignKeyField(Import, column_name="import_id", backref="changes")
    table_name = TextField()
    row_key = BinaryJSONField()
    before = BinaryJSONField(null=True)
    after = BinaryJSONField(null=True)

    class Meta:
        table_name = "import_changes"
