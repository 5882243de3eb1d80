import pytest

from app.typed_text import LARGEST, one_line, page_number, whole_number


@pytest.mark.parametrize(
    ("typed", "kept"),
    [(None, ""), ("  Ada \t Lovelace\r\n", "Ada Lovelace"), ("a\x00b\x1bc\u202ed", "a b c d")],
)
def test_a_line_holds_nothing_that_cannot_be_printed(typed, kept):
    assert one_line(typed) == kept


@pytest.mark.parametrize(
    ("typed", "number"), [("0", 0), (" 7 ", 7), ("007", 7), (str(LARGEST),) * 2]
)
def test_a_number_is_read(typed, number):
    assert whole_number(typed) == int(number)


@pytest.mark.parametrize(
    "typed", [None, "", "x", "-1", "+1", "1.0", "1 2", "\x001", "²", "٣", "9" * 5000, str(2**63)]
)
def test_what_is_no_number_that_we_could_use_is_none(typed):
    assert whole_number(typed) is None


@pytest.mark.parametrize(
    ("typed", "page"), [("3", 3), (None, 1), ("0", 1), ("-1", 1), ("x", 1), ("9" * 12, 1)]
)
def test_a_page_that_cannot_be_is_the_first(typed, page):
    assert page_number(typed) == page
