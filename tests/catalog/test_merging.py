import pytest

from app.accounts.staff_actions import StaffAction
from app.catalog.merging import SameWork, merge_works, move_edition
from app.catalog.models import (
    Collection,
    CollectionWork,
    Cover,
    Edition,
    Image,
    MergedWork,
    Series,
    Work,
    WorkCode,
    WorkKey,
)
from app.db import db
from app.reviews.models import Review
from app.reviews.moving import move_reviews
from app.search.query import SearchQuery
from app.search.search import search
from tests.people import a_person

MOVED = {
    "editions",
    "work_contributors",
    "work_subjects",
    "work_codes",
    "work_keys",
    "collection_works",
    "covers",
    "images",
    "merged_works",
    "reviews",
    *("search_documents", "cards"),  # kept by the database
}
POINTING_AT_WORKS = """
    select cls.relname from pg_constraint con join pg_class cls on cls.oid = con.conrelid
    where con.contype = 'f' and con.confrelid = 'catalog.works'::regclass
        and con.conparentid = 0
"""


@pytest.fixture
def clerk(app):
    return a_person("clerk@example.org", role="owner")


@pytest.fixture
def merge(clerk):
    def merge(old, into):
        with db.atomic():
            move_reviews(old, into)
            merge_works(old, into, staff_id=clerk.id)
        return Work.get_by_id(into.id)

    return merge


@pytest.fixture
def readers(app):
    return [a_person(f"reader{n}@example.org", name=f"Ann {n}") for n in range(4)]


def picture_of(work, **facts):
    return Image.create(
        work=work, kind="back", media_type="image/webp", image=b"x", version="1", **facts
    )


def isbns(work):
    return {row.isbn for row in Edition.select().where(Edition.work == work)}


def found(words):
    query = SearchQuery.from_args({"q": words})
    return [work.id for work in search(query).works]


def test_every_table_that_points_at_works_is_thought_of(app):
    assert {name for (name,) in db.execute_sql(POINTING_AT_WORKS)} == MOVED


def test_editions_and_their_copies_go_over_and_search_finds_one_work(an_edition, merge):
    old, into = an_edition("Kindrd"), an_edition("Kindred")
    work = merge(old.work, into.work)
    assert isbns(work) == {old.isbn, into.isbn}
    assert Work.get_or_none(Work.id == old.work_id) is None
    assert found(old.isbn) == [work.id]
    assert found("kindred") == [work.id]


def test_a_title_that_was_merged_is_no_longer_known_to_suggestions(a_work, merge):
    old, into = a_work("Kindrd"), a_work("Kindred")
    merge(old, into)
    rows = db.execute_sql("select row_id from catalog.names where kind = 'work'").fetchall()
    assert rows == [(into.id,)]


def test_the_cheaper_edition_makes_the_lowest_price(an_edition, merge):
    old, into = an_edition(price_minor=500), an_edition(price_minor=900)
    assert merge(old.work, into.work).lowest_price_minor == 500


def test_the_address_of_before_leads_to_the_work_however_often_it_moved(a_work, merge):
    first, second, third = a_work(), a_work(), a_work()
    merge(first, second)
    merge(second, third)
    assert {row.old_id: row.work_id for row in MergedWork.select()} == {
        first.id: third.id,
        second.id: third.id,
    }


def test_the_reviews_of_before_are_those_of_the_work_it_became(client, a_work, merge):
    old, into = a_work("Kindred"), a_work("Kindred again")
    merge(old, into)
    assert "Kindred again" in client.get(f"/books/{old.id}/reviews").text


def test_reviews_go_over_one_a_reader_and_the_rating_is_exact(a_work, merge, readers):
    old, into = a_work(), a_work()
    for work, reader, stars, written in (
        (old, readers[0], 5, "2024-01-01"),
        (old, readers[1], 1, "2024-01-01"),
        (into, readers[1], 4, "2024-02-01"),
        (old, readers[2], 2, "2024-03-01"),
        (into, readers[2], 3, "2024-02-01"),
        (into, readers[3], 4, "2024-02-01"),
    ):
        Review.create(work=work, customer=reader, stars=stars, body="So.", updated_at=written)
    work = merge(old, into)
    kept = {row.customer_id: row.stars for row in Review.select()}
    assert kept == dict(zip([reader.id for reader in readers], (5, 4, 2, 4), strict=True))
    assert (work.rating_sum, work.rating_count) == (15, 4)


