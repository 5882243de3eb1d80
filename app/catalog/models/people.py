"""Who makes books: contributors, and the houses and series that books appear in."""

from peewee import CompositeKey, ForeignKeyField, IntegerField, TextField

from app.db import CatalogModel


class Publisher(CatalogModel):
    """A publisher or an imprint of one; an edition names both."""

    slug = TextField()
    name = TextField(unique=True)

    class Meta:
        table_name = "publishers"

    @property
    def url(self):
        return f"/publishers/{self.slug}-{self.id}"


class Series(CatalogModel):
    slug = TextField()
    name = TextField(unique=True)

    class Meta:
        table_name = "series"

    @property
    def url(self):
        return f"/series/{self.slug}-{self.id}"


class Contributor(CatalogModel):
    slug = TextField()
    name = TextField(unique=True)
    sort_name = TextField()
    born = IntegerField(null=True)
    died = IntegerField(null=True)
    about = TextField(default="")
    isni = TextField(null=True, unique=True)

    class Meta:
        table_name = "contributors"

    @property
    def url(self):
        return f"/authors/{self.slug}-{self.id}"


class ContributorName(CatalogModel):
    """Another name of the same person: the real one, a pen name, another spelling."""

    contributor = ForeignKeyField(Contributor, backref="other_names")
    name = TextField()

    class Meta:
        table_name = "contributor_names"
        primary_key = CompositeKey("contributor", "name")
