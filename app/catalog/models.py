"""The book database: a work is what readers talk about, an edition is what is sold."""

from flask import url_for
from peewee import (
    SQL,
    BigIntegerField,
    BlobField,
    CompositeKey,
    DateField,
    ForeignKeyField,
    IntegerField,
    TextField,
)
from playhouse.postgres_ext import DateTimeTZField
from stdnum import isbn as isbn_numbers

from app.db import CatalogModel
from app.money import Money

AUTHOR = "A01"  # ONIX code list 17

FORMATS = {"hardback": "Hardback", "paperback": "Paperback"}


class Subject(CatalogModel):
    slug = TextField(unique=True)
    name = TextField()
    about = TextField(default="")
    position = IntegerField(default=0)

    class Meta:
        table_name = "subjects"

    @property
    def url(self):
        return url_for("catalog.subject", slug=self.slug)


class Publisher(CatalogModel):
    slug = TextField()
    name = TextField(unique=True)

    class Meta:
        table_name = "publishers"

    @property
    def url(self):
        return url_for("catalog.publisher", slug=self.slug, publisher_id=self.id)


class Series(CatalogModel):
    slug = TextField()
    name = TextField(unique=True)

    class Meta:
        table_name = "series"

    @property
    def url(self):
        return url_for("catalog.series", slug=self.slug, series_id=self.id)


class Contributor(CatalogModel):
    slug = TextField()
    name = TextField(unique=True)
    sort_name = TextField()
    born = IntegerField(null=True)
    died = IntegerField(null=True)
    about = TextField(default="")

    class Meta:
        table_name = "contributors"

    @property
    def url(self):
        return url_for("catalog.author", slug=self.slug, contributor_id=self.id)


class Work(CatalogModel):
    """What readers talk about; works.cards() preloads its authors, prices and cover."""

    slug = TextField()
    title = TextField()
    subtitle = TextField(default="")
    description = TextField(default="")
    original_language = TextField(null=True)
    first_published = IntegerField(null=True)
    series = ForeignKeyField(Series, null=True, backref="works")
    series_position = TextField(default="")
    popularity = BigIntegerField(default=0)
    rating_sum = BigIntegerField(default=0)
    rating_count = BigIntegerField(default=0)
    lowest_price_minor = IntegerField(null=True)  # kept by the database, as is the next
    published_on = DateField(null=True)
    created_at = DateTimeTZField(constraints=[SQL("default now()")])
    updated_at = DateTimeTZField(constraints=[SQL("default now()")])

    class Meta:
        table_name = "works"

    @property
    def url(self):
        # Written out, since pages hold many, url_for is slow, and letters have no request.
        return f"/books/{self.slug}-{self.id}"

    @property
    def rating_average(self):
        return self.rating_sum / self.rating_count if self.rating_count else None


class WorkContributor(CatalogModel):
    work = ForeignKeyField(Work, backref="contributions")
    contributor = ForeignKeyField(Contributor, backref="contributions")
    role = TextField(default=AUTHOR)
    position = IntegerField(default=0)

    class Meta:
        table_name = "work_contributors"
        primary_key = CompositeKey("work", "contributor", "role")


class WorkSubject(CatalogModel):
    work = ForeignKeyField(Work)
    subject = ForeignKeyField(Subject)
    position = IntegerField(default=0)

    class Meta:
        table_name = "work_subjects"
        primary_key = CompositeKey("work", "subject")


class Cover(CatalogModel):
    """A real cover, uploaded; works without one show a cover that we draw."""

    work = ForeignKeyField(Work, primary_key=True, backref="covers")
    media_type = TextField()
    image = BlobField()
    version = TextField()
    uploaded_at = DateTimeTZField(constraints=[SQL("default now()")])

    class Meta:
        table_name = "covers"


class Edition(CatalogModel):
    """What is sold: one ISBN, one format, one price."""

    work = ForeignKeyField(Work, backref="editions")
    isbn = TextField(unique=True)
    format = TextField()
    publisher = ForeignKeyField(Publisher, null=True, backref="editions")
    published_on = DateField(null=True)
    pages = IntegerField(null=True)
    language = TextField(default="en")
    price_minor = IntegerField()
    currency = TextField()
    withdrawn_at = DateTimeTZField(null=True)
    created_at = DateTimeTZField(constraints=[SQL("default now()")])

    class Meta:
        table_name = "editions"

    @classmethod
    def on_sale(cls, edition_id):
        """The edition if it can be sold, else None."""
        return cls.get_or_none(cls.id == edition_id, cls.withdrawn_at.is_null())

    @property
    def price(self):
        return Money(self.price_minor, self.currency)

    @property
    def format_name(self):
        return FORMATS[self.format]

    @property
    def isbn_hyphenated(self):
        return isbn_numbers.format(self.isbn)


class Inventory(CatalogModel):
    """Copies of an edition: reserved ones are held for orders and still on hand."""

    edition = ForeignKeyField(Edition, primary_key=True, backref="inventories")
    on_hand = IntegerField(default=0)
    reserved = IntegerField(default=0)

    class Meta:
        table_name = "inventory"

    @property
    def available(self):
        return self.on_hand - self.reserved


class InventoryMovement(CatalogModel):
    """One line of the append-only ledger; its sums equal the inventory row."""

    edition = ForeignKeyField(Edition, backref="movements")
    on_hand_change = IntegerField(default=0)
    reserved_change = IntegerField(default=0)
    reason = TextField()
    order_id = BigIntegerField(null=True)
    staff_id = BigIntegerField(null=True)
    note = TextField(default="")
    created_at = DateTimeTZField(constraints=[SQL("default now()")])

    class Meta:
        table_name = "inventory_movements"


class Collection(CatalogModel):
    slug = TextField(unique=True)
    name = TextField()
    about = TextField(default="")
    position = IntegerField(default=0)

    class Meta:
        table_name = "collections"

    @property
    def url(self):
        return url_for("catalog.collection", slug=self.slug)


class CollectionWork(CatalogModel):
    collection = ForeignKeyField(Collection)
    work = ForeignKeyField(Work)
    position = IntegerField(default=0)
    note = TextField(default="")

    class Meta:
        table_name = "collection_works"
        primary_key = CompositeKey("collection", "work")
