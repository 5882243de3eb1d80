"""Makes a BookRecord of the cells of a row."""

import re

from app.catalog.imports.csv_files import formats, measures
from app.catalog.imports.csv_files.dates import when
from app.catalog.imports.csv_files.isbns import isbn13, isbn_of
from app.catalog.imports.csv_files.languages import language_of
from app.catalog.imports.csv_files.people import credits_of
from app.catalog.imports.csv_files.prices import RECOMMENDED, NotAPrice, price_of
from app.catalog.imports.csv_files.subjects import BIC, BISAC, THEMA, codes_of, genres_of
from app.catalog.imports.csv_files.text import has_tags, paragraphs
from app.catalog.imports.csv_files.titles import title_of
from app.catalog.imports.records import LONGEST_TITLE, TITLE_CUT, BookRecord, Related

MOST_COUNTED = 2**31 - 1
PEOPLE = {"authors": "A01", "A12": "A12", "B01": "B01", "B06": "B06", "E07": "E07"}
IMAGE = re.compile(r"https?://[^\s\"'<>]{4,1000}")
NO_IMAGE = re.compile(r"no-?(?:photo|cover|image)|placeholder", re.IGNORECASE)


class NoBook(Exception):
    """The row tells of no book; its text says why."""


def record_of(cells, place, month_first=False, currency=""):
    """The record of a row; raises NoIsbn or NoBook with a reason.

    `currency` is what prices are in where nothing else says it.
    """
    isbn, cells.remarks = isbn_of(cells.all("isbn"))
    record = BookRecord(place, isbn=isbn, remarks=cells.remarks)
    tell_title(record, cells)
    tell_people(record, cells)
    tell_description(record, cells)
    tell_subjects(record, cells)
    tell_edition(record, cells)
    tell_dates(record, cells, month_first)
    tell_measures(record, cells)
    tell_prices(record, cells, currency)
    if cells.unreadable:
        record.remarks.append("Some of its characters were lost before the file was written (�).")
    return record


def tell_title(record, cells):
    if not cells.has_column("title"):
        record.kind = "update"
        if not record.isbn:
            raise NoBook("The row has no ISBN, so we cannot tell which book it changes.")
    elif cells.line("title").lower() in ("", "nan"):
        raise NoBook("The row has no title.")
    if len(cells.first("title")) > LONGEST_TITLE:
        record.remarks.append(TITLE_CUT)
    said = map(cells.line, ("title", "subtitle", "series", "series_position"))
    told = title_of(*said, whole=cells.has_column("subtitle"))
    record.title, record.subtitle, record.series, record.series_position = told[:4]
    record.edition_statement = cells.line("edition_statement") or told.edition
    record.identifier = record.isbn or record.title[:80]


def tell_people(record, cells):
    for field, role in PEOPLE.items():
        for text in cells.all(field):
            record.credits += credits_of(text, role)


def tell_description(record, cells):
    text = cells.first("description")
    if text:
        record.description_is_html = has_tags(text)
        record.description = text.strip() if record.description_is_html else paragraphs(text)
    record.keywords = cells.line("keywords")


def tell_subjects(record, cells):
    for scheme in (BISAC, THEMA, BIC):
        for text in cells.all(scheme):
            codes, names = codes_of(text, scheme)
            record.codes += codes
            record.genres += [genre for name in names for genre in genres_of(name)]
    for text in cells.all("genres"):
        record.genres += genres_of(text)


def tell_edition(record, cells):
    form = cells.read("format", formats.format_of, wrong="“{}” is a format that we do not know.")
    record.format, record.product_form = form or (None, "")
    code = cells.line("product_form")
    if told := formats.format_of_form(code):
        record.format, record.product_form = record.format or told, code
    record.publisher = cells.line("publisher").rstrip(" ,;")
    record.imprint = cells.line("imprint").rstrip(" ,;")
    unknown = "“{}” is a language that we do not know."
    record.language = cells.read("language", language_of, wrong=unknown)
    record.original_language = cells.read("original_language", language_of, wrong=unknown)
    record.trade_status = cells.read("trade_status", formats.status_of)
    for text in cells.all("related"):
        record.related += related(text)
    cover = cells.line("cover_address")
    record.cover_address = cover if IMAGE.fullmatch(cover) and not NO_IMAGE.search(cover) else ""


def related(text):
    """Of `9780441013593 (06); …`, the code being one of ONIX code list 51."""
    for number, relation in re.findall(r"([\dXx-]{10,17})(?: ?\((\d\d)\))?", text):
        if isbn := isbn13(number.replace("-", "").upper()):
            yield Related(isbn, relation or "23")


def tell_dates(record, cells, month_first):
    wrong = "“{}” is not a date that we can read."
    published = cells.read("published_on", when, month_first, wrong=wrong)
    first = cells.read("first_published", when, month_first, wrong=wrong)
    embargo = cells.read("embargo_until", when, month_first, wrong=wrong)
    record.published_on = published and published.day
    record.embargo_until = embargo and embargo.day
    # A year beside a book without an ISBN is the book's, not an edition's.
    if not first and published and published.is_year and not record.isbn:
        first = published
    record.first_published = first and first.year


def tell_measures(record, cells):
    record.pages = cells.read("pages", measures.whole, measures.MOST["pages"])
    record.rating_average = cells.read("rating", measures.rating)
    record.rating_count = cells.read("rating_count", measures.whole, MOST_COUNTED)
    record.weight_g = cells.read("weight_g", measures.grams, cells.unit("weight_g"))
    sides = cells.read("size", measures.size, cells.unit("size")) or (None, None, None)
    for field, side in zip(("width_mm", "height_mm", "thickness_mm"), sides, strict=True):
        setattr(record, field, cells.read(field, measures.millimetres, cells.unit(field)) or side)


def tell_prices(record, cells, currency):
    if not cells.has_column("price", "list_price"):
        return
    prices = []
    for field, price_type in (("price", ""), ("list_price", RECOMMENDED)):
        said = cells.unit(field) or cells.line("currency") or currency
        try:
            price = price_of(cells.line(field), said, price_type)
        except NotAPrice as problem:
            record.remarks.append(str(problem))
        else:
            prices += [price] if price else []
    record.prices = prices or None
