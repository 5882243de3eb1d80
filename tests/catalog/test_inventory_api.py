"""An inventory system sends stock and prices; what it sends counts once."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from app.accounts import api_tokens
from app.catalog.inventory import lock_inventory, move
from app.catalog.inventory_api import routes
from app.catalog.inventory_api.batches import StockBatch
from app.catalog.models import Edition, Inventory, InventoryMovement, StockTake, StockTakeCount
from app.catalog.prices import put_on_sale
from app.db import db, now


@pytest.fixture
def token(app):
    return api_tokens.issue("till")


@pytest.fixture
def send(app, token):
    """Sends rows as an inventory system does: no cookie, no word about where it comes from."""
    client = app.test_client()

    def post(*updates, key="monday", token=token, **more):
        headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": key}
        return client.post("/api/v1/stock", json={"updates": updates}, headers=headers, **more)

    return post


@pytest.fixture
def ask(app, token):
    client = app.test_client()
    return lambda url: client.get(url, headers={"Authorization": f"Bearer {token}"})


def on_hand(edition):
    return Inventory.get(Inventory.edition == edition).on_hand


def reasons(answer):
    return [(refused["index"], refused["reason"]) for refused in answer.json["refusals"]]


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


def test_the_same_request_again_is_answered_as_before_and_changes_nothing(send, an_edition):
    edition = an_edition(on_hand=5)
    rows = [{"isbn": edition.isbn, "on_hand": 4}, {"isbn": "no number", "on_hand": 1}]
    first = send(*rows)
    move(edition.id, on_hand=-1, reason="shipped")
    again = send(*rows)
    assert (again.status_code, again.json) == (200, first.json)
    assert on_hand(edition) == 3


def test_the_key_may_stand_in_quotes(send, an_edition):
    row = {"isbn": an_edition(on_hand=5).isbn, "on_hand": 4}
    assert send(row, key='"monday"').json == send(row, key="monday").json
    assert StockBatch.select().count() == 1


def test_a_key_that_came_with_other_rows_is_refused(send, an_edition):
    edition = an_edition(on_hand=5)
    send({"isbn": edition.isbn, "on_hand": 4})
    answer = send({"isbn": edition.isbn, "on_hand": 3})
    assert answer.status_code == 422
    assert "Idempotency-Key" in answer.json["detail"]
    assert on_hand(edition) == 4


def test_another_system_may_use_the_same_key(send, an_edition):
    edition = an_edition(on_hand=5)
    send({"isbn": edition.isbn, "on_hand": 4})
    other = api_tokens.issue("warehouse")
    assert send({"isbn": edition.isbn, "on_hand": 3}, token=other).json["updated"] == 1


def test_a_batch_that_was_cut_short_goes_on_where_it_stopped(send, an_edition, monkeypatch):
    editions = [an_edition(on_hand=5) for _ in range(4)]
    rows = [{"isbn": edition.isbn, "on_hand": 1} for edition in editions]
    monkeypatch.setattr("app.catalog.inventory_api.batches.ROWS_AT_ONCE", 2)
    db.execute_sql(
        "create function public.cut() returns trigger language plpgsql as"
        f" $$ begin if new.edition_id = {editions[2].id} then raise 'cut short'; end if;"
        " return new; end $$;"
        " create trigger cut before insert on catalog.inventory_movements"
        " for each row execute function public.cut()"
    )
    try:
        assert send(*rows).status_code == 500
    finally:
        db.execute_sql("drop function public.cut cascade")
    assert [on_hand(edition) for edition in editions] == [1, 1, 5, 5]
    move(editions[0].id, on_hand=9, reason="delivery")
    answer = send(*rows)
    assert (answer.status_code, answer.json["updated"]) == (200, 4)
    assert [on_hand(edition) for edition in editions] == [10, 1, 1, 1]


def test_the_same_request_at_the_same_instant_counts_once(app, send, an_edition, monkeypatch):
    monkeypatch.setattr("app.catalog.inventory_api.batches.ROWS_AT_ONCE", 3)
    editions = [an_edition(on_hand=5) for _ in range(20)]
    rows = [{"isbn": edition.isbn, "on_hand": 1} for edition in editions]

    def at_once(_):
        with app.app_context():
            return send(*rows).json

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(at_once, range(4)))
    assert answers == [{"updated": 20, "unchanged": 0, "refused": 0, "refusals": []}] * 4
    lines = InventoryMovement.select().where(InventoryMovement.reason == "inventory_system")
    assert lines.count() == 20


def test_buyers_and_inventory_systems_do_not_lock_each_other_out(app, send, an_edition):
    editions = [an_edition(on_hand=50, price_minor=999) for _ in range(30)]
    rows = [
        {"isbn": edition.isbn, "on_hand": 60, "price": "8.00", "currency": "GBP"}
        for edition in editions
    ]

    def sell(number):
        with app.app_context(), db.connection_context(), db.atomic():
            sold = editions[number % 2 :: 2]
            lock_inventory([edition.id for edition in sold])
            for edition in sold:
                move(edition.id, reserved=1, reason="held")
        return 200

    def tell(number):
        with app.app_context():
            return send(*(rows[::-1] if number % 2 else rows), key=f"key {number}").status_code

    with ThreadPoolExecutor(6) as pool:
        done = [pool.submit(act, number) for number in range(6) for act in (sell, tell)]
        assert {act.result() for act in done} == {200}
    assert {(row.on_hand, row.reserved) for row in Inventory.select()} == {(60, 3)}
    assert db.execute_sql(LEDGER_DIFFERS).fetchall() == []


LEDGER_DIFFERS = """
    select edition_id from catalog.inventory join catalog.inventory_movements using (edition_id)
    group by edition_id, on_hand, reserved
    having (on_hand, reserved) <> (sum(on_hand_change), sum(reserved_change))
