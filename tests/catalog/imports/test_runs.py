import gzip
import io
import os
import threading
from datetime import timedelta

import pytest

from app.accounts.staff_actions import StaffAction
from app.catalog.imports import files, runs, stopping, undoing, writing
from app.catalog.imports.records import UnreadableFile
from app.catalog.imports.turns import turn
from app.catalog.models import Edition, Import, ImportChange, ImportPart, ImportRemark, Work
from app.db import db, now
from tests.catalog.imports.conftest import a_file, a_row, dump, reasons
from tests.orders.conftest import queued
from tests.people import a_person

ROWS = [a_row(number) for number in range(1, 1201)]


@pytest.fixture
def small_batches(monkeypatch):
    monkeypatch.setattr(runs, "BATCH", 10)


@pytest.fixture
def dies_after(monkeypatch):
    """Lets so many batches be written, and then the process die in the middle of one."""
    write = writing.write

    def dies(number):
        left = iter(range(number))

        def write_or_die(*args):
            outcome = write(*args)
            if next(left, None) is None:
                raise KeyboardInterrupt
            return outcome

        monkeypatch.setattr(writing, "write", write_or_die)

    yield dies
    monkeypatch.setattr(writing, "write", write)


def test_a_file_is_imported_whole(run_file):
    done = run_file(*ROWS)
    assert (done.status, done.records, done.added, done.refused) == ("done", 1200, 1200, 0)
    assert done.bytes_read == done.bytes_total
    assert done.started_at <= done.finished_at
    assert Edition.select().count() == Work.select().count() == 1200
    assert ImportPart.select().count() == 0


def test_the_same_file_again_changes_nothing(run_file):
    run_file(*ROWS[:600])
    before = dump()
    again = run_file(*ROWS[:600])
    assert (again.added, again.changed, again.unchanged) == (0, 0, 600)
    assert dump() == before
    assert again.changes.count() == 0


def test_a_dry_run_says_what_would_be_and_changes_nothing(run_file):
    run_file(*ROWS[:300])
    before = dump()
    rows = [*ROWS[:600], a_row(1, price="5.00"), "123,No such number,A. Nobody,,,,"]
    tried = run_file(*rows, dry_run=True)
    assert dump() == before
    done = run_file(*rows)
    for name in ("records", "added", "changed", "unchanged", "refused"):
        assert getattr(tried, name) == getattr(done, name), name
    assert reasons(tried) == reasons(done)


def test_a_dry_run_counts_what_is_told_again_in_later_batches_as_unchanged(small_batches, run_file):
    others = [f",Wild Seed {number % 7},Octavia Butler,,,," for number in range(30)]
    rows = [ROWS[number % 5] for number in range(35)] + others
    tried, done = run_file(*rows, dry_run=True), run_file(*rows)
    assert (tried.added, tried.changed, tried.unchanged) == (12, 0, 53)
    assert (done.added, done.changed, done.unchanged) == (12, 0, 53)


def test_an_import_that_was_killed_goes_on_where_it_ended(small_batches, dies_after, app):
    imported = runs.keep(a_file(*ROWS[:95]), "books.csv")
    dies_after(4)
    with pytest.raises(KeyboardInterrupt):
        runs.carry_on(imported.id)
    stopped = Import.get_by_id(imported.id)
    assert (stopped.status, stopped.records, stopped.added) == ("running", 40, 40)
    assert Edition.select().count() == 40
    dies_after(10**6)
    runs.carry_on(imported.id)
    done = Import.get_by_id(imported.id)
    assert (done.status, done.records, done.added, done.changed) == ("done", 95, 95, 0)
    assert Edition.select().count() == Work.select().count() == 95


def test_one_killed_and_gone_on_with_comes_to_the_same(small_batches, dies_after, run_file):
    rows = [a_row(n % 30 + 1, f"Kindred told {n} times", f"{n}.00") for n in range(60)]
    imported = runs.keep(a_file(*rows), "books.csv")
    for _ in range(5):
        dies_after(1)
        with pytest.raises(KeyboardInterrupt):
            runs.carry_on(imported.id)
    dies_after(10**6)
    runs.carry_on(imported.id)
    again = run_file(*rows)
    assert (again.added, again.changed, again.unchanged) == (0, 0, 60)


