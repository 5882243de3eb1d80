import threading

from app.catalog.imports import runs
from app.catalog.imports.turns import turn
from app.catalog.models import Edition, Import, Work
from app.db import db
from app.search import tiers
from jobs import sweeps
from tests.catalog.imports.conftest import a_file, a_row
from tests.jobs.conftest import kill_all, until
from tests.orders.conftest import queued, run_jobs
from tests.search.test_scale import tier_sizes


def rows(number):
    return [a_row(n) for n in range(1, number + 1)]


def test_a_file_that_was_handed_in_is_imported_by_a_job(app):
    runs.start(a_file(*rows(3)), "books.csv")
    run_jobs()
    assert (Import.get().status, Edition.select().count()) == ("done", 3)


def test_search_reads_the_tiers_of_a_shop_that_was_just_filled(app, monkeypatch):
    monkeypatch.setattr(tiers, "SIZES", (2, 4))
    runs.start(a_file(*rows(9)), "books.csv")
    run_jobs()
    assert tier_sizes() == [2, 4, 3]


def test_when_one_import_is_done_the_next_has_its_turn(app):
    waiting = runs.keep(a_file(*rows(3)), "books.csv")
    runs.start(a_file(*rows(3)), "books.csv")
    run_jobs()
    assert Import.get_by_id(waiting.id).status == "done"


def test_an_import_that_a_lost_worker_left_goes_on(app):
    imported = runs.keep(a_file(*rows(3)), "books.csv")
    Import.update(status="running", records=1, added=1).execute()
    sweeps.go_on_with_imports()
    assert queued() == ["jobs.imports.run"]
    run_jobs()
    done = Import.get_by_id(imported.id)
    assert (done.status, done.records, done.added) == ("done", 3, 3)


def test_nothing_is_queued_while_an_import_is_at_work_or_when_there_is_none(app):
    sweeps.go_on_with_imports()
    runs.keep(a_file(*rows(3)), "books.csv")
    with turn():
        sweeps_in_another_connection(app)
    assert queued() == []


def sweeps_in_another_connection(app):
    """What another worker would find."""

    def sweep():
        with app.app_context(), db.connection_context():
            sweeps.go_on_with_imports()

    thread = threading.Thread(target=sweep)
    thread.start()
    thread.join()


def test_a_worker_killed_in_the_middle_of_an_import_leaves_no_double(app, a_process):
    runs.start(a_file(*rows(6000)), "books.csv")
    worker = a_process("jobs.worker")

    def some_are_taken():
        return Import.get().records > 0

    until(some_are_taken, seconds=60)
    kill_all(worker)
    left = Import.get()
    assert (left.status, left.records < 6000) == ("running", True)
    assert Edition.select().count() == left.records == left.added

    a_process("jobs.worker")
    app.extensions["redis"].flushdb()

    def it_is_done():
        sweeps.go_on_with_imports()
        return Import.get().status == "done"

    until(it_is_done, seconds=120)
    done = Import.get()
    assert (done.records, done.added, done.changed, done.unchanged) == (6000, 6000, 0, 0)
    assert Edition.select().count() == Work.select().count() == 6000
