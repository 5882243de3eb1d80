from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from app.search.arguments import DEAREST, LONGEST
from app.search.query import MOST_PAGES, SearchQuery, Within
from app.search.words import split


def query(**args):
    return SearchQuery.from_args(MultiDict(args))


@pytest.fixture
def page(app):
    with app.test_request_context():
        yield


def test_the_address_of_a_search_says_all_of_it(page):
    args = {
        "q": "sea & sky",
        "subject": "poetry",
        "format": "hardback",
        "language": "en",
        "price_min": "5",
        "price_max": "9.99",
        "year_min": "1990",
        "year_max": "1999",
        "rating": "4",
        "available": "1",
        "sort": "newest",
        "page": "3",
    }
    numbers = {"rating": 4, "page": 3, "year_min": 1990, "year_max": 1999}
    assert query(**args).as_args() == {**args, **numbers}


def test_what_goes_without_saying_is_not_in_the_address(page):
    assert query(q="sea", sort="relevance", page="1").url_with() == "/search?q=sea"
    assert query(sort="bestselling").url_with() == "/search"


def test_a_change_leads_back_to_the_first_page(page):
    assert query(q="sea", page="3").url_with(format="paperback") == "/search?q=sea&format=paperback"


def test_a_search_within_a_page_stays_on_it():
    poetry = Within("subject", 7, "/subjects/poetry")
    here = SearchQuery.from_args({"format": "hardback", "page": "2"}, poetry)
    assert here.url_with(page=3) == "/subjects/poetry?format=hardback&page=3"
    assert here.without("format").url_with() == "/subjects/poetry"


@pytest.mark.parametrize(
    ("kind", "sort"), [("new", "newest"), ("coming", "soonest"), ("series", "series")]
)
def test_a_page_has_its_own_usual_order(kind, sort):
    here = SearchQuery.from_args({}, Within(kind, None, "/here"))
    assert (here.sort, here.url_with()) == (sort, "/here")


def test_a_chip_takes_its_filter_away(page):
    chips = dict(query(q="sea", price_min="5", price_max="10", format="hardback").chips)
    assert chips == {
        "Hardback": "/search?q=sea&price_min=5&price_max=10",
        "£5 to £10": "/search?q=sea&format=hardback",
    }


@pytest.mark.parametrize(
    ("args", "field", "value"),
    [
        ({"page": "-1"}, "page", 1),
        ({"page": "0"}, "page", 1),
        ({"page": "1" + "0" * 30}, "page", MOST_PAGES),
        ({"page": "two"}, "page", 1),
        ({"page": "٣"}, "page", 1),
        ({"rating": "99"}, "rating", 5),
        ({"rating": "x"}, "rating", None),
        ({"price_max": "x"}, "price_max", None),
        ({"price_max": "NaN"}, "price_max", None),
        ({"price_max": "-3"}, "price_max", Decimal("0.00")),
        ({"price_max": "1e30"}, "price_max", Decimal(DEAREST)),
        ({"price_max": "£9,99"}, "price_max", Decimal("9.99")),
        ({"price_max": "9.99 €"}, "price_max", Decimal("9.99")),
        ({"price_max": "1,000"}, "price_max", Decimal("1000.00")),
        ({"price_max": "1.000,50"}, "price_max", Decimal("1000.50")),
        ({"language": "x" * 400}, "language", ""),
        ({"format": "papyrus"}, "format", ""),
        ({"sort": "colour"}, "sort", "bestselling"),
        ({"sort": "colour", "q": "sea"}, "sort", "relevance"),
        ({"available": "0"}, "available", False),
        ({"q": "a\x00b\u200bc"}, "words", "a b c"),
        ({"q": "  the \n sea "}, "words", "the sea"),
        ({"q": "x" * 5000}, "words", "x" * LONGEST),
        ({"q": "e\u0301te\u0301"}, "words", "été"),
    ],
)
def test_bad_values_are_bettered_or_left_out(args, field, value):
    assert getattr(query(**args), field) == value


def test_a_price_of_nothing_is_a_filter_like_any_other(page):
    free = query(q="sea", price_max="-0")
    assert free.filtered
    assert [label for label, _ in free.chips] == ["Up to £0"]


def test_prices_the_wrong_way_round_are_turned(page):
    assert query(price_min="10", price_max="5").as_args() == {"price_min": "5", "price_max": "10"}


@pytest.mark.parametrize(
    "words",
    [
        "9780807083697",
        "978-0-8070-8369-7",
        "0807083690",
        "080708369 0",
        "978–0–8070–8369–7",
        "ISBN 978-0807083697",
        "isbn-10: 0-8070-8369-0",
        "ISBN (13) 9780807083697",
        "ISBN 13: 978 0807083697",
        "ISBN139780807083697",
        "ISBN-13-978-0-8070-8369-7",
        "EAN 9780807083697",
        "urn:isbn:9780807083697",
        "978.0.8070.8369.7",
    ],
)
def test_an_isbn_is_known_however_it_is_written(words):
    assert query(q=words).isbn == "9780807083697"


@pytest.mark.parametrize("words", ["9780807083690", "ISBN 0-8070-8369-1"])
def test_an_isbn_with_a_slip_is_none_but_is_known_for_one(words):
    assert query(q=words).isbn is None
    assert query(q=words).isbn_with_a_slip


@pytest.mark.parametrize(
    "words", ["1984", "020 7946 0183", "5012345678901", "415-555-2671", "ean", "9780807083697"]
)
def test_other_numbers_are_not_taken_for_an_isbn_with_a_slip(words):
    assert not query(q=words).isbn_with_a_slip


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("pride and prej", ("pride and", "prej")),
        ("prej", ("", "prej")),
        ("moby-dick", ("moby", "dick")),
        ('"pride and', ('"pride and', "")),
        ('"pride"', ('"pride"', "")),
        ("sea -sky", ("sea -sky", "")),
        ("cats or dogs", ("cats or dogs", "")),
        ("cats or", ("cats or", "")),
    ],
)
def test_only_a_bare_last_word_may_be_unfinished(words, parts):
    assert split(words) == parts


@given(
    st.dictionaries(
        st.sampled_from(["q", "subject", "price_min", "rating", "page", "sort"]), st.text()
    )
)
def test_no_query_is_too_odd_to_read(args):
    read = SearchQuery.from_args(MultiDict(args))
    assert 1 <= read.page <= MOST_PAGES
    assert "\x00" not in read.words + read.subject + read.language


def test_prices_are_told_in_the_shops_own_currency(page, settings_changed):
    settings_changed(currency="EUR")
    assert [label for label, _ in query(q="sea", price_max="10").chips] == ["Up to €10"]