def test_an_import_whose_job_crashed_is_over_and_says_so(small_batches, monkeypatch, app):
    def crash(*args):
        raise ZeroDivisionError

    imported = runs.keep(a_file(*ROWS[:5]), "books.csv")
    monkeypatch.setattr(writing, "write", crash)
    with pytest.raises(ZeroDivisionError):
        runs.carry_on(imported.id)
    assert Import.get().status == "failed"
    assert "went wrong on our side" in Import.get().failure


def test_staff_stop_an_import_between_two_batches(small_batches, app):
    staff = a_person()
    imported = runs.keep(a_file(*ROWS[:95]), "books.csv")

    def stop_at_thirty(now):
        if now.records == 30:
            assert stopping.stop(imported.id, staff_id=staff.id)
            assert not stopping.stop(imported.id, staff_id=staff.id)

    runs.carry_on(imported.id, stop_at_thirty)
    stopped = Import.get()
    assert (stopped.status, stopped.failure) == ("failed", stopping.STOPPED)
    assert (stopped.records, Edition.select().count(), ImportPart.select().count()) == (30, 30, 0)
    assert [action.action for action in StaffAction.select()] == ["stopped an import"]
    assert undoing.begin(imported.id)


def test_an_import_that_is_stopped_before_its_turn_takes_nothing(app):
    imported = runs.keep(a_file(*ROWS[:5]), "books.csv", dry_run=True)
    stopping.stop(imported.id)
    runs.carry_on(imported.id)
    assert (Import.get().status, Import.get().records) == ("failed", 0)
    assert Import.get().failure == "It was stopped by staff."
    assert not stopping.stop(imported.id)


def test_one_import_at_a_time_is_at_work(app):
    imported = runs.keep(a_file(*ROWS[:5]), "books.csv")
    at_work, done = threading.Event(), threading.Event()

    def other():
        with app.app_context(), db.connection_context(), turn() as mine:
            assert mine
            at_work.set()
            done.wait(10)

    thread = threading.Thread(target=other)
    thread.start()
    at_work.wait(10)
    assert runs.carry_on(imported.id) is False
    done.set()
    thread.join()
    assert runs.carry_on(imported.id) is True
    assert Import.get().status == "done"


def test_a_second_import_of_a_file_finds_nothing_to_do_when_its_turn_comes(app):
    first = runs.start(a_file(*ROWS[:5]), "books.csv")
    second = runs.start(a_file(*ROWS[:5]), "books.csv")
    runs.carry_on(second.id)
    runs.carry_on(first.id)
    assert Import.get_by_id(second.id).added == Import.get_by_id(first.id).unchanged == 5


def test_starting_one_queues_a_job_and_leaves_a_line_in_the_trail(app):
    staff = a_person()
    imported = runs.start(a_file(*ROWS[:5]), "books.csv", staff_id=staff.id)
    assert queued() == ["jobs.imports.run"]
    assert StaffAction.get().subject == f"import {imported.id}"


@pytest.mark.parametrize("name", ["", None, "a\0b\r\n" * 200, "  "])
def test_a_file_may_have_any_name_or_none(app, name):
    kept = runs.keep(a_file(*ROWS[:2]), name)
    assert 0 < len(kept.file_name) <= 200
    assert kept.file_name.isprintable()


def test_a_file_is_kept_in_pieces_and_read_as_one(app, monkeypatch, run_file):
    monkeypatch.setattr(files, "PIECE", 1000)
    kept = runs.keep(a_file(*ROWS[:100]), "books.csv")
    assert ImportPart.select().count() > 5
    runs.carry_on(kept.id)
    assert Import.get().added == 100


def packed(data):
    return io.BytesIO(gzip.compress(data))


def test_a_gzipped_file_is_unpacked_on_the_way(app):
    imported = runs.keep(packed(a_file(*ROWS[:50]).read()), "books.csv.gz")
    runs.carry_on(imported.id)
    assert Import.get().added == 50