def test_a_hidden_review_stays_hidden_and_does_not_count(a_work, merge, readers):
    old, into = a_work(), a_work()
    Review.create(work=old, customer=readers[0], stars=1, body="!", hidden_at="2024-01-01")
    work = merge(old, into)
    assert Review.get().work_id == into.id
    assert (work.rating_sum, work.rating_count) == (0, 0)


def test_sums_of_both_are_the_sums_of_one(a_work, merge):
    old = a_work(popularity=3, supplied_rating_sum=9, supplied_rating_count=2)
    into = a_work(popularity=4, supplied_rating_sum=5, supplied_rating_count=1)
    work = merge(old, into)
    sums = (work.popularity, work.supplied_rating_sum, work.supplied_rating_count)
    assert sums == (7, 14, 3)


def test_what_the_second_says_stays_and_its_gaps_are_filled(a_work, merge):
    series = Series.create(name="Patternist", slug="patternist")
    old = a_work(
        "Kindrd",
        description="<p>Dana.</p>",
        description_is_html=True,
        subtitle="A novel",
        first_published=1979,
        series=series,
        series_position="2",
        authors=["Somebody Else"],
    )
    into = a_work("Kindred", subtitle="Another", first_published=1988)
    work = merge(old, into)
    assert (work.title, work.subtitle, work.first_published) == ("Kindred", "Another", 1979)
    assert (work.description, work.description_is_html) == ("<p>Dana.</p>", True)
    assert (work.series, work.series_position) == (series, "2")
    assert [row.contributor.name for row in work.contributions] == ["Octavia E. Butler"]


def test_keys_codes_pictures_cover_and_collections_go_over(a_work, merge):
    old, into = a_work(subjects=["Fantasy"]), a_work(subjects=["Classics"])
    for work in (old, into):
        WorkKey.create(key="kindred|butler o", work=work)
        WorkCode.create(work=work, scheme="10", code="FIC028000")
    WorkKey.create(key="kindrd|butler o", work=old)
    picture_of(into, position=1)
    picture_of(old, position=1)
    Cover.create(work=old, media_type="image/webp", image=b"x", version="1")
    shelf = Collection.create(slug="staff", name="Staff picks")
    CollectionWork.insert(collection=shelf, work=old).execute()
    work = merge(old, into)
    assert {row.key for row in work.keys} == {"kindred|butler o", "kindrd|butler o"}
    assert work.codes.count() == 1
    assert sorted(image.position for image in work.images) == [1, 3]
    assert (Cover.get().work_id, CollectionWork.get().work_id) == (into.id, into.id)
    subjects = "select subject_id from catalog.work_subjects where work_id = %s order by position"
    assert db.execute_sql(subjects, (work.id,)).fetchall() == [(2,), (1,)]


def test_a_merge_leaves_a_trail(a_work, merge, clerk):
    old, into = a_work("Kindrd"), a_work("Kindred")
    merge(old, into)
    action = StaffAction.get()
    assert (action.staff_id, action.subject) == (clerk.id, f"work {into.id}")
    assert action.action == f"merged “Kindrd”, which was book {old.id}, into"
    assert action.before["merged"]["title"] == "Kindrd"


def test_a_work_is_not_merged_into_itself(a_work, merge):
    work = a_work()
    with pytest.raises(SameWork):
        merge(work, work)
    assert Work.get_by_id(work.id)


def test_an_edition_moves_to_another_work_with_its_pictures(an_edition, a_work, clerk):
    edition, other = an_edition("Kindred"), a_work("Emma")
    picture_of(edition.work, edition=edition)
    picture_of(edition.work)
    move_edition(edition, other, staff_id=clerk.id)
    assert Edition.get_by_id(edition.id).work_id == other.id
    assert Image.get(Image.edition == edition).work_id == other.id
    assert Image.get(Image.edition.is_null()).work_id == edition.work_id
    assert found(edition.isbn) == [other.id]
    assert Work.get_by_id(edition.work_id).lowest_price_minor is None


def test_an_edition_of_its_own_gets_a_work_like_the_one_it_leaves(an_edition, clerk):
    edition = an_edition("Kindred")
    work = move_edition(edition, None, staff_id=clerk.id)
    assert (work.id != edition.work_id, work.title) == (True, "Kindred")
    assert [row.contributor.name for row in work.contributions] == ["Octavia E. Butler"]
    assert found(edition.isbn) == [work.id]
    assert StaffAction.get().subject == f"edition {edition.id}"


def test_an_edition_does_not_move_to_where_it_is(an_edition, clerk):
    edition = an_edition()
    with pytest.raises(SameWork):
        move_edition(edition, edition.work, staff_id=clerk.id)
