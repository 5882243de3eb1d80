"""Addresses of before, and where they lead now."""

from peewee import BigIntegerField, CompositeKey, ForeignKeyField, TextField

from app.catalog.models.works import Work
from app.db import CatalogModel


class MergedWork(CatalogModel):
    """A work that was found to be a part of another."""

    old_id = BigIntegerField(primary_key=True)
    work = ForeignKeyField(Work, backref="merged")

    class Meta:
        table_name = "merged_works"


class OldSlug(CatalogModel):
    """What a subject or a collection was called in its address."""

    kind = TextField()  # subject, collection
    slug = TextField()
    row_id = BigIntegerField()

    class Meta:
        table_name = "old_slugs"
        primary_key = CompositeKey("kind", "slug")
