"""What books are about, in our words and in the trade's codes."""

from peewee import CompositeKey, ForeignKeyField, IntegerField, TextField

from app.db import CatalogModel


class Subject(CatalogModel):
    slug = TextField(unique=True)
    name = TextField()
    about = TextField(default="")
    position = IntegerField(default=0)
    parent = ForeignKeyField("self", null=True, backref="children")

    class Meta:
        table_name = "subjects"

    @property
    def url(self):
        return f"/subjects/{self.slug}"


class SubjectCode(CatalogModel):
    """A trade code that belongs to one of our subjects, as do all codes that begin with it."""

    scheme = TextField()  # ONIX code list 27: 10 is BISAC, 93 Thema, 12 BIC
    code = TextField()
    subject = ForeignKeyField(Subject, backref="codes")

    class Meta:
        table_name = "subject_codes"
        primary_key = CompositeKey("scheme", "code")
