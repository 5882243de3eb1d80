"""The catalogue in CSV: by the names that the importer knows, and with the same facts."""

import csv
import io
from dataclasses import asdict
from datetime import date, timedelta

import pytest

from app.catalog.exports.reading import products
from app.catalog.imports import csv_files
from app.catalog.imports.csv_files.headers import columns_of
from app.catalog.models import Edition, RelatedProduct, Work, WorkCode
from app.catalog.prices import put_on_sale
from app.catalog.starter import load_starter
from app.db import now

# What has no column: these stay as they are when the file is imported again.
NOT_IN_CSV = {"place", "identifier", "remarks", "prices"}


@pytest.fixture
def rows(export):
    return lambda: list(csv.DictReader(io.StringIO(export("catalogue.csv").decode("utf-8-sig"))))


def facts(record):
    said = {name: fact for name, fact in asdict(record).items() if name not in NOT_IN_CSV}
    said["credits"] = [(credit.name, credit.role) for credit in record.credits]
    said["codes"] = {tuple(code.values()) for code in said["codes"]}
    return said


def written(app):
    return [product.record for product in products(app.config["SETTINGS"].database_url)]


def test_every_column_is_one_that_the_importer_knows(rows, rich_edition):
    header = list(rows()[0])
    assert all(columns_of(header))
    assert len(set(columns_of(header))) == len(header)


def test_our_own_reader_finds_the_same_facts(app, read_back, rich_edition):
    (record,) = read_back("catalogue.csv", csv_files.read)
    assert record.remarks == []
    assert facts(record) == facts(written(app)[0])
    assert [(price.amount_minor, price.currency) for price in record.prices] == [(1250, "GBP")]


def test_the_whole_starter_catalogue_is_read_back_as_it_is(app, read_back):
    load_starter()
    records = read_back("catalogue.csv", csv_files.read)
    assert [facts(record) for record in records] == [facts(record) for record in written(app)]
    assert len(records) == Edition.select().count() > 200


@pytest.mark.parametrize(
    "name",
    [
        "J.R.R. Tolkien",
        "J. R. R. Tolkien",
        "Martin Luther King, Jr.",
        "Plato",
        "bell hooks",
        "BELL HOOKS LTD",
        "Simon and Schuster",
        "Ann Lee and Bo Ek",
        "Ann Lee & Bo Ek",
        "Lee, Ann",
        "AC/DC",
        "Jane (pseudonym) Doe",
        "Sister Mary [of Kent]",
        "with",
        "Various (B01)",
        "Ek; Lee",
        "-ness",
    ],
)
def test_names_are_read_back_as_they_are(app, read_back, a_work, an_edition, name):
    an_edition(work=a_work("A Book", authors=[name]))
    (record,) = read_back("catalogue.csv", csv_files.read)
    assert [(credit.name, credit.role) for credit in record.credits] == [(name, "A01")]


@pytest.mark.parametrize(
    "facts_of_work",
    [
        {"title": "Kindred (Library Edition)"},
        {"title": "Dune: Messiah"},
        {"title": "The Hunger Games (The Hunger Games, #1)"},
        {"title": "Dune", "subtitle": "A novel: part one"},
        {"title": "=1+1"},
        {"title": "-Ness"},
        {"title": "'Tis"},
        {"title": "None"},
        {"title": 'Say "aah", please'},
        {"title": "KINDRED"},
        {"description": "One.\n\nTwo, “quoted”; three.\nFour"},
        {"description": "<p>One</p><p>a &lt; b &amp; c</p>", "description_is_html": True},
        {"description": "=cmd|' /C calc'!A0"},
        {"title": "'-Tis"},
        {"title": "+"},
        {"keywords": "a; b, c"},
        {"first_published": -380},
        {"first_published": 868},
        {"original_language": "grc"},
        {"supplied_rating_sum": 34567, "supplied_rating_count": 8765},
    ],
)
def test_facts_are_read_back_as_they_are(app, read_back, a_work, an_edition, facts_of_work):
    an_edition(work=a_work(**facts_of_work))
    (record,) = read_back("catalogue.csv", csv_files.read)
    assert facts(record) == facts(written(app)[0])


