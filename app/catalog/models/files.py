"""What the buyers of a download get: a file, kept in pieces."""

from peewee import (
    SQL,
    BigIntegerField,
    BlobField,
    CompositeKey,
    ForeignKeyField,
    IntegerField,
    TextField,
)
from playhouse.postgres_ext import DateTimeTZField

from app.db import CatalogModel

FILE_KINDS = {
    "epub": ("EPUB", "application/epub+zip"),
    "pdf": ("PDF", "application/pdf"),
    "mp3": ("MP3", "audio/mpeg"),
    "m4b": ("M4B", "audio/mp4"),
    "zip": ("ZIP", "application/zip"),
}
MEGABYTE = 1_000_000


class EditionFile(CatalogModel):
    kind = TextField()
    name = TextField()
    bytes = BigIntegerField()
    digest = TextField()
    staff_id = BigIntegerField(null=True)
    uploaded_at = DateTimeTZField(constraints=[SQL("default now()")])

    class Meta:
        table_name = "edition_files"

    @property
    def kind_name(self):
        return FILE_KINDS[self.kind][0]

    @property
    def media_type(self):
        return FILE_KINDS[self.kind][1]

    @property
    def size(self):
        """Such as 0.4 MB or 312 MB."""
        megabytes = self.bytes / MEGABYTE
        return f"{megabytes:.0f} MB" if megabytes >= 10 else f"{max(megabytes, 0.1):.1f} MB"


class EditionFilePart(CatalogModel):
    file = ForeignKeyField(EditionFile, backref="parts")
    part = IntegerField()
    body = BlobField()

    class Meta:
        table_name = "edition_file_parts"
        primary_key = CompositeKey("file", "part")
