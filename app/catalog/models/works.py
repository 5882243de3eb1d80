"""A work is what readers talk about."""

from peewee import (
    SQL,
    BigIntegerField,
    BlobField,
    BooleanField,
    CompositeKey,
    DateField,
    ForeignKeyField,
    IntegerField,
    TextField,
)
from playhouse.postgres_ext import DateTimeTZField

from app.catalog.models.people import Contributor, Series
from app.catalog.models.subjects import Subject
from app.db import CatalogModel

AUTHOR = "A01"  # ONIX code list 17
TRANSLATOR = "B06"


class Work(CatalogModel):
    """What readers talk about; works.cards() preloads its authors, prices and cover."""

    slug = TextField()
    title = TextField()
    subtitle = TextField(default="")
    description = TextField(default="")
    description_is_html = BooleanField(default=False)  # sanitised when stored; else plain text
    keywords = TextField(default="")
    original_language = TextField(null=True)
    first_published = IntegerField(null=True)
    series = ForeignKeyField(Series, null=True, backref="works")
    series_position = TextField(default="")
    popularity = BigIntegerField(default=0)
    rating_sum = BigIntegerField(default=0)
    rating_count = BigIntegerField(default=0)
    supplied_rating_sum = BigIntegerField(default=0)  # of readers elsewhere, as feeds tell
    supplied_rating_count = BigIntegerField(default=0)
    lowest_price_minor = IntegerField(null=True)  # kept by the database, as are the next three
    published_on = DateField(null=True)
    listed = BooleanField(default=False)  # shown and found
    in_stock = BooleanField(default=False)
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


class WorkCode(CatalogModel):
    """A subject code of a work as a publisher gave it."""

    work = ForeignKeyField(Work, backref="codes")
    scheme = TextField()
    code = TextField()
    heading = TextField(default="")
    is_main = BooleanField(default=False)

    class Meta:
        table_name = "work_codes"
        primary_key = CompositeKey("work", "scheme", "code")


class WorkKey(CatalogModel):
    """What the editions of one work have in common; see imports/grouping.py."""

    key = TextField()
    work = ForeignKeyField(Work, backref="keys")

    class Meta:
        table_name = "work_keys"
        primary_key = CompositeKey("key", "work")


class Cover(CatalogModel):
    """A real cover, uploaded; works without one show a cover that we draw."""

    work = ForeignKeyField(Work, primary_key=True, backref="covers")
    media_type = TextField()
    image = BlobField()
    version = TextField()
    uploaded_at = DateTimeTZField(constraints=[SQL("default now()")])

    class Meta:
        table_name = "covers"
