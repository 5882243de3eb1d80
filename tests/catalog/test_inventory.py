import threading

import pytest

from app.catalog.inventory import (
    FewerThanReserved,
    count_again,
    move,
    move_many,
    receive_many,
    set_on_hand,
)
from app.catalog.models import Inventory, InventoryMovement, StockTake, StockTakeCount
from app.db import db
from app.orders.integrity import broken_invariants


def on_hand(edition):
    return Inventory.get_by_id(edition.id).on_hand


def lines_of(edition):
    lines = InventoryMovement.select().where(InventoryMovement.edition == edition)
    return [(line.reason, line.on_hand_change) for line in lines.order_by(InventoryMovement.id)]


def test_many_editions_move_in_few_statements(an_edition, queries):
    editions = [an_edition(on_hand=2) for _ in range(20)]
    changes = {edition.id: 3 for edition in editions}
    assert queries(lambda: move_many(changes, reason="delivery")) < 12
    assert {on_hand(edition) for edition in editions} == {5}
    assert broken_invariants() == []


def test_an_edition_of_which_nothing_came_has_a_row_and_no_line(an_edition):
    edition = an_edition(on_hand=0)
    receive_many([(edition.id, 0)])
    assert (on_hand(edition), lines_of(edition)) == (0, [])


def test_what_would_leave_too_few_for_orders_changes_nothing_at_all(an_edition):
    held, free = an_edition(on_hand=5), an_edition(on_hand=5)
    move(held.id, reserved=4, reason="held")
    with pytest.raises(FewerThanReserved) as refusal:
        move_many({free.id: -1, held.id: -2}, reason="damaged")
    assert refusal.value.reserved == {held.id: 4}
    assert (on_hand(free), on_hand(held)) == (5, 5)


def test_counts_are_set_and_say_what_changed(an_edition):
    right, wrong, new = an_edition(on_hand=5), an_edition(on_hand=5), an_edition(on_hand=0)
    counts = {right.id: 5, wrong.id: 3, new.id: 7}
    changed = set_on_hand(counts, reason="inventory_system", note="till")
    assert changed == {wrong.id: -2, new.id: 7}
    assert lines_of(right) == [("delivery", 5)]
    assert lines_of(wrong) == [("delivery", 5), ("inventory_system", -2)]
    assert set_on_hand(counts, reason="inventory_system") == {}


def test_no_count_is_set_below_what_orders_hold(an_edition):
    edition = an_edition(on_hand=5)
    move(edition.id, reserved=4, reason="held")
    with pytest.raises(FewerThanReserved):
        count_again(edition.id, 3)
    assert count_again(edition.id, 4)
    assert on_hand(edition) == 4


def test_a_count_beside_a_stock_take_is_not_applied_twice(an_edition):
    edition = an_edition(on_hand=5)
    take = StockTake.create(name="Christmas")
    StockTakeCount.create(stock_take=take, edition=edition, counted=4, on_hand_then=5)
    count_again(edition.id, 4)
    count = StockTakeCount.get()
    assert count.counted - count.on_hand_then == 0


def test_two_who_move_the_same_editions_at_once_neither_lose_a_copy_nor_lock_each_other(
    app, an_edition
):
    editions = [an_edition(on_hand=1).id for _ in range(8)]
    problems = []

    def deliver(ids):
        try:
            with db.connection_context():
                for _ in range(10):
                    move_many(dict.fromkeys(ids, 1), reason="delivery")
        except Exception as problem:
            problems.append(problem)

    threads = [threading.Thread(target=deliver, args=(ids,)) for ids in (editions, editions[::-1])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []
    assert {row.on_hand for row in Inventory.select()} == {21}
    assert broken_invariants() == []
