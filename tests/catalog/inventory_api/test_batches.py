"""What is sent again counts once, however often and at what instant."""

from concurrent.futures import ThreadPoolExecutor

from app.accounts import api_tokens
from app.catalog.inventory import lock_inventory, move
from app.catalog.inventory_api.batches import StockBatch
from app.catalog.models import Inventory, InventoryMovement
from app.db import db
from tests.catalog.inventory_api.conftest import LEDGER_DIFFERS, on_hand


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
