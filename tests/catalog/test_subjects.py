import pytest
from peewee import IntegrityError

from app.accounts.staff_actions import StaffAction
from app.catalog.facts import fingerprint
from app.catalog.models import OldSlug, Subject, SubjectCode, WorkSubject
from app.catalog.moved import once_called
from app.catalog.shelves import subjects_with_counts
from app.catalog.subject_editing import (
    CodeTaken,
    InUse,
    PartOfItself,
    SlugTaken,
    merge_subjects,
    remove_subject,
    save_subject,
    subject_facts,
)
from app.db import db
from app.pricing.models import Promotion
from tests.catalog.conftest import titles
from tests.people import a_person

EMPTY = {"about": "", "position": 0, "parent": "", "codes": []}


COUNTED = """
    select subject_id from catalog.subject_counts group by 1 having sum(works) <> 0 order by 1
"""


@pytest.fixture
def clerk(app):
    return a_person("clerk@example.org", role="owner")


@pytest.fixture
def add(clerk):
    def add(name, **facts):
        facts = EMPTY | {"name": name, "slug": name.lower()} | facts
        return save_subject(facts, staff_id=clerk.id)

    return add


@pytest.fixture
def change(clerk):
    def change(subject, **changes):
        facts = subject_facts(subject)
        return save_subject(
            facts | changes, staff_id=clerk.id, subject=subject, seen=fingerprint(facts)
        )

    return change


def names_known():
    rows = db.execute_sql("select folded from catalog.names where kind = 'subject'")
    return {name for (name,) in rows}


def test_a_subject_has_a_place_in_the_tree_and_codes(add):
    fiction = add("Fiction", codes=["BISAC FIC", "Thema F"])
    fantasy = add("Fantasy", parent="fiction", codes=["BISAC FIC009"])
    assert fantasy.parent == fiction
    assert subject_facts(fiction)["codes"] == ["BISAC FIC", "Thema F"]
    assert {(row.scheme, row.code) for row in fantasy.codes} == {("10", "FIC009")}
    assert [row.subject for row in StaffAction.select()] == ["subject 1", "subject 2"]


def test_addresses_of_before_lead_to_a_subject_and_may_come_back(add, change):
    subject = add("Fantasy")
    change(subject, slug="fantastic")
    change(Subject.get(), slug="marvels")
    assert once_called("subject", "fantasy") == subject
    assert once_called("subject", "fantastic") == subject
    change(Subject.get(), slug="fantasy")
    assert once_called("subject", "fantasy") is None
    assert once_called("subject", "marvels") == subject


def test_a_new_subject_may_take_an_address_of_before(add, change):
    change(add("Fantasy"), slug="fantastic")
    add("Fantasy")
    assert OldSlug.select().count() == 0


def test_an_address_belongs_to_one_subject(add):
    add("Fantasy")
    with pytest.raises(SlugTaken):
        add("Marvels", slug="fantasy")


def test_a_code_belongs_to_one_subject(add):
    fantasy = add("Fantasy", codes=["BISAC FIC009"])
    with pytest.raises(CodeTaken) as refusal:
        add("Marvels", codes=["BISAC FIC009"])
    assert refusal.value.subject == fantasy
    assert Subject.select().count() == 1


def test_a_subject_never_stands_below_itself(add, change):
    top = add("Fiction")
    add("Fantasy", parent="fiction")
    add("Epic", parent="fantasy")
    for parent in ("fiction", "fantasy", "epic"):
        with pytest.raises(PartOfItself):
            change(top, parent=parent)


def test_two_subjects_become_one(add, a_work, clerk):
    into, old = add("Fantasy"), add("Marvels", codes=["Thema FM"])
    part = add("Epic", parent="marvels")
    one, both = a_work(subjects=["Marvels"]), a_work(subjects=["Marvels", "Fantasy"])
    merge_subjects(old, into, staff_id=clerk.id)
    assert {row.work_id for row in WorkSubject.select().where(WorkSubject.subject == into)} == {
        one.id,
        both.id,
    }
    assert Subject.get_by_id(part.id).parent == into
    assert SubjectCode.get().subject == into
    assert once_called("subject", "marvels") == into
    assert Subject.get_or_none(Subject.slug == "marvels") is None


def test_the_page_of_a_subject_shows_what_the_parts_of_one_merged_into_it_hold(
    client, add, a_work, clerk
):
    into, old = add("Fantasy"), add("Marvels")
    add("Epic", parent="marvels")
    add("Sagas", parent="epic")
    a_work("Njal", subjects=["Sagas"])
    merge_subjects(old, into, staff_id=clerk.id)
    assert titles(client.get("/subjects/fantasy")) == ["Njal"]
    assert {subject.name: subject.count for subject in subjects_with_counts()} == {
        "Fantasy": 1,
        "Epic": 1,
        "Sagas": 1,
    }
    assert db.execute_sql(COUNTED).fetchall() == [(into.id,), (into.id + 2,), (into.id + 3,)]


def test_a_subject_that_is_merged_or_removed_is_no_longer_known_to_suggestions(add, a_work, clerk):
    into, old = add("Fantasy"), add("Marvels")
    link = WorkSubject.create(work=a_work(subjects=["Marvels", "Fantasy"]), subject=add("Epic"))
    WorkSubject.delete().where(WorkSubject.subject == link.subject).execute()
    assert names_known() == {"fantasy", "marvels", "epic"}
    merge_subjects(old, into, staff_id=clerk.id)
    remove_subject(link.subject, staff_id=clerk.id)
    assert names_known() == {"fantasy"}


def test_a_subject_is_not_merged_into_its_own_part(add, clerk):
    top = add("Fiction")
    part = add("Fantasy", parent="fiction")
    for into in (top, part):
        with pytest.raises(PartOfItself):
            merge_subjects(top, into, staff_id=clerk.id)


def test_only_an_empty_subject_is_removed(add, a_work, clerk):
    used, empty = add("Fantasy"), add("Marvels")
    a_work(subjects=["Fantasy"])
    with pytest.raises(InUse):
        remove_subject(used, staff_id=clerk.id)
    remove_subject(empty, staff_id=clerk.id)
    assert [row.name for row in Subject.select()] == ["Fantasy"]


def a_promotion(*subjects):
    ids = [subject.id for subject in subjects]
    facts = {"name": "A tenth", "kind": "percent", "percent": 10, "currency": "GBP"}
    return Promotion.create(**facts, subject_ids=ids)


def test_a_promotion_follows_a_subject_that_is_merged(add, clerk):
    into, old, other = add("Fantasy"), add("Marvels"), add("Epic")
    both, one = a_promotion(old, into), a_promotion(other, old)
    merge_subjects(old, into, staff_id=clerk.id)
    assert Promotion.get_by_id(both.id).subject_ids == [into.id]
    assert Promotion.get_by_id(one.id).subject_ids == [into.id, other.id]


def test_a_subject_that_a_promotion_is_for_is_not_removed(add, clerk):
    subject = add("Fantasy")
    a_promotion(subject)
    with pytest.raises(InUse):
        remove_subject(subject, staff_id=clerk.id)
    assert Subject.get() == subject


def test_a_promotion_is_for_subjects_that_are_there(app):
    with pytest.raises(IntegrityError):
        Promotion.create(name="Tenth", kind="percent", percent=10, currency="GBP", subject_ids=[7])