@pytest.mark.parametrize("number_of_rows", [100, 4000])
def test_what_was_read_of_a_damaged_file_stays_taken(app, number_of_rows):
    rows = [a_row(number, f"Kindred {number * 7919}") for number in range(number_of_rows)]
    whole = packed(a_file(*rows).read())
    cut = whole.getvalue()[: len(whole.getvalue()) // 2]
    imported = runs.keep(io.BytesIO(cut), "books.csv.gz")
    runs.carry_on(imported.id)
    failed = Import.get()
    assert failed.status == "failed"
    assert failed.failure == "The file is damaged: it cannot be unpacked to its end."
    assert 0 < failed.added == Edition.select().count() < number_of_rows


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "The file is empty."),
        (b"\xef\xbb\xbf \n", "The file is empty."),
        (b"PK\x03\x04rest", "This is a ZIP archive, or a workbook of Excel; save it as CSV"),
        (b"%PDF-1.7", "This is a PDF"),
        (b"\x1f\x8bnonsense", "The file is damaged"),
        (gzip.compress(b"", mtime=0), "The file is empty."),
    ],
)
def test_a_file_that_cannot_be_one_is_refused_at_once(app, body, reason):
    with pytest.raises(UnreadableFile, match=reason):
        runs.start(io.BytesIO(body), "books.csv")
    assert Import.select().count() == ImportPart.select().count() == 0


@pytest.mark.parametrize(
    ("beginning", "file_format"),
    [
        (b"<?xml", "onix"),
        (b"\xef\xbb\xbf\n<ONIXMessage", "onix"),
        ("\ufeff<?xml".encode("utf-16-le"), "onix"),
        ("\ufeff<?xml".encode("utf-16-be"), "onix"),
        (b"isbn13,title", "csv"),
        ("\ufeffisbn13,title".encode("utf-16-le"), "csv"),
    ],
)
def test_csv_and_onix_are_told_apart_by_how_they_begin(beginning, file_format):
    assert files.format_of(io.BytesIO(beginning)) == file_format


def test_a_bomb_is_not_unpacked(app):
    imported = runs.keep(packed(b"isbn13,title\n" + b"9" * 30 * 1024**2), "books.csv.gz")
    runs.carry_on(imported.id)
    assert Import.get().status == "failed"
    assert "far larger unpacked" in Import.get().failure


def test_little_of_a_bomb_is_unpacked_before_it_is_known_for_one(app):
    imported = runs.keep(packed(b"isbn13,title\n" + b"9" * 30 * 1024**2), "books.csv.gz")
    stream = files.opened(files.Pieces(imported.id))
    with pytest.raises(UnreadableFile):
        list(iter(lambda: stream.read(64 * 1024), b""))
    assert stream.size < 2 * 1024**2


def test_how_far_a_packed_file_has_been_read_is_counted_as_it_is_unpacked(app):
    body = packed(b"isbn13,title\n" + os.urandom(500_000))
    imported = runs.keep(body, "books.csv.gz")
    pieces = files.Pieces(imported.id)
    stream = files.opened(pieces)
    stream.read(250_000)
    assert 0.4 < pieces.position / imported.bytes_total < 0.6
    while stream.read(250_000):
        pass
    assert pieces.position == imported.bytes_total


def test_a_dry_run_is_taken_for_real_once(app, run_file):
    tried = run_file(*ROWS[:5], dry_run=True)
    assert (tried.status, tried.added, Edition.select().count()) == ("done", 5, 0)
    imported = runs.take_for_real(tried)
    assert runs.take_for_real(tried) is None
    runs.carry_on(imported.id)
    assert Import.get_by_id(imported.id).added == Edition.select().count() == 5


def test_the_file_of_a_dry_run_that_nobody_asked_for_goes_after_a_week(app, run_file):
    tried = run_file(*ROWS[:5], dry_run=True)
    runs.forget_old_trials()
    assert ImportPart.select().count() == 1
    Import.update(finished_at=now() - timedelta(days=8)).execute()
    runs.forget_old_trials()
    assert ImportPart.select().count() == 0
    assert runs.take_for_real(tried) is None


def test_the_report_names_line_and_reason_of_each_record_refused(run_file):
    done = run_file(ROWS[0], "123,Not a number,A. Nobody,,,,", ROWS[1])
    assert (done.added, done.refused) == (2, 1)
    (row,) = ImportRemark.select().where(ImportRemark.refused)
    assert (row.place, row.identifier, row.record) == ("line 3", "123", 2)
    assert ImportChange.select().count() > 0
