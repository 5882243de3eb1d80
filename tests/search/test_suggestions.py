"""While one types, the shop offers what may be meant: popular first, from any word of a name."""

import pytest

from app.catalog.models import Contributor, Series, Work
from app.db import db
from app.search.lexicon import known, renew
from app.search.suggestions import suggest
from tests.search.conftest import insert_works


@pytest.fixture
def shelves(a_work):
    saga = Series.create(name="The Ring Cycle", slug="the-ring-cycle")
    a_work("The Lord of the Rings", authors=("J. R. R. Tolkien",), popularity=900, series=saga)
    a_work("Ringworld", authors=("Larry Niven",), popularity=50, subjects=("Science fiction",))
    a_work("A Ring of Salt", authors=("Betsy Ringwood",), popularity=5)
    a_work("Kindred", popularity=10)


def offered(words):
    return {label: [s.text for s in found] for label, found in suggest(words).groups.items()}


def test_any_word_of_a_title_may_begin_it_and_the_popular_ones_come_first(shelves):
    assert offered("ring") == {
        "Books": ["The Lord of the Rings", "Ringworld", "A Ring of Salt"],
        "Authors": ["Betsy Ringwood"],
        "Series": ["The Ring Cycle"],
    }


@pytest.mark.parametrize(
    ("words", "label", "text"),
    [
        ("the lo", "Books", "The Lord of the Rings"),
        ("lord of the r", "Books", "The Lord of the Rings"),
        ("tolk", "Authors", "J. R. R. Tolkien"),
        ("jrr t", "Authors", "J. R. R. Tolkien"),
        ("J.R.R. T", "Authors", "J. R. R. Tolkien"),
        ("scien", "Subjects", "Science fiction"),
        ("k", "Books", "Kindred"),
        ("KÍN", "Books", "Kindred"),
        ("rings lord", "Books", "The Lord of the Rings"),
        ("kindrid", "Books", "Kindred"),
        ("tolkein", "Authors", "J. R. R. Tolkien"),
    ],
)
def test_suggestions_for(shelves, words, label, text):
    assert text in offered(words)[label]


def test_what_is_called_exactly_so_comes_before_what_only_begins_so(a_work):
    a_work("It", popularity=10)
    a_work("It Ends Here", popularity=100)
    assert offered("it")["Books"] == ["It", "It Ends Here"]


@pytest.mark.parametrize("words", ["", " ", "%", "''", "\\", "zzzzzz", "村上"])
def test_there_may_be_nothing_to_suggest(shelves, words):
    assert offered(words) == {}


def test_many_names_that_begin_alike_are_met_by_rank(app):
    insert_works("select 'x', 'Tales of ' || n, n from generate_series(1, 1500) as n")
    best = [f"Tales of {number}" for number in range(1500, 1495, -1)]
    assert offered("ta")["Books"] == offered("tales of")["Books"] == best


def test_a_changed_name_is_suggested_and_the_old_one_is_not(shelves):
    Work.update(title="Wild Seed").where(Work.title == "Kindred").execute()
    assert "Kindred" not in str(offered("kindred"))
    assert offered("wild")["Books"] == ["Wild Seed"]
    Contributor.update(name="Lawrence Niven").where(Contributor.name == "Larry Niven").execute()
    assert offered("lawr")["Authors"] == ["Lawrence Niven"]


def test_a_withdrawn_work_is_not_suggested(an_edition):
    edition = an_edition("Kindred")
    edition.withdrawn_at = "2026-01-01"
    edition.save()
    assert offered("kin") == {}


def test_a_word_that_no_title_has_any_more_corrects_nobody_once_they_are_renewed(a_work):
    work = a_work("Zymurgy")
    assert offered("zymurgi") == {"Books": ["Zymurgy"]}
    work.title = "Brewing"
    work.save()
    renew()
    assert known(["zymurgy", "brewing"]) == {"brewing": 1}


def test_a_word_that_is_missing_is_known_again_once_they_are_renewed(a_work):
    a_work("Zymurgy")
    db.execute_sql("delete from catalog.words")
    renew()
    assert offered("zymurgi") == {"Books": ["Zymurgy"]}


def test_ranks_follow_what_has_been_sold_once_they_are_renewed(shelves):
    Work.update(popularity=5000).where(Work.title == "Ringworld").execute()
    db.execute_sql("select catalog.renew_names()")
    assert offered("ring")["Books"][0] == "Ringworld"
