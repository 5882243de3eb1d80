import pytest

from app.catalog.imports.records import Refusal
from tests.catalog.imports.csv_files.conftest import ISBN, OTHER_ISBN, book


@pytest.mark.parametrize(
    "written",
    ["978-0-306-40615-7", "0306406152", "306406152", '="9780306406157"', "ISBN 0-306-40615-2"],
)
def test_an_isbn_is_known_in_any_spelling(written):
    assert book(ISBN=written).isbn == ISBN


def test_an_isbn_that_a_spreadsheet_spoilt_leaves_the_work_and_a_remark():
    found = book(ISBN="9.78001E+12")
    assert found.isbn is None
    assert "spreadsheet" in found.remarks[0]


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("9780306406158", "check digit"),
        ("0306406153", "check digit"),
        ("5012345678900", "barcode of something other"),
        ("97803064061", "11 digits"),
    ],
)
def test_a_wrong_isbn_refuses_the_record(written, why):
    found = book(ISBN=written)
    assert isinstance(found, Refusal)
    assert why in found.reason
    assert found.identifier == written


def test_of_two_isbns_the_good_one_counts_and_the_longer_of_two_good_ones():
    found = book(isbn10="0306406152", isbn13="9780306406158")
    assert found.isbn == ISBN
    assert "9780306406158 is not an ISBN" in found.remarks[0]
    found = book(isbn10="0306406152", isbn13=OTHER_ISBN)
    assert found.isbn == OTHER_ISBN
    assert "two books" in found.remarks[0]
