"""Slips of eye, ear and finger lead to what was meant; what is right as it is stays."""

import pytest

from app.search.finding import find
from app.search.letters import distance
from app.search.query import SearchQuery
from app.search.spelling import other_spelling

BOOKS = {
    "The Hobbit": ("J. R. R. Tolkien", 900),
    "Kindred": ("Octavia E. Butler", 800),
    "Crime and Punishment": ("Fyodor Dostoevsky", 700),
    "Slaughterhouse-Five": ("Kurt Vonnegut", 600),
    "The Long Harvest": ("Stephen Kingfisher", 90_000),
    "Catch-22": ("Joseph Heller", 500),
    "The Cay": ("Theodore Taylor", 1),
    "One Day": ("David Nicholls", 9000),
    "Brave New World": ("Aldous Huxley", 400),
}


@pytest.fixture(autouse=True)
def shelves(app, a_work):
    for title, (author, popularity) in BOOKS.items():
        a_work(title, authors=(author,), popularity=popularity)
    with app.test_request_context():
        yield


def found(words):
    return find(SearchQuery.from_args({"q": words}))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("tolkein", "tolkien"),
        ("jrr tolkein", "jrr tolkien"),
        ("dostoyevski", "dostoevsky"),
        ("kindrid", "kindred"),
        ("kidnred", "kindred"),
        ("kinderd", "kindred"),
        ("kindreed", "kindred"),
        ("the hobit", "the hobbit"),
        ("octavia buttler", "octavia butler"),
        ("brave new wrold", "brave new world"),
        ("bravenew world", "brave new world"),
        ("slaughter house five", "slaughterhouse five"),
        ("slaughterhouse 5", "slaughterhouse five"),
        ("catch22", "catch 22"),
        ("kurt vonegut", "kurt vonnegut"),
        ("Crime & Punishmant", "Crime & punishment"),
    ],
)
def test_a_slip_shows_the_books_that_are_meant(typed, meant):
    finding = found(typed)
    assert finding.query.words == meant
    assert finding.instead_of.words == typed
    assert finding.found.total == 1


def test_words_that_sound_alike_are_taken_for_a_name_that_is_much_more_popular(a_work):
    a_work("Kings and Steven", authors=("A. Kingfisher",))
    finding = found("steven kingfisher")
    assert finding.query.words == "stephen kingfisher"
    assert finding.found.works[0].title == "The Long Harvest"


def test_what_was_typed_can_be_insisted_on(client):
    finding = found("tolkein")
    assert finding.insisting_url == "/search?q=%22tolkein%22"
    insisting = found('"tolkein"')
    assert (insisting.instead_of, insisting.found.total) == (None, 0)


def test_a_title_as_it_stands_is_never_taken_for_another():
    for title, (author, _) in BOOKS.items():
        for words in (title, title.lower(), author):
            assert found(words).instead_of is None, words


def test_a_word_still_in_the_typing_is_no_slip():
    assert other_spelling("brave new wor", found=1) is None
    assert other_spelling("kind", found=1) is None


@pytest.mark.parametrize("words", ["the", "of the", "", "%%%", "xyzzyplugh", "a" * 200, "1" * 40])
def test_there_may_be_no_other_spelling(words):
    assert other_spelling(words, found=0) is None


def test_nothing_is_suggested_for_nonsense_or_when_a_filter_is_to_blame(an_edition):
    an_edition("Kindred")
    assert found("qqxxzz").did_you_mean is None
    assert find(SearchQuery.from_args({"q": "kindred", "format": "hardback"})).did_you_mean is None


def test_a_query_of_many_words_is_taken_as_it_is():
    assert other_spelling("one two three four five six seven eight nineteen kindrid", 0) is None


def test_filters_stay_when_the_spelling_changes(an_edition):
    an_edition("Kindred", format="hardback")
    finding = find(SearchQuery.from_args({"q": "kindrid", "format": "hardback"}))
    assert (finding.query.words, finding.query.format) == ("kindred", "hardback")
    assert finding.found.total == 1


@pytest.mark.parametrize(
    ("typed", "near", "farther"),
    [
        ("tolkein", "tolkien", "token"),
        ("hemmingway", "hemingway", "heminges"),
        ("fleis", "flies", "files"),
        ("morry", "morrie", "merry go"),
        ("cat", "cart", "dog"),
    ],
)
def test_slips_are_nearer_than_other_words(typed, near, farther):
    assert distance(typed, near) < distance(typed, farther)
    assert distance(near, near) == 0
