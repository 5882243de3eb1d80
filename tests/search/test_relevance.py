"""What is meant comes first, on shelves of made-up books among which others have the same words."""

import pytest

from app.catalog.models import Series
from app.search.finding import find
from app.search.query import SearchQuery

# Title, author, and how well it sells.
BOOKS = [
    ("Harbour", "Ines Moravec", 50),
    ("The Harbour Lights", "Tomas Okonjo", 1_500),
    ("Letters to the Harbour", "Paula Quist", 3_000),
    ("The Lantern Keeper", "Ines Moravec", 700),
    ("Lantern Making for Keepers", "Rolf Anders", 500),
    ("The Orchard", "Dagny Ólafsdóttir", 300),
    ("A Life of Ines Moravec", "Rolf Anders", 90),
    ("The Wrong Moravec", "Ada Pryce", 4_000),
    ("Ferry-44", "J. B. R. Kestrel", 200),
    ("Twelve Winters", "Maeve O’Dowd", 150),
    ("The Snowglobe Thief", "Ada Pryce", 120),
    ("Foxes", "Ada Pryce", 80),
    ("Keeping Bees", "Rolf Anders", 60),
]
VOLUMES = ("Salt", "Ebb", "Shoal")


@pytest.fixture(autouse=True)
def shelves(app, a_work):
    for title, author, popularity in BOOKS:
        a_work(title, authors=(author,), popularity=popularity)
    tides = Series.create(name="The Tide Wardens", slug="the-tide-wardens")
    for number, title in enumerate(VOLUMES, 1):
        a_work(title, authors=("Ada Pryce",), series=tides, series_position=str(number))
    with app.test_request_context():
        yield


def first(words):
    return find(SearchQuery.from_args({"q": words})).found.works[0].title


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        pytest.param("harbour", "Harbour", id="the title itself, though others sell better"),
        pytest.param("the harbour", "Harbour", id="an article that the title has not"),
        pytest.param("harbour li", "The Harbour Lights", id="a title still in the typing"),
        pytest.param("lantern keeper", "The Lantern Keeper", id="a title without its article"),
        pytest.param("lantern keepers", "The Lantern Keeper", id="a plural of it"),
        pytest.param("fox", "Foxes", id="the singular of a title"),
        pytest.param("keep bees", "Keeping Bees", id="another form of a word"),
        pytest.param("ines moravec lantern", "The Lantern Keeper", id="author and title"),
        pytest.param("dagny olafsdottir", "The Orchard", id="an author without her accents"),
        pytest.param("maeve odowd", "Twelve Winters", id="a name without its apostrophe"),
        pytest.param("jbr kestrel", "Ferry-44", id="initials without their points"),
        pytest.param("ferry 44", "Ferry-44", id="a title without its hyphen"),
        pytest.param("12 winters", "Twelve Winters", id="a number in figures"),
        pytest.param("snow globe thief", "The Snowglobe Thief", id="one word as two"),
        pytest.param("lanternkeeper", "The Lantern Keeper", id="two words as one"),
        pytest.param("snowglobe theif", "The Snowglobe Thief", id="a slip of the finger"),
        pytest.param("olafsdotir", "The Orchard", id="a slip in a name"),
        pytest.param("tide wardens 2", "Ebb", id="a volume by its number"),
        pytest.param("the tide wardens, book 3", "Shoal", id="a volume called a book"),
    ],
)
def test_what_is_meant_comes_first(typed, meant):
    assert first(typed) == meant


def test_an_authors_own_books_come_before_those_about_her():
    found = find(SearchQuery.from_args({"q": "ines moravec"})).found.works
    titles = [work.title for work in found]
    assert titles == ["The Lantern Keeper", "Harbour", "A Life of Ines Moravec"]


def test_of_books_alike_the_one_that_sells_best_comes_first():
    assert first("ada pryce") == "The Wrong Moravec"
