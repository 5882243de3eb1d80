"""What a search costs is bounded: it stops when it has enough, in tiers of popularity."""

import pytest

from app.catalog import stale
from app.catalog.inventory import move, receive
from app.catalog.models import Edition, Subject, Work
from app.db import db
from app.search import counting, engine, matching, ranking, tiers
from app.search.query import SearchQuery
from app.search.search import PAGE_SIZE, search


@pytest.fixture(autouse=True)
def in_a_request(app):
    with app.test_request_context():
        yield


@pytest.fixture
def few_are_many(monkeypatch):
    """Counting stops at 50 works, of which 10 are looked at for facets and 5 are ranked."""
    monkeypatch.setattr(matching, "FARTHEST", 50)
    monkeypatch.setattr(matching, "ENOUGH", 50)
    monkeypatch.setattr(matching, "CHOICE", 50)
    monkeypatch.setattr(counting, "SAMPLE", 10)
    monkeypatch.setattr(ranking, "BEST", 5)
    engine.statement.cache_clear()
    yield
    engine.statement.cache_clear()


@pytest.fixture
def seas(a_work, an_edition):
    """Works about the sea, the first one the most popular."""

    def build(number):
        for place in range(number):
            work = a_work(f"Sea {place:03}", popularity=100 - place)
            an_edition(work=work, published_on=f"{2024 - place // 12}-{1 + place % 12:02}-01")

    return build


@pytest.fixture
def in_tiers(monkeypatch):
    """Parts the works that there are: so many in the first tier, so many in the second…"""

    def part(*sizes):
        monkeypatch.setattr(tiers, "SIZES", sizes)
        tiers.arrange()

    return part


def find(words="", **filters):
    return search(SearchQuery.from_args({"q": words, **filters}))


def titles(words="", **filters):
    return [work.title for work in find(words, **filters).works]


def tier_sizes():
    rows = db.execute_sql(
        "select tier, count(*) from catalog.search_documents group by tier order by tier"
    )
    return [count for _, count in rows.fetchall()]


def test_works_are_parted_by_popularity_and_move_with_it(seas, in_tiers):
    seas(12)
    in_tiers(2, 4)
    assert tier_sizes() == [2, 4, 6]
    Work.update(popularity=2000).where(Work.title == "Sea 011").execute()
    tiers.arrange()
    assert tier_sizes() == [2, 4, 6]
    assert titles("sea", sort="bestselling")[:2] == ["Sea 011", "Sea 000"]


def test_a_new_work_comes_into_the_tier_of_its_popularity(seas, in_tiers, a_work):
    seas(6)
    in_tiers(2, 2)
    a_work("Sea of stars", popularity=5000)
    a_work("Sea of sand")
    assert tier_sizes() == [3, 2, 3]


def test_results_are_the_same_however_the_works_are_parted(seas, in_tiers):
    seas(60)
    before = [titles("sea", page=str(page)) for page in (1, 2, 3)]
    facets = find("sea").facets
    in_tiers(7, 11, 13)
    assert [titles("sea", page=str(page)) for page in (1, 2, 3)] == before
    assert find("sea").facets == facets


def test_reading_stops_once_there_are_enough(seas, in_tiers, few_are_many):
    seas(90)
    in_tiers(20, 40)
    found = find("sea")
    assert (found.total_words, found.pages) == ("50+ books", 3)
    assert [choice.count_words for choice in found.facets["format"]] == ["10+"]
    plan = "\n".join(row[0] for row in explained("sea"))
    assert "search_documents_0" in plan
    assert "never executed" in plan  # the tiers that are not needed


def explained(words):
    asked = []
    run = engine.Prepared.run
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            engine.Prepared, "run", lambda self, *v: asked.append((self, v)) or run(self, *v)
        )
        find(words)
    (statement, values) = next(pair for pair in asked if "base" in pair[0].preparation)
    explain = f"explain (analyze, costs off, timing off) execute {statement.name} "
    return db.execute_sql(f"{explain} ({', '.join(['%s'] * len(values))})", values).fetchall()


def test_the_most_popular_come_first_though_many_match(seas, in_tiers, few_are_many):
    seas(90)
    in_tiers(10, 20)
    assert titles("sea")[:5] == [f"Sea {place:03}" for place in range(5)]
    assert titles(sort="bestselling")[:3] == ["Sea 000", "Sea 001", "Sea 002"]


def test_an_unpopular_title_is_found_though_reading_stops_before_it(
    seas, in_tiers, a_work, few_are_many
):
    seas(90)
    a_work("Sea")
    in_tiers(10, 20)
    assert titles("sea")[0] == "Sea"


@pytest.mark.parametrize("sort", ["relevance", "bestselling", "newest", "price_up"])
def test_pages_go_on_without_gaps_and_doubles(seas, in_tiers, few_are_many, sort):
    seas(48)
    in_tiers(10, 20)
    pages = [titles("sea", sort=sort, page=str(page)) for page in (1, 2)]
    assert [len(page) for page in pages] == [PAGE_SIZE, PAGE_SIZE]
    assert len({*pages[0], *pages[1]}) == 48


@pytest.fixture
def in_steps(monkeypatch):
    """Counting stops at 72 works, and farther pages read 96 of them, or all."""
    monkeypatch.setattr(matching, "ENOUGH", 72)
    monkeypatch.setattr(matching, "STEPS", (72, 96))
    monkeypatch.setattr(ranking, "BEST", 20)
    engine.statement.cache_clear()
    yield
    engine.statement.cache_clear()


