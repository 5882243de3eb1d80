import pytest

from app.accounts.staff_actions import StaffAction
from app.catalog.editing import EditedMeanwhile
from app.catalog.facts import fingerprint
from app.catalog.models import (
    Contributor,
    ContributorName,
    Edition,
    EditionContributor,
    Publisher,
    Series,
    Work,
    WorkContributor,
)
from app.catalog.moved import merged_name
from app.catalog.name_editing import NameTaken, facts_of, save_name
from app.catalog.name_merging import SameName, merge_names
from app.catalog.stale import index_stale
from app.db import db
from app.search.lexicon import renew as renew_names
from app.search.query import SearchQuery
from app.search.search import PAGE_SIZE, search
from app.search.suggestions import suggest
from tests.catalog.conftest import titles
from tests.people import a_person

ISNI = "0000000121479135"


@pytest.fixture
def clerk(app):
    return a_person("clerk@example.org", role="owner")


@pytest.fixture
def save(clerk):
    def save(kind, row, **changes):
        facts = facts_of(kind, row)
        return save_name(kind, row, facts | changes, staff_id=clerk.id, seen=fingerprint(facts))

    return save


@pytest.fixture
def a_contributor(app):
    def build(name, **facts):
        return Contributor.create(name=name, slug="x", sort_name=name, **facts)

    return build


def found(words):
    return [work.id for work in search(SearchQuery.from_args({"q": words})).works]


def offered(words):
    return [one.text for found in suggest(words).groups.values() for one in found]


def roles(link, owner):
    rows = link.select(owner, link.contributor, link.role)
    return sorted(rows.tuples())


def test_a_person_is_told_of_in_full_and_found_by_her_new_name(an_edition, save):
    work = an_edition("Kindred").work
    person = Contributor.get()
    save(
        "contributor",
        person,
        name="Octavia Estelle Butler",
        sort_name="",
        born=1947,
        about="She wrote.",
        isni=ISNI,
        other_names=["Estelle"],
    )
    person = Contributor.get()
    assert (person.slug, person.sort_name) == ("octavia-estelle-butler", "Butler, Octavia Estelle")
    assert [row.name for row in person.other_names] == ["Estelle"]
    assert found("estelle butler") == [work.id]
    assert StaffAction.get().subject == f"contributor {person.id}"


@pytest.mark.parametrize(
    ("changes", "indexed"),
    [
        ({"about": "She wrote.", "born": 1947}, 0),
        ({"other_names": ["Estelle", "Octavia"]}, 201),
        ({"name": "Octavia Estelle Butler", "other_names": ["O. E. B.", "O. Butler"]}, 201),
    ],
)
def test_books_are_indexed_once_and_only_when_a_name_changed(a_work, save, changes, indexed):
    for _ in range(201):
        a_work()
    person = Contributor.get()
    for name in ("Estelle", "O. Butler"):
        ContributorName.create(contributor=person, name=name)
    db.execute_sql("delete from catalog.stale_works")
    save("contributor", person, **changes)
    assert db.execute_sql("select count(*) from catalog.stale_works").fetchone() == (indexed,)


@pytest.mark.parametrize("changes", [{"name": "Ann Leckie"}, {"isni": ISNI}])
def test_a_name_or_isni_of_somebody_else_is_refused(a_contributor, save, changes):
    other = a_contributor("Ann Leckie", isni=ISNI)
    with pytest.raises(NameTaken) as refusal:
        save("contributor", a_contributor("Anne Leckie"), **changes)
    assert refusal.value.row == other


def test_of_two_who_edit_a_person_the_second_is_asked_again(a_contributor, save, clerk):
    person = a_contributor("Ann Leckie")
    seen = fingerprint(facts_of("contributor", person))
    save("contributor", person, born=1966)
    with pytest.raises(EditedMeanwhile):
        save_name("contributor", person, {}, staff_id=clerk.id, seen=seen)


def test_two_people_become_one_with_all_they_made(a_work, an_edition, a_contributor, clerk):
    old = a_contributor("Octavia Butler", isni=ISNI, about="She wrote.", born=1946)
    ContributorName.create(contributor=old, name="Estelle")
    edition = an_edition(work=a_work("Kindred", authors=["Octavia Butler"]))
    both = a_work("Dawn", authors=["Octavia Butler", "Octavia E. Butler"])
    into = Contributor.get(Contributor.name == "Octavia E. Butler")
    EditionContributor.create(edition=edition, contributor=old, role="E07")
    merge_names("contributor", old, into, staff_id=clerk.id)
    into = Contributor.get_by_id(into.id)
    assert roles(WorkContributor, WorkContributor.work) == sorted(
        [(edition.work_id, into.id, "A01"), (both.id, into.id, "A01")]
    )
    assert EditionContributor.get().contributor == into
    assert (into.isni, into.born, into.about) == (ISNI, 1946, "She wrote.")
    assert {row.name for row in into.other_names} == {"Estelle", "Octavia Butler"}
    assert merged_name(Contributor, old.id) == into
    assert edition.work_id in found("octavia e. butler")


def test_two_series_become_one(a_work, clerk):
    old = Series.create(name="Patternists", slug="patternists")
    into = Series.create(name="Patternist", slug="patternist")
    work = a_work(series=old, series_position="2")
    merge_names("series", old, into, staff_id=clerk.id)
    assert Work.get_by_id(work.id).series == into
    assert merged_name(Series, old.id) == into
    assert Series.select().count() == 1


