import csv
import io
from concurrent.futures import ThreadPoolExecutor

import pytest

from app.accounts.staff_actions import StaffAction
from app.catalog.models import Edition, Import, ImportPart, ImportRemark
from tests.catalog.imports.conftest import a_file, a_row
from tests.conftest import HTMX
from tests.orders.conftest import queued, run_jobs

GOOD = [a_row(1), a_row(2), a_row(3)]


@pytest.fixture
def hand_in(desk):
    """Posts a file as staff do; returns the answer."""

    def post(*rows, body=None, name="books.csv", **fields):
        file = io.BytesIO(body) if body is not None else a_file(*rows)
        return desk.post("/admin/imports", data={"file": (file, name), **fields})

    return post


def test_a_file_is_tried_out_first_unless_it_is_said_to_be_meant(hand_in, desk):
    answer = hand_in(*GOOD)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/admin/imports/1")
    assert queued() == ["jobs.imports.run"]
    run_jobs()
    page = desk.get("/admin/imports/1").text
    assert "Tried out: nothing was changed" in page
    assert "Import it for real" in page
    assert Edition.select().count() == 0


def test_what_was_tried_out_is_imported_for_real(hand_in, desk):
    hand_in(*GOOD)
    run_jobs()
    answer = desk.post("/admin/imports/1/import")
    assert answer.headers["Location"] == "/admin/imports/2"
    run_jobs()
    assert (Import.get_by_id(2).status, Edition.select().count()) == ("done", 3)
    again = desk.post("/admin/imports/1/import", follow_redirects=True)
    assert "That file is not kept any longer" in again.text
    assert "Import it for real" not in desk.get("/admin/imports/1").text


def test_a_file_that_is_meant_is_imported_and_the_trail_says_by_whom(hand_in, owner):
    hand_in(*GOOD, how="real")
    run_jobs()
    assert Edition.select().count() == 3
    action = StaffAction.get()
    assert (action.staff_id, action.action, action.subject) == (
        owner.id,
        "imported a file",
        "import 1",
    )


@pytest.mark.parametrize(
    ("body", "reason"),
    [(b"", "The file is empty."), (b"%PDF-1.7", "This is a PDF"), (b"PK\x03\x04", "ZIP archive")],
)
def test_a_file_that_cannot_be_one_is_refused_beside_the_field(hand_in, body, reason):
    answer = hand_in(body=body, how="real")
    assert answer.status_code == 422
    assert reason in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert 'value="real" checked' in answer.text
    assert Import.select().count() == ImportPart.select().count() == 0


def test_no_file_is_no_import(desk):
    answer = desk.post("/admin/imports", data={"how": "real"})
    assert (answer.status_code, "Choose a file first." in answer.text) == (422, True)


def test_a_file_may_be_larger_here_than_elsewhere_but_not_without_end(hand_in, desk, monkeypatch):
    rows = [a_row(number, f"Kindred {'x' * 900}") for number in range(1, 10_000)]
    assert hand_in(*rows).status_code == 303
    assert ImportPart.select().count() > 8
    monkeypatch.setattr("app.admin.imports.LARGEST_FILE", 1000)
    assert hand_in(*rows[:5]).status_code == 413
    assert desk.post("/admin/books/new", data={"title": "x" * 9_000_000}).status_code == 413


def test_while_it_is_at_work_the_page_asks_again_and_shows_how_far_it_is(hand_in, desk):
    hand_in(*GOOD)
    Import.update(status="running", bytes_read=Import.bytes_total / 2).execute()
    fragment = desk.get("/admin/imports/1", headers=HTMX).text
    assert fragment.lstrip().startswith('<div id="import"')
    assert 'hx-trigger="every 1s"' in fragment
    assert '<progress class="progress" max="100" value="50"' in fragment
    assert "<!doctype html>" in desk.get("/admin/imports/1").text
    Import.update(status="done").execute()
    assert "hx-trigger" not in desk.get("/admin/imports/1", headers=HTMX).text


