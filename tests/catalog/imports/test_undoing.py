import pytest

from app.catalog.imports import undoing
from app.catalog.imports.records import Code, Credit, Price
from app.catalog.inventory import receive
from app.catalog.models import (
    Collection,
    CollectionWork,
    Edition,
    Import,
    ImportChange,
    Publisher,
    Work,
)
from app.db import db, now
from tests.catalog.imports.conftest import a_row, dump, reasons
from tests.conftest import isbn_for
from tests.placed_orders import placed_order


@pytest.fixture
def undo(app):
    def act(outcome):
        imported = getattr(outcome, "imported", outcome)
        assert undoing.undo(imported.id)
        return Import.get_by_id(imported.id)

    return act


@pytest.fixture
def a_shop(take, a_record, an_edition):
    """Books from before: some by hand, some by an import."""
    an_edition("By Hand", on_hand=3)
    take(
        a_record(
            isbn=isbn_for(700),
            title="Wild Seed",
            credits=[Credit("Octavia E. Butler"), Credit("A Translator", role="B06")],
            publisher="Warner",
            series="Patternist",
            description="Two immortals.",
            codes=[Code("10", "FIC028000")],
            pages=200,
        ),
        a_record(isbn=isbn_for(701), title="Priced", prices=[Price(900, "GBP")]),
    )


CHANGES = {
    "title": "Wild Seeds",
    "credits": [Credit("O. E. Butler", isni="000000012117458X", other_names=("Estelle",))],
    "publisher": "Headline",
    "imprint": "Orbit",
    "series": "Seed to Harvest",
    "series_position": "4",
    "description": "<p>Two <b>immortals</b>.</p>",
    "description_is_html": True,
    "codes": [Code("93", "FL")],
    "pages": 300,
    "rating_average": 4.0,
    "rating_count": 10,
    "prices": [Price(1000, "GBP"), Price(1500, "USD")],
    "trade_status": "unavailable",
}


def test_undoing_an_import_restores_the_catalogue_exactly(a_shop, take, a_record, undo):
    before = dump()
    outcome = take(
        a_record(isbn=isbn_for(700), **CHANGES),
        a_record(isbn=isbn_for(701), kind="delete"),
        a_record(isbn=isbn_for(701), kind="update", prices=[Price(800, "GBP")]),
        *[a_record(publisher="New House", series="New Series") for _ in range(5)],
        a_record(title="Wild Seed", format="ebook"),
        a_record(isbn=None, title="No edition"),
    )
    assert dump() != before
    done = undo(outcome)
    assert (
        done.status,
        done.left_alone,
        ImportChange.select().where(ImportChange.imported == done).count(),
    ) == ("undone", 0, 0)
    after = dump()
    for table in before:
        assert after[table] == before[table], table


def test_an_import_from_before_a_column_was_there_is_undone_too(a_shop, take, a_record, undo):
    pages = Edition.get(isbn=isbn_for(700)).pages
    outcome = take(a_record(isbn=isbn_for(700), **CHANGES))
    db.execute_sql("update catalog.import_changes set before = before - 'reprice_on'")
    done = undo(outcome)
    assert (done.status, done.left_alone) == ("undone", 0)
    assert Edition.get(isbn=isbn_for(700)).pages == pages


def test_nobody_is_offered_names_that_are_gone(take, a_record, undo):
    outcome = take(a_record(publisher="New House", series="New Series"))
    names = "select count(*) from catalog.names"
    assert db.execute_sql(names).fetchone() > (0,)
    undo(outcome)
    assert db.execute_sql(names).fetchone() == (0,)


def test_imports_are_undone_one_after_the_other_the_newest_first(a_shop, take, a_record, undo):
    states = [dump()]
    outcomes = []
    for pages in (300, 400, 500):
        facts = {"isbn": isbn_for(700), "title": f"Wild Seed {pages}", "pages": pages}
        outcomes.append(take(a_record(**facts), a_record()))
        states.append(dump())
    for outcome, state in zip(reversed(outcomes), reversed(states[:-1]), strict=True):
        undo(outcome)
        assert dump() == state


def test_a_whole_file_is_undone_in_batches(app, run_file, undo, monkeypatch):
    monkeypatch.setattr(undoing, "BATCH", 50)
    before = dump()
    rows = [a_row(number) for number in range(1, 301)]
    again = [a_row(number, price="5.00") for number in range(1, 301)]
    done = undo(run_file(*rows, *again))
    assert (done.status, done.left_alone) == ("undone", 0)
    after = dump()
    assert {t for t in after if after[t] != before[t]} <= {"subjects", "subject_codes"}


