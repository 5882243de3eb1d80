import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from app.catalog.models import (
    AUTHOR,
    Contributor,
    Edition,
    Series,
    Subject,
    Work,
    WorkContributor,
)
from app.db import db, now
from app.search import engine, matching
from app.search.query import SearchQuery
from app.search.search import search
from tests.conftest import isbn_for


@pytest.fixture(autouse=True)
def in_a_request(app):
    with app.test_request_context():
        yield


def find(words="", **filters):
    return search(SearchQuery.from_args({"q": words, **filters}))


def titles(words="", **filters):
    return [work.title for work in find(words, **filters).works]


@pytest.fixture
def little_prince(a_work, an_edition):
    work = a_work(
        "The Little Prince",
        authors=("Antoine de Saint-Exupéry",),
        subjects=("Children’s books",),
        series=Series.create(name="Desert Flights", slug="desert-flights"),
        description="A pilot comes down in the Sahara and is asked to draw a sheep.",
    )
    an_edition("Something else")
    return an_edition(work=work, isbn="9780807083697")


@pytest.mark.parametrize(
    "words",
    [
        "the little prince",
        "LITTLE",
        "litt",
        "prince litt",
        "saint-exupéry",
        "Saint Exupery",
        "exup",
        "children's books",
        "desert flights",
        "sahara sheep",
        "drawing",
        '"little prince"',
        "little -something",
        "9780807083697",
        "978-0-8070-8369-7",
        "0-8070-8369-0",
    ],
)
def test_a_book_is_found_by(little_prince, words):
    assert titles(words) == ["The Little Prince"]


@pytest.mark.parametrize(
    "words", ['"prince little"', "little -prince", "prince charming", "9780306406157"]
)
def test_a_book_is_not_found_by(little_prince, words):
    assert titles(words) == []


@pytest.mark.parametrize(
    ("title", "author", "words"),
    [
        ("We", "Yevgeny Zamyatin", "we"),
        ("Catch-22", "Joseph Heller", "catch 22"),
        ("Catch-22", "Joseph Heller", "catch-22"),
        ("Moby-Dick", "Herman Melville", "moby dick"),
        ("The Hobbit", "J. R. R. Tolkien", "jrr tolkien"),
        ("The Hobbit", "J. R. R. Tolkien", "j.r.r. tolkien"),
        ("The Third Policeman", "Flann O'Brien", "obrien"),
        ("The Third Policeman", "Flann O’Brien", "o'brien"),
        ("Running in the Family", "Michael Ondaatje", "runni"),
        ("To Be or Not", "A. Writer", "to be or not"),
        ("三体", "刘慈欣", "三体"),
    ],
)
def test_titles_and_names_are_found_as_people_write_them(a_work, an_edition, title, author, words):
    an_edition(work=a_work(title, authors=(author,)))
    assert titles(words) == [title]


def test_the_title_itself_comes_before_books_that_mention_it(a_work, an_edition):
    for number in range(3):
        work = a_work(
            f"Letters {number}", description="About Emma, and Emma again.", popularity=900
        )
        an_edition(work=work)
    an_edition("Emma Brown")
    an_edition("Emma")
    assert titles("emma")[:2] == ["Emma", "Emma Brown"]


@pytest.fixture
def new_statements():
    """Statements are written anew, with the bounds of the test."""
    engine.statement.cache_clear()
    yield
    engine.statement.cache_clear()


def test_an_unpopular_title_is_not_lost_among_many_matches(
    a_work, an_edition, monkeypatch, new_statements
):
    monkeypatch.setattr("app.search.ranking.BEST", 2)
    for number in range(4):
        an_edition(work=a_work(f"Novel {number}", description="Emma", popularity=9))
    an_edition("Emma")
    assert titles("emma")[0] == "Emma"


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("bestselling", ["B", "C", "A"]),
        ("newest", ["C", "A", "B"]),
        ("price_up", ["A", "B", "C"]),
        ("price_down", ["C", "B", "A"]),
        ("rating", ["A", "C", "B"]),
    ],
)
def test_results_are_sorted_as_one_likes(a_work, an_edition, sort, order):
    facts = {
        "A": (1, 700, "2024-05-01", 5),
        "B": (9, 800, "2019-01-01", 0),
        "C": (3, 900, "2025-01-01", 3),
    }
    for title, (popularity, price, published, stars) in facts.items():
        rated = {"rating_sum": stars, "rating_count": 1} if stars else {}
        work = a_work(title, popularity=popularity, **rated)
        an_edition(work=work, price_minor=price, published_on=published)
    assert titles(sort=sort) == order


