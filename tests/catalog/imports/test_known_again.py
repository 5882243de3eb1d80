from app.catalog.imports.keys import give_keys
from app.catalog.imports.records import Credit
from app.catalog.models import Contributor, ContributorName, Edition, Publisher, Work, WorkKey
from app.catalog.name_merging import KINDS, merge_names
from tests.catalog.imports.conftest import counts, dump
from tests.conftest import isbn_for


def test_editions_of_one_work_are_put_together_by_title_and_author(take, a_record):
    take(a_record(title="Kindred"), a_record(title="Kindred", format="ebook"))
    take(a_record(title="Kindred", credits=[Credit("Butler, Octavia E.")]))
    assert (Work.select().count(), Edition.select().count()) == (1, 3)


def test_a_work_that_staff_added_is_found_by_its_title(take, a_record, a_work):
    work = a_work("Kindred", authors=["Octavia E. Butler"])
    give_keys()
    take(a_record(title="Kindred"))
    assert Edition.get().work_id == work.id
    assert WorkKey.select().where(WorkKey.work == work).exists()


def test_another_key_to_find_a_work_by_is_no_change_of_it(take, a_record):
    record = {"isbn": isbn_for(1), "title": "Kindred"}
    take(a_record(**record))
    WorkKey.delete().execute()
    before = Work.get().updated_at
    assert counts(take(a_record(**record))) == {"unchanged": 1}
    assert WorkKey.select().exists()
    assert Work.get().updated_at == before


def test_a_title_without_isbn_and_author_could_not_be_known_again(take, a_record):
    assert counts(take(a_record(isbn=None, credits=[]))) == {"refused": 1}
    assert Work.select().count() == 0


def test_a_contributor_is_one_by_isni_else_by_name(take, a_record):
    isni = "0000000121174585"
    take(
        a_record(credits=[Credit("Mark Twain")]),
        a_record(credits=[Credit("Mark Twain", isni=isni, about="A riverboat pilot.")]),
        a_record(credits=[Credit("Samuel Clemens", isni=isni, other_names=("Josh",))]),
    )
    person = Contributor.get()
    assert (person.name, person.isni, person.about) == ("Mark Twain", isni, "A riverboat pilot.")
    assert {row.name for row in ContributorName.select()} == {"Samuel Clemens", "Josh"}


def test_what_staff_merged_stays_merged_when_the_feed_comes_again(take, a_record, clerk):
    record = a_record(
        credits=[Credit("Ann Lee"), Credit("M. Duval", role="B06")],
        publisher="Penguin Bks",
        imprint="Penguin Bks",
        series="Patternists",
    )
    right = a_record(
        credits=[Credit("Ann B. Lee"), Credit("Mireille Duval", role="B06")],
        publisher="Penguin",
        series="Patternist",
    )
    take(record, right)
    for kind, old, into in (
        ("contributor", "Ann Lee", "Ann B. Lee"),
        ("contributor", "M. Duval", "Mireille Duval"),
        ("publisher", "Penguin Bks", "Penguin"),
        ("series", "Patternists", "Patternist"),
    ):
        merge_names(kind, *(KINDS[kind].get(name=name) for name in (old, into)), staff_id=clerk.id)
    before = dump()
    assert counts(take(record, right)) == {"unchanged": 2}
    assert dump() == before


def test_a_name_leads_to_the_last_of_those_that_it_was_merged_into(take, a_record, clerk):
    take(*(a_record(publisher=name) for name in ("P. Bks", "Penguin Bks", "Penguin")))
    first, second, third = Publisher.select().order_by(Publisher.id)
    merge_names("publisher", first, second, staff_id=clerk.id)
    merge_names("publisher", second, third, staff_id=clerk.id)
    take(a_record(publisher="P. Bks"), a_record(publisher="Penguin Bks"))
    assert list(Publisher.select()) == [third]


def test_a_name_that_somebody_bears_is_not_that_of_one_who_was_merged(take, a_record, clerk):
    take(a_record(publisher="Penguin Bks"), a_record(publisher="Penguin"))
    merge_names("publisher", *Publisher.select().order_by(Publisher.id), staff_id=clerk.id)
    again = Publisher.create(name="Penguin Bks", slug="penguin-bks")
    take(a_record(publisher="Penguin Bks"))
    assert Edition.select().where(Edition.publisher == again).count() == 1


def test_a_name_whose_row_is_gone_is_a_new_one(take, a_record, clerk):
    take(a_record(publisher="Penguin Bks"))
    gone = Publisher.create(name="Penguin", slug="penguin")
    merge_names("publisher", Publisher.get(name="Penguin Bks"), gone, staff_id=clerk.id)
    Edition.update(publisher=None).execute()
    gone.delete_instance()
    take(a_record(publisher="Penguin Bks"))
    assert Publisher.get().name == "Penguin Bks"


def test_a_pen_name_is_a_person_of_its_own(take, a_record):
    take(a_record(credits=[Credit("J. K. Rowling", other_names=("Robert Galbraith",))]))
    take(a_record(credits=[Credit("Robert Galbraith")]))
    assert Contributor.select().count() == 2


def test_names_of_records_that_change_nothing_are_not_left_behind(take, a_record):
    take(a_record(isbn=isbn_for(1), title="Kindred", publisher="Beacon"))
    take(a_record(title="Kindred", credits=[Credit("O. Butler"), Credit("Somebody Else")]))
    assert not Contributor.select().where(Contributor.name == "Somebody Else").exists()
