"""Books that somebody chose to stand together."""

from peewee import CompositeKey, ForeignKeyField, IntegerField, TextField

from app.catalog.models.works import Work
from app.db import CatalogModel


class Collection(CatalogModel):
    slug = TextField(unique=True)
    name = TextField()
    about = TextField(default="")
    position = IntegerField(default=0)

    class Meta:
        table_name = "collections"

    @property
    def url(self):
        return f"/collections/{self.slug}"


class CollectionWork(CatalogModel):
    collection = ForeignKeyField(Collection)
    work = ForeignKeyField(Work)
    position = IntegerField(default=0)
    note = TextField(default="")

    class Meta:
        table_name = "collection_works"
        primary_key = CompositeKey("collection", "work")