def test_filters_about_buying_hold_for_one_and_the_same_edition(a_work, an_edition):
    work = a_work("Kindred")
    an_edition(work=work, format="hardback", price_minor=1899)
    an_edition(work=work, format="paperback", price_minor=999, on_hand=0)
    assert titles(format="hardback", price_max="20") == ["Kindred"]
    assert titles(format="hardback", price_max="15") == []
    assert titles(format="paperback", available="1") == []


def test_a_subject_a_rating_and_a_language_narrow_it_down(a_work, an_edition):
    rated = a_work("Rated", subjects=("Poetry",), rating_sum=9, rating_count=2)
    an_edition(work=rated, language="fr")
    an_edition("Unrated")
    assert titles(subject="poetry") == titles(rating="4") == titles(language="fr") == ["Rated"]
    assert titles(rating="5") == titles(subject="none") == titles(language="xx") == []


def test_what_is_not_sold_is_not_found(an_edition):
    an_edition("Kindred", withdrawn_at=now())
    assert find("kindred").total == 0


def test_search_hears_of_every_change(a_work, an_edition):
    edition = an_edition("Kindred")
    Work.update(title="Dawn").where(Work.id == edition.work_id).execute()
    Contributor.update(name="Ursula Le Guin").execute()
    assert titles("dawn guin") == ["Dawn"]
    assert titles("kindred") == []
    Edition.update(withdrawn_at=now()).execute()
    assert titles("dawn") == []


def test_a_renamed_subject_is_found_by_its_new_name(a_work, an_edition):
    an_edition(work=a_work("Kindred", subjects=("SF",)))
    Subject.update(name="Science fiction").execute()
    assert titles("science fiction") == ["Kindred"]


def test_a_page_past_the_end_is_the_last_one(a_work, an_edition):
    for number in range(30):
        an_edition(f"Book {number}")
    found = find(page="99")
    assert (found.page, found.pages, found.total, len(found.works)) == (2, 2, 30, 6)


def test_pages_of_the_best_matches_overlap_nowhere(an_edition):
    for number in range(60):
        an_edition(f"Sea {number}")
    pages = [titles("sea", page=str(page)) for page in (1, 2, 3)]
    assert len({title for page in pages for title in page}) == sum(map(len, pages)) == 60


@pytest.fixture
def few_are_many(monkeypatch, new_statements):
    """Counting stops at three works."""
    monkeypatch.setattr(matching, "FARTHEST", 3)


def test_counting_stops_where_nobody_cares_any_more(an_edition, few_are_many):
    for _ in range(5):
        an_edition()
    found = find()
    assert found.total_words == "3+ books"
    assert [choice.count_words for choice in found.facets["format"]] == ["3+"]


@given(
    words=st.text(st.characters(codec="utf-8"), max_size=60)
    | st.text("'\"-()&|!:*\\ orand", max_size=30)
)
@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_no_words_are_too_odd_to_look_for(words):
    assert find(words).total == 0
    assert not db.in_transaction()


@pytest.mark.parametrize("words", ["-" * 100, "sea " + "-" * 60, "- " * 90, "-(" * 90, "-a " * 60])
def test_any_number_of_minus_signs_is_answered(words, an_edition):
    an_edition("The Sea")
    assert find(words).total in (0, 1)


def test_rows_written_one_by_one_are_found_at_once(app):
    """The builders of these tests index a book once; whoever writes rows need not know of that."""
    isbn = isbn_for(99)
    work = Work.create(title="Wild Seed", slug="wild-seed")
    author = Contributor.create(name="Octavia E. Butler", slug="octavia", sort_name="Butler")
    WorkContributor.create(work=work, contributor=author, role=AUTHOR, position=0)
    Edition.create(work=work, isbn=isbn, format="paperback", price_minor=999, currency="GBP")
    for words in ("wild seed", "octavia butler", isbn):
        assert titles(words) == ["Wild Seed"], words
