"""What is broken is told of in plain words, and costs no other record."""

import pytest

from app.catalog.imports.records import BookRecord
from tests.catalog.imports.onix.messages import (
    OTHER_ISBN,
    message,
    product,
    results,
    results_and_failure,
)

GOOD = product(isbn=OTHER_ISBN, title="Good")


def titles(found):
    return [each.title for each in found if isinstance(each, BookRecord)]


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (
            "<Product><RecordReference>bad.1</RecordReference>\n<TitleText>x</Title></Product>",
            "Its XML is broken on line 2: <TitleText> is closed by </Title>.",
        ),
        (
            "<Product><RecordReference>bad.1</RecordReference>\n<a b=c></a></Product>",
            "Its XML is broken on line 2: an attribute is not written as it must be.",
        ),
        (
            "<Product><RecordReference>bad.1</RecordReference>\n3 < 5</Product>",
            "Its XML is broken on line 2: a bare “<” should have been “&lt;”.",
        ),
        (
            "<Product><RecordReference>bad.1</RecordReference>\n",
            "It has no end: the next product begins before its </Product>.",
        ),
        (
            "<Product><RecordReference>bad.1</RecordReference><x:y>undeclared</x:y></Product>",
            "Its XML is broken on line 1.",
        ),
    ],
)
def test_a_broken_record_is_told_of_and_the_others_are_taken(bad, reason):
    found = results(message(GOOD, bad, GOOD))
    assert titles(found) == ["Good", "Good"]
    assert (found[1].reason, found[1].identifier, found[1].place) == (reason, "bad.1", "line 1")


def test_a_file_that_stops_in_the_middle_of_a_record():
    whole = message(GOOD, GOOD)
    found, failure = results_and_failure(whole[: whole.rindex("</TitleText>")])
    assert titles(found) == ["Good"]
    assert found[1].reason == "The file ends in the middle of this record, so it was not taken."
    assert failure.startswith("The file stops before its end: </ONIXMessage> is missing")


def test_a_file_that_stops_between_records():
    whole = message(GOOD)
    found, failure = results_and_failure(whole[: whole.rindex("</ONIXMessage>")])
    assert titles(found) == ["Good"]
    assert failure.startswith("The file stops before its end: </ONIXMessage> is missing")


@pytest.mark.parametrize("opening", ["<![CDATA[", "<!--", "<?pi "])
def test_what_never_ends_in_a_record_hides_no_record_behind_it(opening):
    bad = f"<Product><RecordReference>bad.1</RecordReference>{opening} oops</Product>"
    found, failure = results_and_failure(message(GOOD, bad, GOOD, GOOD))
    assert titles(found) == ["Good", "Good", "Good"]
    assert [each.identifier for each in found if not isinstance(each, BookRecord)] == ["bad.1"]
    assert failure == ""


def test_a_comment_between_records_that_never_ends():
    found, failure = results_and_failure(message(GOOD, "\n<!-- oops ", GOOD))
    assert titles(found) == ["Good"]
    assert failure == (
        "The XML is broken: what begins on line 2 with “<!--” never ends, so nothing behind it can "
        "be read."
    )


def test_two_hyphens_in_a_comment_are_forgiven():
    assert titles(results(message(product("<!-- a -- b -->", title="Good")))) == ["Good"]


def test_text_and_strange_elements_between_records_are_passed_by():
    xml = message(
        "junk", GOOD, "<MainSeriesRecord><a/></MainSeriesRecord> & < ", GOOD, "</Product>"
    )
    assert titles(results(xml)) == ["Good", "Good"]


def test_a_header_that_is_broken_costs_no_record():
    assert titles(results(message(GOOD, header="<FromCompany>A</Company>"))) == ["Good"]
    assert titles(results(message(GOOD).replace("</Header>", ""))) == ["Good"]


def test_a_root_tag_that_is_broken_costs_no_record():
    assert titles(results(message(GOOD, attributes=" release=3.0"))) == ["Good"]


@pytest.mark.parametrize(
    "declared",
    ['xmlns:a="caf\udce9"', "xmlns:a='x&y'", 'xmlns:a="1" xmlns:a="2"', 'xmlns:1="x"',
     'xmlns:xml="x"', "xmlns:a='\x01'", 'xmlns:a=""'],
)  # fmt: skip
def test_a_namespace_that_is_none_costs_no_record(declared):
    xml = message(GOOD, attributes=f" {declared}").encode("utf-8", "surrogateescape")
    assert titles(results(xml)) == ["Good"]


def test_what_a_broken_record_is_known_by_can_be_shown():
    bad = b"<Product><RecordReference>caf\xe9\x01</RecordReference><a></Product>"
    [found] = results(b"<ONIXMessage>" + bad + b"</ONIXMessage>")
    assert found.identifier == "café"


def test_nothing_is_said_at_length():
    wrong = product(isbn="978" + "1" * 100_000).replace(">r1<", f">{'r' * 100_000}<")
    strange = product("<NumberOfPages/>", title="".join(f"&x{n};" for n in range(500)))
    pages = strange.replace("<NumberOfPages/>", f"<EditionNumber>{'1' * 9000}</EditionNumber>")
    refusal, book = results(message(wrong, pages))
    assert len(refusal.reason) <= 301
    assert len(refusal.identifier) <= 301
    assert len(book.remarks) == 20


@pytest.mark.parametrize(
    ("xml", "failure"),
    [
        ("", "The file is empty."),
        (" \n ", "The file is empty."),
        ("ISBN;Title\n978;Emma", "This is not an ONIX file: it is not even XML."),
        (
            "<!DOCTYPE html><html><body>Login</body></html>",
            "This is not an ONIX file: it begins with <html>, where an ONIX file has "
            "<ONIXMessage>.",
        ),
        (
            "<ONIXMessageAcknowledgement/>",
            "This is not an ONIX file: it begins with <ONIXMessageAcknowledgement>, where an ONIX "
            "file has <ONIXMessage>.",
        ),
        ("<!-- nothing -->", "This is not an ONIX file: no element begins in it."),
        ("<?xml version='1.0'?>", "This is not an ONIX file: no element begins in it."),
        ("<ONIXMessage release=", "The XML is broken: what begins on line 1 never ends."),
        (b"\x89PNG\r\n\x1a\n\0\0", "This is not an ONIX file: it is not even XML."),
    ],
)
def test_a_file_that_is_not_onix(xml, failure):
    assert results_and_failure(xml) == ([], failure)


def test_a_record_that_is_empty():
    assert results(message("<Product/>"))[0].reason.startswith("It has no ISBN")
    assert results(message("<Product></Product>"))[0].reason.startswith("It has no ISBN")
