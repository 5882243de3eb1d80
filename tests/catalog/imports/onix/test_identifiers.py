import pytest

from tests.catalog.imports.onix.messages import (
    ISBN,
    OTHER_ISBN,
    message,
    product,
    record,
    refused,
    results,
    taken,
)


def identified(*identifiers, notification="03", extra=""):
    composites = "".join(
        f"<ProductIdentifier><ProductIDType>{kind}</ProductIDType><IDValue>{value}</IDValue>"
        "</ProductIdentifier>"
        for kind, value in identifiers
    )
    return message(
        f"<Product><RecordReference>ref.1</RecordReference>"
        f"<NotificationType>{notification}</NotificationType>{composites}{extra}"
        "<DescriptiveDetail><TitleDetail><TitleType>01</TitleType><TitleElement>"
        "<TitleElementLevel>01</TitleElementLevel><TitleText>Kindred</TitleText></TitleElement>"
        "</TitleDetail></DescriptiveDetail></Product>"
    )


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("15", ISBN),
        ("15", "978-0-306-40615-7"),
        ("03", ISBN),
        ("02", "0306406152"),
        ("02", "0-306-40615-2"),
    ],
)
def test_every_way_to_give_an_isbn(kind, value):
    assert taken(identified((kind, value))).isbn == ISBN


def test_an_isbn_13_wins_over_other_numbers():
    found = taken(identified(("01", OTHER_ISBN), ("02", "0140449132"), ("15", ISBN)))
    assert found.isbn == ISBN
    assert found.identifier == ISBN


def test_the_isbn_elements_of_early_onix_2():
    xml = f"<ISBN>0306406152</ISBN><EAN13>{ISBN}</EAN13>"
    assert taken(identified(extra=xml)).isbn == ISBN


def test_a_wrong_number_beside_a_right_one_is_told_of():
    found = taken(identified(("15", "9780306406158"), ("02", "0306406152")))
    assert found.isbn == ISBN
    assert "9780306406158 is wrong" in found.remarks[0]


@pytest.mark.parametrize(
    ("identifiers", "reason"),
    [
        ([], "It has no ISBN, and without one we cannot tell which book it is."),
        ([("01", "A-17")], "It has no ISBN, and without one we cannot tell which book it is."),
        ([("03", "3019002489208")], "Its number 3019002489208 is not the ISBN of a book."),
        ([("03", "9790060115615")], "Its number 9790060115615 is not the ISBN of a book."),
        (
            [("15", "9780306406158")],
            "Its ISBN 9780306406158 is wrong: the last digit of a number that begins like this is "
            "7. Please ask the publisher for the right one.",
        ),
        (
            [("15", "978123456789")],
            "Its ISBN 978123456789 is wrong: it does not have the digits of an ISBN.",
        ),
    ],
)
def test_what_is_no_book_by_its_number_is_refused_with_the_reason(identifiers, reason):
    found = refused(identified(*identifiers))
    assert (found.reason, found.identifier, found.place) == (reason, "ref.1", "line 1")


@pytest.mark.parametrize(
    ("notification", "kind"),
    [("01", "whole"), ("02", "whole"), ("03", "whole"), ("", "whole"), ("04", "update"),
     ("05", "delete"), ("12", "update"), ("13", "update"), ("14", "update")],
)  # fmt: skip
def test_what_a_record_is_for(notification, kind):
    assert taken(identified(("15", ISBN), notification=notification)).kind == kind


@pytest.mark.parametrize(
    ("notification", "reason"),
    [("08", "sold to another publisher"), ("09", "bought the book"), ("89", "a test record")],
)
def test_notices_that_change_nothing_are_refused_kindly(notification, reason):
    assert reason in refused(identified(("15", ISBN), notification=notification)).reason


def test_a_delete_notice_needs_no_more_than_the_isbn():
    xml = identified(("15", ISBN), notification="05").replace("<DescriptiveDetail>", "<!--")
    found = taken(xml.replace("</DescriptiveDetail>", "-->"))
    assert (found.kind, found.isbn, found.title, found.prices) == ("delete", ISBN, "", None)


def test_a_block_update_says_only_what_its_blocks_say():
    supply = (
        "<ProductSupply><SupplyDetail><ProductAvailability>21</ProductAvailability><Price>"
        "<PriceType>02</PriceType><PriceAmount>8.99</PriceAmount><CurrencyCode>GBP</CurrencyCode>"
        "</Price></SupplyDetail></ProductSupply>"
    )
    xml = product("", supply).replace("<NotificationType>03", "<NotificationType>04")
    start, end = xml.index("<DescriptiveDetail>"), xml.index("<ProductSupply>")
    update = xml[:start] + xml[end:]
    found = taken(message(update, header="<DefaultLanguageOfText>eng</DefaultLanguageOfText>"))
    assert (found.kind, found.title, found.language, found.format) == ("update", "", None, None)
    assert (found.published_on, found.credits, found.codes) == (None, [], [])
    assert [price.amount_minor for price in found.prices] == [899]


def test_a_whole_record_without_a_title_is_refused():
    found = refused(message(product(title="")))
    assert found.reason == "It has no title, so there is nothing to show."
    assert found.identifier == ISBN


def test_a_record_is_known_by_the_line_on_which_it_begins():
    xml = message("\n\n" + product(), "\n" + product())
    assert [each.place for each in results(xml)] == ["line 3", "line 4"]


def test_a_record_repeated_is_read_as_often_as_it_stands():
    assert len(results(message(product(), product(), product()))) == 3


def test_a_default_of_the_header_fills_what_a_whole_record_leaves_out():
    header = "<DefaultLanguageOfText>fre</DefaultLanguageOfText>"
    assert record(header=header).language == "fr"