def test_more_is_read_for_a_page_far_on(seas, in_steps):
    seas(100)
    in_turn = [(found.total_words, found.pages) for found in map(a_page, range(1, 6))]
    # All are in the first tier, which is read to its end.
    assert in_turn[0] == ("72+ books", 3)
    assert in_turn[-1] == ("100 books", 5)


@pytest.mark.parametrize("sort", ["relevance", "bestselling"])
@pytest.mark.parametrize("sizes", [(), (10,), (10, 20), (60, 10)])
def test_leafing_on_misses_no_book_and_meets_none_twice(
    seas, shuffled, in_tiers, in_steps, sizes, sort
):
    seas(100)
    shuffled()
    in_tiers(*sizes)
    met = [work.title for page in range(1, 6) for work in a_page(page, sort=sort).works]
    assert len(met) == len(set(met)) == 100


@pytest.mark.parametrize("words", ["sea", ""])
@pytest.mark.parametrize("sort", ["relevance", "bestselling"])
def test_the_most_popular_come_first_in_whatever_order_they_were_written(
    seas, shuffled, in_steps, words, sort
):
    seas(100)
    first = shuffled()
    assert titles(words, sort=sort)[:10] == first[:10]


@pytest.fixture
def shuffled(app):
    """Gives all works another popularity, in no order; returns their titles, the first first."""

    def shuffle():
        db.execute_sql("update catalog.works set popularity = 10 * (id * 37 %% 101) + 1")
        stale.leave([work.id for work in Work.select(Work.id)])
        while stale.index_some():
            pass
        return [work.title for work in Work.select().order_by(Work.popularity.desc(), Work.id)]

    return shuffle


def a_page(number, **filters):
    return find("sea", page=str(number), **filters)


def test_the_newest_of_works_with_hardly_a_date_are_the_newest_of_all(seas, in_steps):
    seas(100)
    Edition.update(published_on=None).where(Edition.id.not_in([90, 95, 99])).execute()
    stale.leave([work.id for work in Work.select(Work.id)])
    while stale.index_some():
        pass
    assert set(titles("sea", sort="newest")[:3]) == {"Sea 089", "Sea 094", "Sea 098"}


@pytest.mark.parametrize("words", ["sea", ""])
def test_the_newest_are_the_newest_of_all_though_reading_stops(seas, in_tiers, few_are_many, words):
    seas(90)
    in_tiers(10, 20)
    Edition.update(published_on="2025-06-01").where(Edition.id == 90).execute()
    assert titles(words, sort="newest")[0] == "Sea 089"


def test_a_search_reads_one_tier_after_another(app):
    # Workers side by side would take what they find first, from whichever tier.
    setting = "show max_parallel_workers_per_gather"
    assert db.execute_sql(setting).fetchone() == ("0",)


def test_odd_bounds_of_prices_count_what_was_looked_at_and_say_that_there_may_be_more(
    seas, in_tiers, monkeypatch
):
    monkeypatch.setattr(matching, "PRICED", 20)
    engine.statement.cache_clear()
    seas(50)
    in_tiers(10)
    found = find("sea", price_min="9.50", price_max="9.99")
    none = find("sea", price_min="9.50", price_max="9.98")
    engine.statement.cache_clear()
    # Ten in the first tier, then twenty.
    assert (found.total_words, found.pages) == ("30+ books", 2)
    assert (none.total_words, none.works) == ("None of the most popular books", [])


def test_bounds_of_prices_hold_for_one_edition_in_its_format_and_language(a_work, an_edition):
    work = a_work("Kindred")
    an_edition(work=work, price_minor=1150, format="hardback", language="en")
    an_edition(work=work, price_minor=650, format="paperback", language="de")
    within = {"price_min": "6", "price_max": "7"}
    assert titles("kindred", **within, format="paperback", language="de") == ["Kindred"]
    assert titles("kindred", **within, format="hardback") == []
    assert titles("kindred", **within, language="en") == []
    facets = find("kindred", **within).facets
    assert [choice.value for choice in facets["language"]] == ["de"]
    assert [choice.value for choice in facets["format"]] == ["paperback"]


def test_page_400_answers(seas):
    seas(30)
    assert (find("sea", page="400").page, len(find("sea", page="400").works)) == (2, 6)


def test_what_changes_often_is_told_without_reading_the_words_again(a_work, an_edition):
    edition = an_edition("Kindred", price_minor=999, on_hand=1)
    words = "select search::text, xmin::text from catalog.search_documents"
    known = db.execute_sql(words).fetchone()
    receive(edition.id, 3)
    assert db.execute_sql(words).fetchone() == known  # no other row: it was in stock before
    move(edition.id, on_hand=-4, reason="adjustment")
    Edition.update(price_minor=1999).execute()
    assert titles("kindred", available="1") == titles("kindred", price_max="9.99") == []
    assert titles("kindred", price_min="15") == ["Kindred"]


def test_works_of_a_famous_name_are_indexed_by_the_sweep(a_work, monkeypatch):
    for number in range(3):
        a_work(f"Kindred {number}", subjects=("SF",))
    db.execute_sql("insert into catalog.stale_works select id from catalog.works")
    db.execute_sql("set octavo.index_later = 'on'")
    Subject.update(name="Science fiction").execute()
    db.execute_sql("reset octavo.index_later")
    assert find("science fiction").total == 0
    stale.index_stale()
    assert find("science fiction").total == 3
    assert not stale.index_some()


def test_counts_of_subjects_stay_right_when_they_are_added_up(a_work):
    works = [a_work(subjects=("Poetry",)) for _ in range(3)]
    works[0].delete_instance(recursive=True)
    stale.add_up_counts()
    rows = db.execute_sql("select works from catalog.subject_counts").fetchall()
    assert rows == [(2,)]
