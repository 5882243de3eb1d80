"""Each number beside a filter is the number of works one finds by clicking it."""

from urllib.parse import parse_qsl, urlsplit

import pytest

from app.catalog.models import Work
from app.db import db
from app.search.query import SearchQuery
from app.search.search import search

QUERIES = [
    {},
    {"q": "the"},
    {"q": "war", "format": "hardback"},
    {"subject": "science-fiction"},
    {"format": "paperback", "price_max": "9.99"},
    {"format": "hardback", "price_min": "15", "price_max": "24.99", "available": "1"},
    {"rating": "3", "subject": "classics"},
    {"language": "en", "available": "1", "q": "love"},
    {"subject": "poetry", "format": "hardback", "rating": "4", "price_max": "5"},
    {"language": "fr", "q": "sea"},
    {"rating": "5", "price_min": "5", "price_max": "9.99"},
]


@pytest.fixture
def rated(stocked):
    db.execute_sql(
        "update catalog.works set rating_count = id %% 4, rating_sum = (id %% 4) * (1 + id %% 5)"
    )
    db.execute_sql("update catalog.editions set language = 'fr' where id %% 7 = 0")
    with stocked.test_request_context():
        yield


def found_at(url):
    return search(SearchQuery.from_args(dict(parse_qsl(urlsplit(url).query))))


def test_counts_agree_with_results(rated, subtests):
    for args in QUERIES:
        with subtests.test(**args):
            found = search(SearchQuery.from_args(args))
            assert check_each(found) >= 5


def check_each(found):
    """Follow all choices of a page; how many there were."""
    each = [choice for choices in found.facets.values() for choice in choices]
    for choice in each:
        expected = found.total if choice.chosen else found_at(choice.url).total
        assert choice.count == expected, choice
    return len(each)


def test_a_chosen_filter_is_taken_back_by_another_click(rated):
    found = search(SearchQuery.from_args({"q": "war", "subject": "poetry", "available": "1"}))
    chosen = {name: c for name, all in found.facets.items() for c in all if c.chosen}
    assert chosen["subject"].url == "/search?q=war&available=1"
    assert chosen["available"].url == "/search?q=war&subject=poetry"


def test_the_bands_of_prices_part_all_editions(rated):
    found = search(SearchQuery.from_args({"format": "hardback"}))
    assert sum(c.count for c in found.facets["price"]) >= found.total
    assert [c.label for c in found.facets["price"]][-1] == "From £25"


def test_a_filter_with_no_result_can_still_be_seen_and_left(rated):
    found = search(SearchQuery.from_args({"q": "kindred", "subject": "food"}))
    assert found.total == 0
    assert [c.label for c in found.facets["subject"] if c.chosen] == ["Food"]


def test_every_work_is_counted_once_without_a_filter(rated):
    found = search(SearchQuery.from_args({}))
    assert found.total == Work.select().count()
    assert sum(c.count for c in found.facets["subject"]) >= found.total


def test_of_many_subjects_the_largest_twenty_are_offered_and_the_chosen_one(app, a_work):
    names = [f"Subject {letter}" for letter in "ABCDEFGHIJKLMNOPQRSTUVW"]
    for name in [*names, names[-1]]:
        a_work(subjects=[name])
    with app.test_request_context():
        found = search(SearchQuery.from_args({}))
        chosen = search(SearchQuery.from_args({"subject": "subject-v"}))
    assert [choice.label for choice in found.facets["subject"]] == [names[-1], *names[:19]]
    assert chosen.facets["subject"][0].label == "Subject V"
