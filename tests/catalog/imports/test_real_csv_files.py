"""The real files beside the project, when they are there: what they are full of is real dirt."""

import gzip
from collections import Counter
from pathlib import Path

import pytest

from app.catalog import subject_tree
from app.catalog.imports import csv_files
from app.catalog.imports.folding import folded
from app.catalog.imports.records import BookRecord
from app.catalog.models import FORMATS

SHARED = Path(__file__).parents[4] / "shared" / "data" / "catalogue"

# What readers call shelves though it is not what the books on them are about.
NO_SUBJECTS = {
    *("nonfiction", "audiobook", "adult", "unfinished", "own", "book club", "general"),
    *("read for school", "school", "academic"),
}

pytestmark = pytest.mark.skipif(not SHARED.exists(), reason="no ../shared/data")


@pytest.fixture(scope="module")
def books():
    return read("books_catalogue.csv.gz")


def read(name):
    with gzip.open(SHARED / name) as stream:
        return list(csv_files.read(stream))


def test_every_row_gives_a_record_or_a_reason(books):
    assert len(books) == 35_189
    for one in books:
        assert one.place.startswith("line ")
        assert one.title if isinstance(one, BookRecord) else one.reason
    assert sum(isinstance(one, BookRecord) for one in books) > 35_100


def test_what_the_rows_tell_is_told(books):
    taken = [one for one in books if isinstance(one, BookRecord)]
    assert sum(bool(one.isbn) for one in taken) > 21_600
    assert sum(bool(one.credits) for one in taken) > 35_000
    assert sum(bool(one.prices) for one in taken) > 12_000
    assert sum(bool(one.description) for one in taken) > 8_500
    assert sum(bool(one.series and one.series_position) for one in taken) > 7_000
    assert sum(bool(one.published_on) for one in taken) > 21_500
    assert sum(bool(one.genres) for one in taken) > 32_500


def test_nothing_comes_out_that_the_catalogue_could_not_hold(books):
    taken = [one for one in books if isinstance(one, BookRecord)]
    assert {one.format for one in taken} <= {None, *FORMATS}
    assert all(len(one.language) <= 3 for one in taken if one.language)
    assert all(1 <= one.rating_average <= 5 for one in taken if one.rating_average)
    assert all(price.amount_minor >= 0 for one in taken for price in one.prices or ())
    assert all(credit.name == " ".join(credit.name.split()) for c in taken for credit in c.credits)
    assert not any("\0" in one.title or "\n" in one.title for one in taken)


def test_what_was_wrong_with_them_is_told(books):
    remarks = Counter(
        word
        for one in books
        if isinstance(one, BookRecord)
        for remark in one.remarks
        for word in ("spreadsheet", "two books", "is not an ISBN", "not a date", "were lost")
        if word in remark
    )
    assert remarks["spreadsheet"] > 800
    assert all(remarks[word] for word in ("two books", "is not an ISBN", "not a date", "were lost"))


def test_a_large_plain_file_is_taken_whole():
    taken = read("isbndb_45k.csv.gz")
    assert len(taken) == 45_063
    assert all(isinstance(one, BookRecord) and one.isbn for one in taken)
    assert len({one.isbn for one in taken}) == 45_063


def test_nearly_every_genre_leads_to_a_subject(books, app):
    subject_tree.load()
    genres = Counter(
        genre
        for one in books
        if isinstance(one, BookRecord)
        for genre in one.genres
        if folded(genre) not in NO_SUBJECTS
    )
    led = sum(count for genre, count in genres.items() if subject_tree.subjects_for([], [genre]))
    assert led / genres.total() > 0.95
