import io
from pathlib import Path

import pytest

from app.catalog.imports import csv_files
from app.catalog.imports.csv_files.headers import NAMES, column_of
from app.catalog.imports.records import BookRecord, Refusal, UnreadableFile
from tests.catalog.imports.csv_files.conftest import ISBN, read


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_first_line_shows_what_parts_the_columns(delimiter):
    (found,) = read(delimiter.join(["Title", "ISBN-13"]), delimiter.join(["Kindred", ISBN]))
    assert (found.title, found.isbn, found.place) == ("Kindred", ISBN, "line 2")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_accents_are_right_in_any_usual_encoding(encoding):
    lines = ["Title,Author", "Kafka,Ann", "Les Misérables,Hugo", "Œuvres – “Émile”,Émile Zola"]
    assert [found.title for found in read(*lines, encoding=encoding)][1:] == [
        "Les Misérables",
        "Œuvres – “Émile”",
    ]


def test_a_damaged_letter_does_not_make_another_encoding_of_the_file():
    file = "Title\nÉmile\nŒuvres\n".encode() + b"Caf\xe9\n" + "Été\n".encode()
    found = list(csv_files.read(io.BytesIO(file)))
    assert [one.title for one in found] == ["Émile", "Œuvres", "Caf\ufffd", "Été"]
    assert "characters were lost" in found[2].remarks[0]


def test_lines_are_counted_through_quoted_line_breaks():
    found = read("Title,Description", 'One,"Line', "and line", '"', "", "Two,", '"Three",x')
    assert [(one.title, one.place) for one in found] == [
        ("One", "line 2"),
        ("Two", "line 6"),
        ("Three", "line 7"),
    ]
    assert found[0].description == "Line\nand line"


def test_old_line_ends_and_excels_first_line_are_known():
    old = list(csv_files.read(io.BytesIO(b"Title,Author\rKindred,Butler\r")))
    assert [one.title for one in old] == ["Kindred"]
    assert read("sep=;", "Title;Author", "Kindred;Butler")[0].title == "Kindred"


def test_a_record_of_another_width_is_refused_and_the_others_taken():
    found = read("Title,Author", "One,Ann", "Two, three,Ann", "Four", "Five,Ann,,", "Six,Ann")
    assert [type(one) for one in found] == [BookRecord, Refusal, Refusal, BookRecord, BookRecord]
    assert found[1].place == "line 3"
    assert "3 fields where the first line names 2 columns" in found[1].reason


def test_a_quotation_mark_that_is_never_closed_costs_one_record():
    found = read("Title,Author", 'One,"Ann', *(f"Title {n},Bo" for n in range(2000)))
    assert isinstance(found[0], Refusal)
    assert found[0].place == "line 2"
    assert "quotation mark" in found[0].reason
    assert len(found) == 2001
    assert found[1].title == "Title 0"


def test_a_quotation_mark_that_a_later_record_closes_costs_one_record():
    found = read("Title,Author", 'One,"Ann', 'Two,"Bo"', "Three,Cy")
    assert [getattr(one, "title", None) for one in found] == [None, "Two", "Three"]


def test_a_huge_field_costs_its_record_and_no_memory():
    for huge in ("x" * 5_000_000, '"' + "words and words\n" * 200_000 + '"'):
        found = read("Title,Author", f"One,{huge}", "Two,Bo")
        assert isinstance(found[0], Refusal)
        assert "longer than any book" in found[0].reason
        assert [one.title for one in found[1:]] == ["Two"]


def test_nothing_that_a_database_cannot_hold_gets_in():
    found = read("Title,Author", "O\0ne,Ann", "Two\x07,Bo")
    assert isinstance(found[0], Refusal)
    assert "NUL" in found[0].reason
    assert found[1].title == "Two"


@pytest.mark.parametrize("header", ["", "Colour,Taste", "Price,Stock", "PK\x03\x04\0\0", "ISBN"])
def test_a_file_whose_columns_we_do_not_know_says_which_we_need(header):
    with pytest.raises(UnreadableFile) as refusal:
        read(header, "a,b")
    assert "Title and Author" in str(refusal.value) or "no file of text" in str(refusal.value)


@pytest.mark.parametrize("header", ["Title,Au\rthor", f"Title,Author,{'x' * 500_000}"])
def test_a_first_line_that_cannot_be_parted_says_which_columns_we_need(header):
    with pytest.raises(UnreadableFile, match="Title and Author"):
        read(header, "a,b")


def test_columns_are_known_by_any_spelling_and_tell_units():
    assert column_of("isbn_13") == column_of(" ISBN-13 ") == ("isbn", "")
    assert column_of("Weight (g)") == ("weight_g", "g")
    assert column_of("RRP GBP") == column_of("RRP £") == ("list_price", "GBP")
    assert column_of("Height in cm") == ("height_mm", "cm")
    assert column_of("Colour") is None


def test_each_name_of_a_column_stands_for_one_field():
    spelt = [name.lower() for names in NAMES.values() for name in names]
    assert len(spelt) == len(set(spelt))


def test_a_file_without_titles_changes_books_that_we_have():
    found = read("EAN,Price,Currency", f"{ISBN},9.99,GBP", ",8.99,GBP")
    assert (found[0].kind, found[0].isbn) == ("update", ISBN)
    assert "no ISBN" in found[1].reason


def test_the_header_table_is_documented():
    page = (Path(__file__).parents[4] / "docs" / "imports.md").read_text("utf-8")
    for names in NAMES.values():
        assert f"| {names[0]} | {', '.join(names[1:])} |" in page