def test_two_publishers_become_one_as_imprints_too(an_edition, clerk):
    old = Publisher.create(name="Beacon", slug="beacon")
    into = Publisher.create(name="Beacon Press", slug="beacon-press")
    edition = an_edition(publisher=old, imprint=old)
    merge_names("publisher", old, into, staff_id=clerk.id)
    edition = Edition.get_by_id(edition.id)
    assert (edition.publisher, edition.imprint) == (into, into)


@pytest.mark.parametrize("part", ["publisher", "imprint"])
def test_the_page_of_a_publisher_shows_the_books_of_one_merged_into_it(
    client, an_edition, clerk, part
):
    old = Publisher.create(name="Beacon", slug="beacon")
    into = Publisher.create(name="Bluestreak", slug="bluestreak")
    work = an_edition("Kindred", **{part: old}).work
    merge_names("publisher", old, into, staff_id=clerk.id)
    assert titles(client.get(into.url)) == ["Kindred"]
    assert found("bluestreak") == [work.id]
    assert found("beacon") == []


def test_the_page_of_a_translator_shows_the_books_of_one_merged_into_her(
    client, an_edition, a_contributor, clerk
):
    old, into = a_contributor("M. Duval"), a_contributor("Mireille Duval")
    edition = an_edition("Kindred")
    EditionContributor.create(edition=edition, contributor=old, role="B06")
    merge_names("contributor", old, into, staff_id=clerk.id)
    assert titles(client.get(into.url)) == ["Kindred"]


def test_the_page_of_a_series_shows_the_books_of_one_merged_into_it(client, a_work, clerk):
    old, into = (Series.create(name=name, slug="patternist") for name in ("Pattern", "Patternist"))
    a_work("Wild Seed", series=old)
    merge_names("series", old, into, staff_id=clerk.id)
    assert titles(client.get(into.url)) == ["Wild Seed"]


def test_more_books_than_staff_may_wait_for_are_left_to_the_sweep(client, an_edition, clerk):
    old = Publisher.create(name="Beacon", slug="beacon")
    into = Publisher.create(name="Bluestreak", slug="bluestreak")
    for _ in range(201):
        an_edition(publisher=old, on_hand=0)
    merge_names("publisher", old, into, staff_id=clerk.id)
    assert db.execute_sql("select count(*) from catalog.stale_works").fetchone() == (201,)
    index_stale()
    assert len(titles(client.get(into.url))) == PAGE_SIZE
    assert db.execute_sql("select count(*) from catalog.stale_works").fetchone() == (0,)


def test_a_house_that_was_merged_takes_no_place_among_the_suggestions(an_edition, clerk):
    old, into, other = (
        Publisher.create(name=name, slug="x") for name in ("Beacon Hill", "Bluestreak", "Beacon")
    )
    an_edition(publisher=other)
    for _ in range(2):
        an_edition(publisher=old)
    renew_names()
    assert offered("bea") == ["Beacon Hill"]
    merge_names("publisher", old, into, staff_id=clerk.id)
    assert offered("bea") == ["Beacon"]


def test_the_name_of_a_person_who_was_merged_is_offered_as_that_of_the_other(
    a_work, a_contributor, clerk
):
    a_work("Kindred", authors=["O. Butler"])
    old, into = Contributor.get(), a_contributor("Octavia E. Butler")
    merge_names("contributor", old, into, staff_id=clerk.id)
    assert offered("o butl") == ["Octavia E. Butler"]
    rows = db.execute_sql("select distinct row_id from catalog.names where kind = 'author'")
    assert rows.fetchall() == [(into.id,)]


def test_an_address_of_before_leads_on_however_often_it_was_merged(a_contributor, clerk):
    one, two, three = (a_contributor(name) for name in ("A", "B", "C"))
    merge_names("contributor", one, two, staff_id=clerk.id)
    merge_names("contributor", two, three, staff_id=clerk.id)
    assert merged_name(Contributor, one.id) == three
    assert merged_name(Contributor, 99) is None


@pytest.mark.parametrize("gone", [0, 1])
def test_of_two_who_merge_a_person_the_second_finds_her_gone(a_contributor, clerk, gone):
    people = [a_contributor("Ann Leckie"), a_contributor("Anne Leckie")]
    merge_names("contributor", people[gone], a_contributor("A. Leckie"), staff_id=clerk.id)
    with pytest.raises(Contributor.DoesNotExist):
        merge_names("contributor", *people, staff_id=clerk.id)


def test_nobody_is_merged_into_herself(a_contributor, clerk):
    person = a_contributor("Ann Leckie")
    with pytest.raises(SameName):
        merge_names("contributor", person, person, staff_id=clerk.id)


@pytest.mark.parametrize("sort", ["authors", "series", "publishers"])
def test_the_old_address_leads_to_the_one_that_stayed(client, clerk, sort):
    model = {"authors": Contributor, "series": Series, "publishers": Publisher}[sort]
    facts = {"sort_name": "x"} if model is Contributor else {}
    old, into = (model.create(name=name, slug="beacon", **facts) for name in ("Beacon", "Beacons"))
    kind = {"authors": "contributor", "publishers": "publisher"}.get(sort, sort)
    merge_names(kind, old, into, staff_id=clerk.id)
    answer = client.get(f"/{sort}/beacon-{old.id}")
    assert (answer.status_code, answer.location) == (301, into.url)
