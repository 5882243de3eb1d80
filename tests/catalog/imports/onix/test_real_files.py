"""What comes of each of the 48 real files, and why."""

import re

import pytest

from tests.catalog.imports.onix.real_files import manifest, needs_files, read_file

WRONG_DIGIT = "the last digit of a number that begins like this is"
TOO_SHORT = "it does not have the digits of an ISBN"
NO_ISBN = "It has no ISBN"
NO_TITLE = "It has no title"
NOT_A_BOOK = "is not the ISBN of a book"
# name: taken, refused, and what the refusals say (their ISBNs are invented, mostly)
EXPECTED = {
    "hmm__Sample_ONIX_3.0.xml.gz": (105, 0, ""),
    "yob__Bookwise_July_2008.xml.gz": (346, 0, ""),
    "yob__hlasep08.xml.gz": (372, 0, ""),
    "jonix__onix2-multiple.xml.gz": (21, 0, ""),
    "jonix__onix3-multiple.xml.gz": (21, 0, ""),
    "jonix__onix2-single.xml": (1, 0, ""),
    "jonix__onix3-single.xml": (1, 0, ""),
    "jonix__single-book-onix2.xml": (1, 0, ""),
    "jonix__single-book-onix3.xml": (1, 0, ""),
    "jonix__single-book-onix3-short.xml": (1, 0, ""),
    "jonix__Onix3.1-single-ref.xml": (1, 0, ""),
    "im_onix__9782707154298.xml": (0, 1, WRONG_DIGIT),
    "im_onix__full_sample.xml": (1, 0, ""),
    "im_onix__short.xml": (1, 0, ""),
    "im_onix__audio1.xml": (0, 1, WRONG_DIGIT),
    "im_onix__audio2.xml": (0, 1, WRONG_DIGIT),
    "im_onix__bad_content_date_format.xml": (1, 0, ""),
    "im_onix__embargo-date.xml": (0, 1, WRONG_DIGIT),
    "im_onix__preorder-embargo-date.xml": (0, 1, WRONG_DIGIT),
    "im_onix__full-sender.xml": (0, 1, WRONG_DIGIT),
    "im_onix__illustrations.xml": (1, 3, NOT_A_BOOK),
    "im_onix__invalid_textformat.xml": (0, 1, NO_ISBN),
    "im_onix__invalid_textformat_cdata.xml": (0, 1, NO_ISBN),
    "im_onix__onix2.xml": (1, 0, ""),
    "im_onix__test_prices1.xml": (0, 1, TOO_SHORT),
    "im_onix__test_prices_with_multiple_periods.xml": (0, 1, TOO_SHORT),
    "im_onix__test_prices_unpriced.xml": (0, 1, TOO_SHORT),
    "onixcheck__valid_google_onix_3.xml": (1, 0, ""),
    "onixcheck__invalid_onix3_ref.xml": (0, 1, NO_TITLE),
    "onixcheck__valid_onix3_short.xml": (0, 1, NO_TITLE),
    "onixcheck__win_console_issue.xml": (1, 0, ""),
    "onixdata__Onix2CoreDataSample1.xml": (0, 1, WRONG_DIGIT),
    "onixdata__Onix2CoreDataSample1ShortTags.xml": (0, 1, WRONG_DIGIT),
    "onixdata__Onix3sample_refnames.xml": (1, 0, ""),
    "onixdata__Onix3sample_refnames_badchar.xml": (0, 3, WRONG_DIGIT),
    "onixdata__Onix3sample_refnames_blockupdate.xml": (1, 0, ""),
    "onixdata__Onix3sample_shorttags.xml": (1, 0, ""),
    "onixdata__Sample-50-Products.xml.gz": (0, 50, WRONG_DIGIT),
    "ramlev__html_text.xml": (0, 1, NO_ISBN),
    "ramlev__minimal.xml": (1, 0, ""),
    "yob__9780194351898.xml": (1, 0, ""),
    "yob__aau.xml": (1, 0, ""),
    "yob__entities.xml": (1, 0, ""),
    "yob__no_encoding.xml": (1, 0, ""),
    "yob__reference_with_release_attrib.xml": (1, 0, ""),
    "yob__short_tags.xml": (1, 0, ""),
    "yob__usd.xml": (1, 0, ""),
    "tao__update_test.xml": (0, 1, WRONG_DIGIT),
}
pytestmark = needs_files


def test_every_file_is_in_the_table():
    assert {row["file"] for row in manifest()} == set(EXPECTED)


@pytest.mark.parametrize("row", manifest(), ids=lambda row: row["file"])
def test_what_comes_of_a_file(row):
    records, refusals, failure = read_file(row["file"])
    taken, refused, reason = EXPECTED[row["file"]]
    assert failure == ""
    assert (len(records), len(refusals)) == (taken, refused)
    assert taken + refused == int(row["products"])
    assert all(reason in refusal.reason for refusal in refusals)


@pytest.mark.parametrize("row", manifest(), ids=lambda row: row["file"])
def test_what_is_said_of_a_file_is_a_sentence_that_people_understand(row):
    records, refusals, _ = read_file(row["file"])
    said = [refusal.reason for refusal in refusals]
    said += [remark for record in records for remark in record.remarks]
    for sentence in said:
        assert re.fullmatch(r"[A-Z“].{15,220}\.", sentence), sentence
        assert not re.search(r"None|Error|Exception|\bline 0\b|[{}\[\]]", sentence), sentence
    assert all(re.fullmatch(r"line [1-9]\d*", refusal.place) for refusal in refusals)
    assert all(refusal.identifier for refusal in refusals)


@pytest.mark.parametrize("row", manifest(), ids=lambda row: row["file"])
def test_a_record_of_a_file_fits_the_catalogue(row):
    for record in read_file(row["file"])[0]:
        assert re.fullmatch(r"97[89]\d{10}", record.isbn)
        assert record.title or record.kind != "whole"
        assert all(re.fullmatch(r"[A-Z]\d{2}", credit.role) for credit in record.credits)
        assert all(credit.name == " ".join(credit.name.split()) for credit in record.credits)
        assert all(re.fullmatch(r"[0-9A-Z]{2}", code.scheme) for code in record.codes)
        assert all(re.fullmatch(r"[A-Z]{3}", price.currency) for price in record.prices or [])
        assert record.language is None or re.fullmatch(r"[a-z]{2,3}", record.language)
        assert record.cover_address == "" or record.cover_address.startswith("http")