def test_the_report_is_paged_and_taken_away_as_csv(hand_in, desk):
    hand_in(GOOD[0], *[f"12{n},Wrong,A. Nobody,,,," for n in range(45)], how="real")
    run_jobs()
    page = desk.get("/admin/imports/1").text
    assert "Refused (45)" in page
    assert "line 3" in page
    assert "Page 1 of 2" in page
    assert "line 47" in desk.get("/admin/imports/1?report=refused&page=2").text
    file = desk.get("/admin/imports/1/refused.csv")
    assert file.mimetype == "text/csv"
    rows = list(csv.DictReader(io.StringIO(file.text)))
    assert len(rows) == 45
    assert (rows[0]["place"], rows[0]["identifier"]) == ("line 3", "120")


def test_a_report_comes_whole_though_the_request_is_over_before_it_is_read(
    hand_in, desk, monkeypatch
):
    monkeypatch.setattr("app.admin.import_page.AT_ONCE", 2)
    hand_in(GOOD[0], *[f"12{n},Wrong,A. Nobody,,,," for n in range(5)], how="real")
    run_jobs()
    # In a thread of its own no connection is open but what the request borrows and gives back.
    with ThreadPoolExecutor() as server:
        file = server.submit(lambda: desk.get("/admin/imports/1/refused.csv").text).result()
    lines = file.splitlines()
    assert [line.split(",")[1] for line in lines[1:]] == [f"line {n}" for n in range(3, 8)]


def test_a_report_holds_no_formula(hand_in, desk):
    hand_in(*GOOD, how="real")
    ImportRemark.create(
        imported=1, record=1, place="x", identifier="=cmd|' /C calc'!A0", refused=True, reason="No."
    )
    assert "'=cmd" in desk.get("/admin/imports/1/refused.csv").text


def test_an_import_that_is_not_over_is_stopped_and_says_once_what_stays(hand_in, desk):
    hand_in(*GOOD, how="real")
    assert "Stop this import" in desk.get("/admin/imports/1").text
    assert desk.post("/admin/imports/1/stop").status_code == 303
    page = desk.get("/admin/imports/1").text
    assert "Being stopped" in page
    assert "Stop this import" not in page
    run_jobs()
    Import.update(records=1).execute()
    page = desk.get("/admin/imports/1").text
    assert "Stopped" in page
    assert "It was stopped by staff; what came before stays, and can be undone." in page
    assert page.lower().count("what came before") == 1


def test_an_import_is_undone_after_one_was_asked(hand_in, desk):
    hand_in(*GOOD, how="real")
    run_jobs()
    assert "Undo this import" in desk.get("/admin/imports/1").text
    assert "Undo this import?" in desk.get("/admin/imports/1/undo").text
    assert desk.post("/admin/imports/1/undo").status_code == 303
    assert "Being undone" in desk.get("/admin/imports/1").text
    run_jobs()
    page = desk.get("/admin/imports/1").text
    assert "Undone" in page
    assert "Undo this import" not in page
    assert Edition.select().count() == 0
    assert desk.get("/admin/imports/1/undo").status_code == 303


def test_an_import_that_changed_nothing_is_not_to_be_undone(hand_in, desk):
    hand_in("123,Wrong,A. Nobody,,,,", how="real")
    run_jobs()
    assert "Refused (1)" in desk.get("/admin/imports/1").text
    assert "Undo this import" not in desk.get("/admin/imports/1").text
    desk.post("/admin/imports/1/undo")
    assert Import.get().status == "done"


def test_all_imports_are_listed_with_what_they_came_to(hand_in, desk, owner):
    assert "Nothing imported yet" in desk.get("/admin/imports").text
    hand_in(*GOOD, name="spring.csv", how="real")
    run_jobs()
    page = desk.get("/admin/imports").text
    assert "spring.csv" in page
    assert owner.name in page


@pytest.mark.parametrize(
    "address", ["/99", "/99/undo", "/99/refused.csv", "/1/nonsense.csv", "/99999999999999999999"]
)
def test_what_is_not_there_is_a_404(desk, address):
    assert desk.get(f"/admin/imports{address}").status_code == 404


def test_who_may_only_read_is_offered_nothing_to_change(hand_in, signed_in, a_person):
    hand_in(*GOOD, how="real")
    run_jobs()
    reader = signed_in(a_person("read-only"))
    assert "Hand in the file" not in reader.get("/admin/imports").text
    assert "Undo" not in reader.get("/admin/imports/1").text
