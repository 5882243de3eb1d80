import pytest

from app.catalog.inventory import move
from app.catalog.models import Inventory, StockTake, StockTakeCount
from app.db import db
from tests.conftest import HTMX


@pytest.fixture
def take(desk):
    assert desk.post("/admin/stock-takes", data={"name": "January"}).status_code == 303
    return StockTake.get()


@pytest.fixture
def count(desk, take):
    def send(edition, headers=None, **typed):
        data = {"isbn": edition.isbn, "condition": edition.condition, **typed}
        return desk.post(f"/admin/stock-takes/{take.id}/counts", data=data, headers=headers)

    return send


@pytest.fixture
def end(desk, take):
    return lambda **data: desk.post(f"/admin/stock-takes/{take.id}/end", data=data)


def test_a_scan_counts_one_and_the_scanner_keeps_its_place(an_edition, count, take):
    edition = an_edition("Kindred")
    count(edition)
    answer = count(edition, headers=HTMX)
    assert answer.text.lstrip().startswith('<div id="stock-take"')
    assert "<strong>2</strong> of Kindred" in answer.text
    assert answer.text.count("autofocus") == 1
    assert StockTakeCount.get().counted == 2


def test_neither_a_scan_nor_the_page_looks_through_the_whole_inventory(
    desk, an_edition, count, take, monkeypatch
):
    asked, execute = [], db.execute_sql
    monkeypatch.setattr(
        db, "execute_sql", lambda sql, *rest: asked.append(sql) or execute(sql, *rest)
    )
    count(an_edition(), headers=HTMX)
    desk.get(f"/admin/stock-takes/{take.id}")
    assert [sql for sql in asked if 'JOIN "catalog"."inventory"' in str(sql)] == []
    desk.get(f"/admin/stock-takes/{take.id}/uncounted")
    assert [sql for sql in asked if 'JOIN "catalog"."inventory"' in str(sql)]


def test_without_javascript_each_scan_comes_back_to_the_page(an_edition, count, take):
    answer = count(an_edition("Kindred"))
    assert answer.location == f"/admin/stock-takes/{take.id}"


def test_differences_are_seen_before_they_are_entered(desk, an_edition, count, end, take):
    edition, missed = an_edition("Kindred", on_hand=5), an_edition("Emma", on_hand=2)
    count(edition, copies="3")
    page = desk.get(f"/admin/stock-takes/{take.id}").text
    assert "<strong>-2</strong>" in page
    assert "Not counted yet" in page
    uncounted = desk.get(f"/admin/stock-takes/{take.id}/uncounted").text
    assert "Emma" in uncounted
    assert "1 edition with copies is not counted yet" in uncounted
    count(missed, copies="0")
    assert "All is counted" in desk.get(f"/admin/stock-takes/{take.id}/uncounted").text
    end()
    assert {row.edition_id: row.on_hand for row in Inventory.select()} == {
        edition.id: 3,
        missed.id: 0,
    }
    page = desk.get(f"/admin/stock-takes/{take.id}").text
    assert "finished" in page
    assert "Scan or type" not in page
    assert "Stock-take</a> January" in desk.get(f"/admin/editions/{edition.id}").text


def test_a_book_may_be_counted_again(desk, an_edition, count, take):
    edition = an_edition()
    count(edition, copies="3")
    desk.post(f"/admin/stock-takes/{take.id}/counts/{edition.id}/removal")
    assert StockTakeCount.select().count() == 0


def test_used_copies_are_counted_apart(an_edition, count):
    new = an_edition()
    used = an_edition(isbn=new.isbn, condition="good")
    count(new)
    count(used, copies="2")
    assert {row.edition_id: row.counted for row in StockTakeCount.select()} == {
        new.id: 1,
        used.id: 2,
    }


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"isbn": ""}, "An edition needs its ISBN."),
        ({"isbn": "9780807083698"}, "The last digit does not fit"),
        ({"isbn": "9780141439518"}, "We have no new copies of 9780141439518 listed."),
        ({"condition": "good"}, "We have no used, good copies"),
        ({"condition": "worn"}, "Choose one of these."),
        ({"copies": "-1"}, "a whole number from 0"),
        ({"copies": "many"}, "a whole number from 0"),
    ],
)
def test_an_odd_scan_is_refused_and_said(an_edition, count, typed, sentence):
    answer = count(an_edition(), **typed)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert StockTakeCount.select().count() == 0


def test_a_download_is_not_counted(an_edition, count):
    answer = count(an_edition(format="ebook"), copies="2")
    assert answer.status_code == 422
    assert "a download, which has no copies" in answer.text
    assert StockTakeCount.select().count() == 0


def test_copies_that_moved_while_they_were_scanned_are_counted_anew(an_edition, count):
    edition = an_edition(on_hand=5)
    count(edition)
    move(edition.id, on_hand=-1, reason="damaged")
    refused = count(edition)
    assert refused.status_code == 422
    assert "Copies of this book came or went" in refused.text
    assert count(edition, copies="4").status_code == 303


def test_copies_that_orders_hold_and_nobody_found_stop_the_end(desk, an_edition, count, end):
    edition = an_edition("Kindred", on_hand=5)
    move(edition.id, reserved=4, reason="held")
    count(edition, copies="1")
    answer = end()
    assert answer.status_code == 409
    assert "Orders hold more copies than were found" in answer.text
    assert "1 counted of 5, 4 reserved now" in answer.text
    assert Inventory.get().on_hand == 5


def test_a_cancelled_stock_take_changes_nothing_and_takes_no_more_counts(an_edition, count, end):
    edition = an_edition(on_hand=5)
    count(edition, copies="1")
    assert end(cancel="1").status_code == 303
    assert Inventory.get().on_hand == 5
    assert count(edition).status_code == 409
    assert end().status_code == 409


def test_a_second_stock_take_waits_for_the_first(desk, take):
    answer = desk.post("/admin/stock-takes", data={"name": "February"})
    assert answer.status_code == 422
    assert "Another stock-take is under way" in answer.text
    assert "Go on counting" in answer.text


def test_a_stock_take_needs_a_name(desk):
    assert "Give it a name" in desk.post("/admin/stock-takes", data={"name": " "}).text


def test_more_counts_take_no_more_queries(desk, an_edition, count, take, queries):
    urls = [f"/admin/stock-takes/{take.id}", f"/admin/stock-takes/{take.id}/uncounted"]

    def visit(number):
        for _ in range(number):
            count(an_edition(), copies="2")
            an_edition()
        return [queries(lambda url=url: desk.get(url)) for url in urls]

    assert visit(2) == visit(4)
