"""A product of a message as a record for the catalogue."""

from app.catalog.imports.onix.availability import trade_status
from app.catalog.imports.onix.credits import credits_of
from app.catalog.imports.onix.descriptions import description_of
from app.catalog.imports.onix.forms import edition_statement, format_of, product_form
from app.catalog.imports.onix.identifiers import isbn_of
from app.catalog.imports.onix.languages import languages_of
from app.catalog.imports.onix.measures import measures_of, pages_of
from app.catalog.imports.onix.prices import prices_of
from app.catalog.imports.onix.publishing import dates_of, imprint_of, publisher_of
from app.catalog.imports.onix.related import cover_address, related_to
from app.catalog.imports.onix.series import series_of
from app.catalog.imports.onix.source import Source
from app.catalog.imports.onix.subjects import codes_of, genres_of, keywords_of, subjects_named
from app.catalog.imports.onix.titles import title_of
from app.catalog.imports.records import BookRecord, Refusal

KINDS = {"04": "update", "05": "delete", "12": "update", "13": "update", "14": "update"}
NOT_FOR_US = {  # code list 1
    "08": "It only says that the book was sold to another publisher: nothing to change here.",
    "09": "It only says that a publisher bought the book: nothing to change here.",
    "88": "It is a test record, as its sender says.",
    "89": "It is a test record, as its sender says.",
}


def record_of(product, header, place):
    """BookRecord, or Refusal when it is not a book that we can know by an ISBN."""
    reference = product.value("RecordReference")
    notification = product.value("NotificationType")
    if notification in NOT_FOR_US:
        return Refusal(place, NOT_FOR_US[notification], reference)
    source = Source(product, header)
    isbn, reason = isbn_of(source)
    if not isbn:
        return Refusal(place, reason, reference or title_of(source)[0])
    record = BookRecord(place, isbn, KINDS.get(notification, "whole"), isbn)
    if record.kind == "delete":
        return record
    fill(record, source)
    if record.kind == "whole" and not record.title:
        return Refusal(place, "It has no title, so there is nothing to show.", isbn)
    return record


def fill(record, source):
    record.title, record.subtitle = title_of(source)
    record.series, record.series_position = series_of(source)
    record.credits = credits_of(source)
    record.description, record.description_is_html = description_of(source)
    record.codes = codes_of(source)
    record.genres = genres_of(source)
    record.subjects = subjects_named(source)
    record.keywords = keywords_of(source)
    record.language, record.original_language = languages_of(source)
    fill_edition(record, source)
    record.remarks = source.remarks


def fill_edition(record, source):
    record.product_form = product_form(source)
    record.format = format_of(source)
    record.edition_statement = edition_statement(source)
    record.pages = pages_of(source)
    record.publisher = publisher_of(source)
    record.imprint = imprint_of(source)
    record.trade_status = trade_status(source)
    record.prices = prices_of(source)
    record.related = related_to(source, record.isbn)
    record.cover_address = cover_address(source)
    for name, value in (dates_of(source) | measures_of(source)).items():
        setattr(record, name, value)
