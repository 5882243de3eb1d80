import re

import pytest
from peewee import fn
from stdnum import isbn

from app.catalog import starter_files
from app.catalog.models import (
    Collection,
    CollectionWork,
    Contributor,
    Edition,
    Inventory,
    InventoryMovement,
    Subject,
    Work,
)
from app.catalog.starter import load_starter
from app.catalog.subject_tree.files import subjects


@pytest.fixture(scope="module")
def books():
    return starter_files.books()


def test_it_is_a_shop_worth_looking_around_in(books):
    authors, works = books
    assert len(works) >= 250
    assert len({author["name"] for author in authors}) >= 120
    used = {subject for work in works for subject in work["subjects"]}
    assert len(used) >= 30
    assert used <= {subject["slug"] for subject in subjects()}


def test_nobody_and_nothing_is_in_it_twice(books):
    authors, works = books
    for names in (
        [author["name"] for author in authors],
        [(work["title"], *work["authors"]) for work in works],
        [edition["isbn"] for work in works for edition in work["edition"]],
    ):
        assert len(names) == len(set(names))


def test_every_author_is_introduced_and_has_written_something(books):
    authors, works = books
    assert {author["name"] for author in authors} == {n for work in works for n in work["authors"]}


def test_its_isbns_are_valid_and_nobodys(books):
    for work in books[1]:
        for edition in work["edition"]:
            assert isbn.is_valid(edition["isbn"])
            assert edition["isbn"].startswith("97999")


def test_every_work_is_described_and_priced(books):
    for work in books[1]:
        assert 150 <= len(work["description"].strip()) <= 420, work["title"]
        assert work["edition"], work["title"]
        for edition in work["edition"]:
            assert edition["format"] in ("paperback", "hardback")
            assert re.fullmatch(r"\d+\.\d\d", edition["price"])


def test_what_is_put_together_exists(books):
    titles = {work["title"] for work in books[1]}
    collections = starter_files.read("collections")["collection"]
    assert len(collections) >= 6
    for collection in collections:
        chosen = [book["title"] for book in collection["book"]]
        assert 8 <= len(set(chosen)) == len(chosen) <= 14
        assert titles.issuperset(chosen)
    assert titles.issuperset(starter_files.read("bestsellers")["titles"])


def test_loading_it_stocks_the_shelves(app, books):
    assert load_starter() == len(books[1])
    assert Work.select().where(Work.lowest_price_minor.is_null()).count() == 0
    assert Edition.select().count() == Inventory.select().count()
    moved = InventoryMovement.select(fn.SUM(InventoryMovement.on_hand_change)).scalar()
    assert moved == Inventory.select(fn.SUM(Inventory.on_hand)).scalar() > 1000
    assert CollectionWork.select().count() >= 6 * 8


def test_loading_it_again_changes_nothing(app):
    load_starter()
    Work.update(description="Ours now").where(Work.title == "Kindred").execute()
    before = fingerprint()
    assert load_starter() == 0
    assert fingerprint() == before


def test_a_work_that_a_shop_lost_comes_back_and_nothing_comes_twice(app, books):
    load_starter()
    counts = {model: model.select().count() for model in (Contributor, Subject, Collection, Work)}
    lost = next(work for work in books[1] if len(work["edition"]) == 1)
    Edition.update(isbn="9780306406157").where(Edition.isbn == lost["edition"][0]["isbn"]).execute()
    assert load_starter() == 1
    counts[Work] += 1
    assert counts == {model: model.select().count() for model in counts}


def fingerprint():
    kept = (Work, Edition, Inventory, InventoryMovement, CollectionWork)
    return [sorted(map(repr, model.select().tuples())) for model in kept]