"""


def test_old_batches_are_forgotten(send, an_edition):
    edition = an_edition(on_hand=5)
    send({"isbn": edition.isbn, "on_hand": 4})
    db.execute_sql("update catalog.stock_batches set created_at = now() - interval '31 days'")
    send({"isbn": edition.isbn, "on_hand": 4}, key="tuesday")
    assert [batch.key for batch in StockBatch.select()] == ["tuesday"]


def test_more_rows_take_no_more_statements(send, an_edition, queries):
    def rows(number):
        editions = [an_edition(on_hand=5, price_minor=999) for _ in range(number)]
        return [
            {"isbn": e.isbn, "on_hand": 7, "price": "8.00", "currency": "GBP"} for e in editions
        ]

    few, many = rows(2), rows(40)
    send(*rows(1), key="first")
    assert queries(lambda: send(*few, key="few")) == queries(lambda: send(*many, key="many"))


def test_the_stock_of_an_isbn_is_read_with_its_used_copies(ask, an_edition):
    new = an_edition(isbn="9780141439518", on_hand=5, price_minor=999)
    an_edition(work=new.work, isbn=new.isbn, condition="fair", on_hand=0, price_minor=None)
    move(new.id, reserved=2, reason="held")
    answer = ask("/api/v1/stock?isbn=0-14-143951-3").json
    assert answer["stock"] == [
        {
            "isbn": "9780141439518",
            "condition": "new",
            "on_hand": 5,
            "reserved": 2,
            "available": 3,
            "price": "9.99",
            "list_price": "9.99",
            "currency": "GBP",
            "withdrawn": False,
        },
        {
            "isbn": "9780141439518",
            "condition": "fair",
            "on_hand": 0,
            "reserved": 0,
            "available": 0,
            "price": None,
            "list_price": None,
            "currency": "GBP",
            "withdrawn": False,
        },
    ]


def test_all_stock_is_read_page_by_page(ask, an_edition):
    isbns = [an_edition().isbn for _ in range(5)]
    page, seen = "/api/v1/stock?limit=2", []
    while page:
        answer = ask(page).json
        seen += [row["isbn"] for row in answer["stock"]]
        page = answer["next"]
    assert seen == isbns


@pytest.mark.parametrize(
    "query", ["isbn=9780141439519", "isbn=", "isbn=%00", "after=-1", "limit=1001", "limit=many"]
)
def test_a_question_that_makes_no_sense_is_refused(ask, query):
    answer = ask(f"/api/v1/stock?{query}")
    assert (answer.status_code, answer.mimetype) == (422, "application/problem+json")


def test_a_body_as_large_as_allowed_is_read(send, an_edition):
    rows = [{"isbn": f"{n:013}", "on_hand": 1} for n in range(routes.MOST_ROWS)]
    answer = send(*rows)
    assert answer.json["refused"] == routes.MOST_ROWS
    assert json.loads(answer.text)["refusals"][-1]["index"] == routes.MOST_ROWS - 1
