"""Each row of a request sets the stock and price of one edition, or is refused with its reason."""

import json

import pytest

from app.catalog.inventory import move
from app.catalog.inventory_api import routes
from app.catalog.models import Edition, InventoryMovement, StockTake, StockTakeCount
from app.catalog.prices import put_on_sale
from app.db import now
from tests.catalog.inventory_api.conftest import on_hand, reasons


def test_copies_are_set_with_a_line_in_the_ledger(send, an_edition):
    edition = an_edition(on_hand=5)
    answer = send({"isbn": edition.isbn, "on_hand": 12})
    assert answer.json == {"updated": 1, "unchanged": 0, "refused": 0, "refusals": []}
    assert on_hand(edition) == 12
    line = edition.movements.order_by(InventoryMovement.id.desc()).get()
    assert (line.on_hand_change, line.reason, line.note) == (7, "inventory_system", "till")


def test_an_edition_that_never_had_a_copy_gets_some(send, an_edition):
    edition = an_edition(on_hand=0)
    assert send({"isbn": edition.isbn, "on_hand": 3}).json["updated"] == 1
    assert on_hand(edition) == 3


def test_what_is_so_already_is_unchanged_and_leaves_no_line(send, an_edition):
    edition = an_edition(on_hand=5, price_minor=999)
    row = {"isbn": edition.isbn, "on_hand": 5, "price": "9.99", "currency": "GBP"}
    assert send(row).json["unchanged"] == 1
    assert edition.movements.count() == 1


def test_an_hourly_report_leaves_the_counts_of_a_stock_take_but_where_it_has_news(send, an_edition):
    same, sold = an_edition(on_hand=5), an_edition(on_hand=5)
    take = StockTake.create(name="January")
    for edition in (same, sold):
        StockTakeCount.create(stock_take=take, edition=edition, counted=3, on_hand_then=5)
    rows = [{"isbn": same.isbn, "on_hand": 5}, {"isbn": sold.isbn, "on_hand": 4}]
    for hour in range(2):
        send(*rows, key=f"hour {hour}")
    counts = {row.edition_id: (row.counted, row.on_hand_then) for row in StockTakeCount.select()}
    assert counts == {same.id: (3, 5), sold.id: (4, 4)}


def test_a_price_is_the_list_price_and_what_it_costs_now(send, an_edition):
    edition = an_edition(price_minor=999)
    assert send({"isbn": edition.isbn, "price": "11.5", "currency": "GBP"}).json["updated"] == 1
    edition = edition.get_by_id(edition.id)
    assert (edition.list_price_minor, edition.price_minor) == (1150, 1150)


def test_a_price_leaves_a_sale_alone_that_is_on(send, an_edition):
    edition = an_edition(price_minor=999)
    edition = edition.get_by_id(edition.id)
    put_on_sale(edition, 500, now(), now().replace(year=now().year + 1))
    send({"isbn": edition.isbn, "price": "12.00", "currency": "GBP"})
    edition = edition.get_by_id(edition.id)
    assert (edition.list_price_minor, edition.price_minor) == (1200, 500)


def test_a_used_copy_is_told_from_the_new_one_by_its_condition(send, an_edition):
    new = an_edition(on_hand=5)
    used = an_edition(work=new.work, isbn=new.isbn, condition="good", on_hand=1)
    rows = [{"isbn": new.isbn, "on_hand": 7}, {"isbn": new.isbn, "condition": "good", "on_hand": 0}]
    assert send(*rows).json["updated"] == 2
    assert (on_hand(new), on_hand(used)) == (7, 0)


