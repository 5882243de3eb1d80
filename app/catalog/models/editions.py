"""An edition is what is sold."""

from peewee import SQL, BlobField, CompositeKey, DateField, ForeignKeyField, IntegerField, TextField
from playhouse.postgres_ext import DateTimeTZField
from stdnum import isbn as isbn_numbers

from app.catalog.models.files import EditionFile
from app.catalog.models.people import Contributor, Publisher
from app.catalog.models.works import Work
from app.db import CatalogModel
from app.money import Money
from app.times import shop_today

FORMATS = {
    "hardback": "Hardback",
    "paperback": "Paperback",
    "ebook": "Ebook",
    "audiobook": "Audiobook",
    "other": "Other formats",
}
PLAIN_FORMS = {  # ONIX code list 150: those that tell no more than the format does
    "hardback": "BB",
    "paperback": "BC",
    "ebook": "EA",
    "audiobook": "AA",
    "other": "00",
}
CONDITIONS = {
    "new": "New",
    "as_new": "Used, as new",
    "very_good": "Used, very good",
    "good": "Used, good",
    "fair": "Used, fair",
}
TRADE_STATUSES = {
    "forthcoming": "Not out yet",
    "active": "Available",
    "unavailable": "Not available at present",
    "out_of_print": "Out of print",
    "cancelled": "Will not be published",
}
TAX_CLASSES = {
    "printed": "Printed book",
    "ebook": "Ebook",
    "audio": "Audiobook",
    "standard": "Anything else",
}
DOWNLOADS = ("AJ", "AN", "AO", "E")  # ONIX code list 150: audio files; all that is digital
UNKNOWN_LANGUAGE = "und"  # ISO 639-2
MOST_AT_A_TIME = 20  # copies of an edition that has no limit of its own


def is_download(format, product_form):
    """Nothing that one could put in a parcel; catalog.is_download() in the database."""
    return format == "ebook" or product_form.startswith(DOWNLOADS)


def sold_as(format_name, condition):
    """What tells a copy from a new one, or a used one, of the same format."""
    used = "" if condition == "new" else f", {CONDITIONS[condition].lower()}"
    return format_name + used


class Edition(CatalogModel):
    """What is sold: one ISBN, one format, one price; a used copy of it is an edition beside it."""

    work = ForeignKeyField(Work, backref="editions")
    isbn = TextField()  # ISBN-13, digits only; unique with the condition
    condition = TextField(default="new")
    condition_note = TextField(default="")
    format = TextField()
    product_form = TextField(default="")  # ONIX code list 150
    edition_statement = TextField(default="")
    publisher = ForeignKeyField(Publisher, null=True, backref="editions")
    imprint = ForeignKeyField(Publisher, null=True, backref="imprint_editions")
    published_on = DateField(null=True)
    embargo_until = DateField(null=True)
    trade_status = TextField(default="active")
    pages = IntegerField(null=True)
    language = TextField(default="en")
    price_minor = IntegerField(null=True)  # what it costs now; see prices.py
    list_price_minor = IntegerField(null=True)
    feed_price_minor = IntegerField(null=True)  # see imports/feed_prices.py
    reprice_on = DateField(null=True)
    currency = TextField()
    tax_class = TextField(default="printed")
    preorder_limit = IntegerField(default=0)
    backorder_limit = IntegerField(default=0)
    most_per_customer = IntegerField(null=True)
    weight_g = IntegerField(null=True)
    height_mm = IntegerField(null=True)
    width_mm = IntegerField(null=True)
    thickness_mm = IntegerField(null=True)
    cover_address = TextField(default="")
    file = ForeignKeyField(EditionFile, null=True, unique=True)  # what buyers of it download
    withdrawn_at = DateTimeTZField(null=True)
    created_at = DateTimeTZField(constraints=[SQL("default now()")])

    class Meta:
        table_name = "editions"

    @property
    def for_sale(self):
        """May it be bought today, given copies: priced, not withdrawn, not embargoed; and of a
        download, is its file here?
        """
        embargoed = self.embargo_until is not None and self.embargo_until > shop_today()
        sold = self.withdrawn_at is None and self.price_minor is not None
        return sold and not embargoed and not self.lacks_file

    @property
    def is_download(self):
        return is_download(self.format, self.product_form)

    @property
    def most(self):
        """Copies of it that one cart or order may hold."""
        return self.most_per_customer or MOST_AT_A_TIME

    @property
    def lacks_file(self):
        return self.is_download and self.file_id is None

    @property
    def taxed_as(self):
        """Its tax class; a download is no printed matter, whatever its row says."""
        if not self.is_download or self.tax_class != "printed":
            return self.tax_class
        return "audio" if self.format == "audiobook" else "ebook"

    @property
    def price(self):
        """Money, or None when it has no price yet."""
        return None if self.price_minor is None else Money(self.price_minor, self.currency)

    @property
    def reduced_from(self):
        """What it costs outside a sale (Money), when that is more than now; else None."""
        if None in (self.price_minor, self.list_price_minor):
            return None
        reduced = self.price_minor < self.list_price_minor
        return Money(self.list_price_minor, self.currency) if reduced else None

    @property
    def format_name(self):
        return FORMATS[self.format]

    @property
    def sold_as(self):
        """Its format, and its condition when it is used: "Paperback, used, good"."""
        return sold_as(self.format_name, self.condition)

    @property
    def size(self):
        """198 × 129 × 20 mm: height, width, thickness, as far as they are known."""
        sides = [side for side in (self.height_mm, self.width_mm, self.thickness_mm) if side]
        return " × ".join(map(str, sides)) + " mm" if self.height_mm and self.width_mm else ""

    @property
    def condition_name(self):
        return CONDITIONS[self.condition]

    @property
    def isbn_hyphenated(self):
        return isbn_numbers.format(self.isbn)


class EditionContributor(CatalogModel):
    """Who made this edition and not the work: a translator, the reader of an audiobook."""

    edition = ForeignKeyField(Edition, backref="contributions")
    contributor = ForeignKeyField(Contributor, backref="edition_contributions")
    role = TextField()
    position = IntegerField(default=0)

    class Meta:
        table_name = "edition_contributors"
        primary_key = CompositeKey("edition", "contributor", "role")


class RelatedProduct(CatalogModel):
    edition = ForeignKeyField(Edition, backref="related")
    isbn = TextField()
    relation = TextField()  # ONIX code list 51

    class Meta:
        table_name = "related_products"
        primary_key = CompositeKey("edition", "isbn", "relation")


class Image(CatalogModel):
    """A picture beside the front cover of the work, of one edition or of all."""

    work = ForeignKeyField(Work, backref="images")
    edition = ForeignKeyField(Edition, null=True, backref="images")
    kind = TextField()  # front, back, inside
    alt = TextField(default="")
    position = IntegerField(default=0)
    media_type = TextField()
    image = BlobField()
    version = TextField()
    uploaded_at = DateTimeTZField(constraints=[SQL("default now()")])

    class Meta:
        table_name = "images"
