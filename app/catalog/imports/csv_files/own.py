"""Files of our own export, also after somebody has edited them: read to the letter.

A file is taken for ours when its columns are these in this order. What other files need, such as
names turned round and a series found in a title, would change what the catalogue holds already.
"""

import re
from contextlib import suppress
from datetime import date

from app.catalog.imports.csv_files import formats
from app.catalog.imports.csv_files.headers import NAMES, Column
from app.catalog.imports.csv_files.isbns import isbn_of
from app.catalog.imports.csv_files.languages import language_of
from app.catalog.imports.csv_files.record import (
    NoBook,
    related,
    tell_dates,
    tell_measures,
    tell_prices,
)
from app.catalog.imports.csv_files.text import has_tags
from app.catalog.imports.records import BookRecord, Code, Credit
from app.catalog.models import FORMATS, TRADE_STATUSES

FIELDS = (
    *("isbn", "title", "subtitle", "series", "series_position", "authors"),
    *("format", "product_form", "edition_statement", "publisher", "imprint"),
    *("published_on", "embargo_until", "trade_status", "pages", "language"),
    *("original_language", "first_published", "price", "currency", "genres", "10", "93", "12"),
    *("keywords", "weight_g", "height_mm", "width_mm", "thickness_mm", "rating", "rating_count"),
    *("related", "cover_address", "description"),
)
HEADER = [NAMES[field][0] for field in FIELDS]
COLUMNS = [Column(field) for field in FIELDS]
TO_THE_LETTER = (
    *("title", "subtitle", "series", "series_position", "edition_statement", "publisher"),
    *("imprint", "product_form", "keywords", "cover_address", "description"),
)
SCHEMES = ("10", "93", "12")
DEFUSED = re.compile(r"'+[=+\-@\t\r]")
ROLE = re.compile(r"(.+) \(([A-Z]\d\d)\)")
WHOLE = re.compile(r"-?\d{1,4}", re.ASCII)


def record_of(cells, place, month_first=False, currency=""):
    """The record of a row; raises NoIsbn or NoBook with a reason."""
    isbn, cells.remarks = isbn_of(cells.all("isbn"))
    record = BookRecord(place, isbn=isbn, remarks=cells.remarks)
    for name in TO_THE_LETTER:
        setattr(record, name, letters(cells, name))
    if not record.title:
        raise NoBook("The row has no title.")
    record.identifier = isbn or record.title[:80]
    record.description_is_html = has_tags(record.description)
    record.credits = [credit_of(text) for text in parts(letters(cells, "authors"))]
    record.subjects = record.genres = parts(letters(cells, "genres"))
    record.codes = [
        code_of(scheme, text) for scheme in SCHEMES for text in parts(letters(cells, scheme))
    ]
    record.related = list(related(letters(cells, "related")))
    tell_words(record, cells)
    tell_days(record, cells, month_first)
    tell_measures(record, cells)
    tell_prices(record, cells, currency)
    return record


def letters(cells, field):
    """What the field says; an apostrophe in front of a formula is the export's."""
    text = cells.first(field).strip(" ").replace("\r\n", "\n")
    return text[1:] if DEFUSED.match(text) else text


def parts(text):
    """The items of a list, parted by semicolons or, where one holds such, by lines."""
    return [part.strip() for part in text.split("\n" if "\n" in text else ";") if part.strip()]


def credit_of(text):
    found = ROLE.fullmatch(text)
    return Credit(*found.groups()) if found else Credit(text)


def code_of(scheme, text):
    """Of `*FIC009020 FICTION / Fantasy / Epic`, where the asterisk marks the main one."""
    code, _, heading = text.lstrip("*").partition(" ")
    return Code(scheme, code, heading.strip(), text.startswith("*"))


def tell_words(record, cells):
    """Words of a list of ours, or what somebody typed in their place."""
    form, status = letters(cells, "format"), letters(cells, "trade_status")
    record.format = form if form in FORMATS else (formats.format_of(form) or (None,))[0]
    record.trade_status = status if status in TRADE_STATUSES else formats.status_of(status)
    for name in ("language", "original_language"):
        code = letters(cells, name)
        known = re.fullmatch("[a-z]{2,3}", code)
        setattr(record, name, code if known else language_of(code))


def tell_days(record, cells, month_first):
    """Days and years as the export writes them, in all centuries; what a spreadsheet made of one
    is read as in any file."""
    told = dict(days_of(cells))
    tell_dates(record, cells.without(told), month_first)
    for name, day in told.items():
        setattr(record, name, day)


def days_of(cells):
    """(field, day or year) of those that are as the export writes them."""
    for name in ("published_on", "embargo_until"):
        with suppress(ValueError):
            yield name, date.fromisoformat(letters(cells, name))
    if WHOLE.fullmatch(year := letters(cells, "first_published")):
        yield "first_published", int(year)