def test_an_isbn_is_known_in_any_spelling(send, an_edition):
    edition = an_edition(isbn="9780141439518")
    assert send({"isbn": "0-14-143951-3", "on_hand": 2}).json["updated"] == 1
    assert on_hand(edition) == 2


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"isbn": "9799900000024", "on_hand": 1}, "isbn_check_digit"),
        ({"isbn": "9780807083697", "on_hand": 1}, "unknown_edition"),
        ({"isbn": "kindred", "on_hand": 1}, "isbn_malformed"),
        ({"isbn": "978\0\ud800", "on_hand": 1}, "isbn_malformed"),
        ({"isbn": 9780807083697, "on_hand": 1}, "isbn_malformed"),
        ({"on_hand": 1}, "isbn_malformed"),
        ({"isbn": "9780807083697"}, "malformed"),
        ({"isbn": "9780807083697", "on_hand": None}, "malformed"),
        ({"isbn": "9780807083697", "onhand\0": 1}, "malformed"),
        ({"isbn": "9780807083697", "on_hand": 1, "condition": "dusty"}, "malformed"),
        ({"isbn": "9780807083697", "on_hand": 1, "condition": ["new"]}, "malformed"),
        ("9780807083697", "malformed"),
        (None, "malformed"),
        ({"isbn": "9780807083697", "on_hand": -1}, "on_hand_malformed"),
        ({"isbn": "9780807083697", "on_hand": 1.5}, "on_hand_malformed"),
        ({"isbn": "9780807083697", "on_hand": "1"}, "on_hand_malformed"),
        ({"isbn": "9780807083697", "on_hand": True}, "on_hand_malformed"),
        ({"isbn": "9780807083697", "on_hand": 10**30}, "on_hand_malformed"),
        ({"isbn": "9780807083697", "price": "9.99"}, "currency"),
        ({"isbn": "9780807083697", "price": "9.99", "currency": "EUR"}, "currency"),
        ({"isbn": "9780807083697", "price": 9.99, "currency": "GBP"}, "price_malformed"),
        ({"isbn": "9780807083697", "price": "9,99", "currency": "GBP"}, "price_malformed"),
        ({"isbn": "9780807083697", "price": "-1", "currency": "GBP"}, "price_malformed"),
        ({"isbn": "9780807083697", "price": "9.999", "currency": "GBP"}, "price_malformed"),
        ({"isbn": "9780807083697", "price": "1e3", "currency": "GBP"}, "price_malformed"),
        ({"isbn": "9780807083697", "price": "100000.01", "currency": "GBP"}, "price_malformed"),
    ],
)
def test_a_row_that_cannot_be_taken_is_listed_and_the_others_are_taken(
    send, an_edition, row, reason
):
    edition = an_edition(on_hand=5)
    answer = send(row, {"isbn": edition.isbn, "on_hand": 6})
    assert answer.status_code == 200
    assert reasons(answer) == [(0, reason)]
    assert answer.json["refusals"][0]["detail"].endswith(".")
    assert (answer.json["updated"], on_hand(edition)) == (1, 6)


def test_fewer_than_are_reserved_for_orders_are_refused_with_their_price(send, an_edition):
    edition = an_edition(on_hand=5, price_minor=999)
    move(edition.id, reserved=2, reason="held")
    answer = send({"isbn": edition.isbn, "on_hand": 1, "price": "5.00", "currency": "GBP"})
    assert reasons(answer) == [(0, "reserved")]
    assert "2 copies are reserved" in answer.json["refusals"][0]["detail"]
    assert on_hand(edition) == 5
    assert Edition.get_by_id(edition.id).price_minor == 999


def test_a_download_has_no_copies_and_the_row_is_refused_with_its_price(send, an_edition):
    ebook, audio = an_edition(format="ebook"), an_edition(format="audiobook", product_form="AJ")
    book = an_edition(on_hand=5)
    rows = [{"isbn": e.isbn, "on_hand": 6, "price": "5.00", "currency": "GBP"}
            for e in (ebook, audio, book)]  # fmt: skip
    answer = send(*rows)
    assert reasons(answer) == [(0, "download"), (1, "download")]
    assert "has no copies" in answer.json["refusals"][0]["detail"]
    assert on_hand(book) == 6
    assert Edition.get_by_id(ebook.id).price_minor == 999


def test_a_download_may_be_told_to_have_none_and_gets_its_price(send, an_edition):
    ebook = an_edition(format="ebook")
    row = {"isbn": ebook.isbn, "on_hand": 0, "price": "5.00", "currency": "GBP"}
    assert send(row).json["updated"] == 1
    assert Edition.get_by_id(ebook.id).price_minor == 500


def test_two_rows_for_one_edition_are_both_refused(send, an_edition):
    edition = an_edition(isbn="9780141439518", on_hand=5)
    answer = send({"isbn": edition.isbn, "on_hand": 1}, {"isbn": "0141439513", "on_hand": 2})
    assert reasons(answer) == [(0, "duplicate"), (1, "duplicate")]
    assert on_hand(edition) == 5


def test_a_row_beside_a_refused_one_for_the_same_edition_is_not_taken(send, an_edition):
    edition = an_edition(on_hand=5)
    rows = [{"isbn": edition.isbn, "on_hand": copies} for copies in (1, -2)]
    assert {reason for _, reason in reasons(send(*rows))} == {"duplicate", "on_hand_malformed"}
    assert on_hand(edition) == 5


def test_a_book_may_be_free(send, an_edition):
    row = {"isbn": an_edition(price_minor=999).isbn, "price": "0.00", "currency": "GBP"}
    assert reasons(send(row)) == []
    assert Edition.get().price_minor == 0


def test_a_body_as_large_as_allowed_is_read(send, an_edition):
    rows = [{"isbn": f"{n:013}", "on_hand": 1} for n in range(routes.MOST_ROWS)]
    answer = send(*rows)
    assert answer.json["refused"] == routes.MOST_ROWS
    assert json.loads(answer.text)["refusals"][-1]["index"] == routes.MOST_ROWS - 1
