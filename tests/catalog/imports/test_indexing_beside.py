"""An import is searchable when it is over, whoever has indexed it."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from peewee import OperationalError

from app.catalog import stale
from app.catalog.imports import indexing_beside, runs
from app.db import db
from tests.catalog.imports.conftest import a_row

ROWS = [a_row(number) for number in range(1, 61)]


@pytest.fixture(autouse=True)
def small_batches(monkeypatch):
    monkeypatch.setattr(runs, "BATCH", 10)


def indexed():
    return db.execute_sql("select count(*) from catalog.search_documents").fetchone()[0]


def waiting():
    return db.execute_sql("select count(*) from catalog.stale_works").fetchone()[0]


def test_when_an_import_is_over_all_of_it_is_found(run_file):
    run_file(*ROWS)
    assert (indexed(), waiting()) == (60, 0)


def test_what_is_left_at_the_end_the_import_indexes_as_well(run_file, monkeypatch):
    monkeypatch.setattr(indexing_beside.Indexing, "run", lambda thread: None)
    run_file(*ROWS)
    assert (indexed(), waiting()) == (60, 0)


def test_a_dry_run_indexes_nothing(run_file):
    run_file(*ROWS, dry_run=True)
    assert (indexed(), waiting()) == (0, 0)


def test_what_could_not_be_indexed_beside_it_is_left_to_the_sweep(run_file, monkeypatch):
    def fail():
        raise OperationalError("The connection is gone.")

    monkeypatch.setattr(indexing_beside, "index_some", fail)
    monkeypatch.setattr(indexing_beside, "AFTER_FAILURE", 0)
    assert run_file(*ROWS).added == 60
    assert (indexed(), waiting()) == (0, 60)
    stale.index_stale()
    assert (indexed(), waiting()) == (60, 0)


def test_a_work_that_cannot_be_indexed_holds_up_no_other(run_file, monkeypatch):
    monkeypatch.setattr(indexing_beside, "index_some", lambda: False)
    run_file(*ROWS)
    db.execute_sql("alter table catalog.cards add constraint odd check (work_id %% 60 <> 7)")
    try:
        while stale.index_some():
            pass
    finally:
        db.execute_sql("alter table catalog.cards drop constraint odd")
    assert (indexed(), waiting()) == (59, 0)


def test_two_who_index_at_once_take_different_works(run_file, monkeypatch):
    monkeypatch.setattr(indexing_beside, "index_some", lambda: False)
    monkeypatch.setattr(stale, "BATCH", 50)
    run_file(*ROWS)
    with db.atomic() as mine, ThreadPoolExecutor() as elsewhere:
        assert stale.index_some()
        assert [elsewhere.submit(index_some).result(timeout=30) for _ in range(2)] == [True, False]
        mine.rollback()
    assert waiting() == 50


def index_some():
    with db.connection_context():
        return stale.index_some()