@pytest.mark.parametrize(
    "facts_of_edition",
    [
        {"language": "und"},
        {"language": "qqq"},
        {"published_on": date(1066, 10, 14)},
        {"published_on": date(2199, 1, 31)},
        {"format": "other", "product_form": ""},
        {"format": "paperback", "product_form": ""},
        {"format": "audiobook", "product_form": "AJ"},
        {"format": "other", "product_form": "BA"},
        {"trade_status": "out_of_print"},
        {"trade_status": "unavailable"},
        {"trade_status": "forthcoming"},
        {"trade_status": "cancelled"},
        {"price_minor": None},
        {"price_minor": 0},
        {"edition_statement": "2nd edition, revised"},
    ],
)
def test_facts_of_an_edition_are_read_back(app, read_back, a_work, an_edition, facts_of_edition):
    an_edition(work=a_work("A Book"), **facts_of_edition)
    (record,) = read_back("catalogue.csv", csv_files.read)
    expected = facts(written(app)[0])
    if expected["language"] == "und":
        expected["language"] = None
    assert facts(record) == expected


def test_what_is_no_main_subject_does_not_become_one(app, read_back, an_edition):
    work = an_edition().work
    WorkCode.create(work=work, scheme="93", code="FMB", heading="Epic; high", is_main=False)
    WorkCode.create(work=work, scheme="93", code="FM")
    (record,) = read_back("catalogue.csv", csv_files.read)
    assert facts(record) == facts(written(app)[0])


def test_a_file_edited_in_a_spreadsheet_is_still_read(export, app, rich_edition):
    text = export("catalogue.csv").decode("utf-8-sig")
    edited = text.replace("2021-03-04", "04/03/2021").replace(",hardback,", ",Hardback,")
    (record,) = csv_files.read(io.BytesIO(edited.replace(",de,", ",German,").encode("cp1252")))
    assert (record.published_on, record.format) == (date(2021, 3, 4), "hardback")
    assert record.language == "de"
    assert record.credits[2].name == "Margot Groß"


def test_several_related_books_are_kept_apart(app, read_back, an_edition):
    edition = an_edition()
    for isbn, relation in (("9780141439518", "03"), ("9780807083697", "06")):
        RelatedProduct.create(edition=edition, isbn=isbn, relation=relation)
    (record,) = read_back("catalogue.csv", csv_files.read)
    assert facts(record) == facts(written(app)[0])


def test_a_work_that_the_shop_does_not_sell_has_a_line_too(app, read_back, a_work):
    a_work("Unsold", authors=["Ann Lee"])
    (record,) = read_back("catalogue.csv", csv_files.read)
    assert (record.isbn, record.title) == (None, "Unsold")
    assert facts(record) == facts(written(app)[0])


def test_withdrawn_editions_and_used_copies_are_left_out(rows, an_edition):
    edition = an_edition(title="Kept")
    an_edition(work=edition.work, isbn=edition.isbn, condition="good")
    an_edition(title="Gone", withdrawn_at=now())
    assert [row["Title"] for row in rows()] == ["Kept"]


def test_the_price_is_that_outside_a_sale(rows, an_edition):
    edition = an_edition(price_minor=999)
    put_on_sale(edition, 500, now(), now() + timedelta(days=9))
    assert Edition.get_by_id(edition.id).price_minor == 500
    assert (rows()[0]["Price"], rows()[0]["Currency"]) == ("9.99", "GBP")


def test_an_empty_shop_is_a_line_of_names(export):
    assert Work.select().count() == 0
    assert export("catalogue.csv").count(b"\r\n") == 1