def test_undoing_that_was_killed_goes_on(app, run_file, undo, monkeypatch):
    done = run_file(*[a_row(number) for number in range(1, 201)])
    monkeypatch.setattr(undoing, "BATCH", 50)

    def die(imported):
        raise KeyboardInterrupt

    undoing.begin(done.id)
    with pytest.raises(KeyboardInterrupt):
        undoing.go_back(Import.get_by_id(done.id), die)
    assert 0 < Edition.select().count() < 200
    assert undo(done).status == "undone"
    assert Work.select().count() == 0


def test_what_somebody_has_changed_since_is_left_and_reported(take, a_record, undo):
    outcome = take(a_record(isbn=isbn_for(1), title="Kindred"), a_record(), a_record())
    Edition.update(pages=99).where(Edition.isbn == isbn_for(1)).execute()
    done = undo(outcome)
    assert Edition.get().isbn == isbn_for(1)
    assert Work.get().title == "Kindred"
    assert reasons(done, about_undoing=True) == [
        "Somebody has changed it since, so it stays as it is.",
        "It stays, since other editions of it are here.",
    ]
    assert done.left_alone == 2


def test_an_edition_that_was_ordered_is_withdrawn_rather_than_removed(take, a_record, undo):
    outcome = take(a_record(prices=[Price(900, "GBP")]))
    edition = Edition.get()
    receive(edition.id, 5)
    placed_order(edition)
    done = undo(outcome)
    assert Edition.get().withdrawn_at is not None
    assert reasons(done, about_undoing=True)[0] == (
        "It has been ordered, so it is withdrawn from sale rather than removed."
    )


def test_an_edition_with_copies_stays_on_sale(take, a_record, undo):
    outcome = take(a_record(prices=[Price(900, "GBP")]))
    receive(Edition.get().id, 5)
    done = undo(outcome)
    assert Edition.get().for_sale
    assert reasons(done, about_undoing=True)[0] == "It stays, since copies of it have come in."


def test_an_edition_in_a_cart_stays(take, a_record, undo, client):
    outcome = take(a_record(prices=[Price(900, "GBP")]))
    edition = Edition.get()
    receive(edition.id, 5)
    client.post("/cart/items", data={"edition_id": edition.id})
    undo(outcome)
    assert Edition.select().count() == 1


def test_a_work_that_stands_in_a_collection_stays(take, a_record, undo):
    outcome = take(a_record())
    shelf = Collection.create(slug="ours", name="Ours")
    CollectionWork.create(collection=shelf, work=Work.get())
    done = undo(outcome)
    assert (Work.select().count(), Edition.select().count()) == (1, 0)
    assert reasons(done, about_undoing=True) == ["It stays, since it stands in a collection."]


def test_what_a_later_import_uses_stays_with_it(take, a_record, undo):
    first = take(a_record(isbn=isbn_for(1), title="Kindred", publisher="Beacon"))
    take(a_record(title="Kindred", publisher="Beacon"))
    undo(first)
    assert (Work.select().count(), Edition.select().count()) == (1, 1)
    assert Publisher.get().name == "Beacon"


def test_an_edition_that_had_no_price_has_none_again(take, a_record, undo):
    take(a_record(isbn=isbn_for(1)))
    before = dump()
    undo(take(a_record(isbn=isbn_for(1), prices=[Price(900, "GBP")])))
    assert dump() == before
    assert Edition.get().price_minor is None


def test_copies_sold_meanwhile_still_count_for_popularity(take, a_record, undo, a_work):
    isbn = isbn_for(1)
    take(a_record(isbn=isbn, title="Kindred"))
    outcome = take(a_record(isbn=isbn, title="Kindred", rating_average=4, rating_count=50))
    Work.update(popularity=Work.popularity + 3).execute()
    undo(outcome)
    assert Work.get().popularity == 3


def test_only_an_import_that_is_over_and_was_real_can_be_undone(app, run_file):
    tried = run_file(a_row(1), dry_run=True)
    assert not undoing.begin(tried.id)
    done = run_file(a_row(1))
    Import.update(status="running").where(Import.id == done.id).execute()
    assert not undoing.begin(done.id)
    Import.update(status="done", finished_at=now()).where(Import.id == done.id).execute()
    assert undoing.begin(done.id)
    assert not undoing.begin(done.id)
