import threading

import pytest
from peewee import IntegrityError

from app.accounts.models import Customer
from app.accounts.staff_actions import StaffAction
from app.catalog import stock_takes
from app.catalog.inventory import FewerThanReserved, count_again, move, set_on_hand
from app.catalog.models import Inventory, InventoryMovement, StockTake, StockTakeCount
from app.db import db
from app.orders.integrity import broken_invariants


@pytest.fixture
def clerk(app):
    return Customer.create(email="clerk@example.org", name="Ada", password_hash="-", role="owner")


@pytest.fixture
def take(clerk):
    return stock_takes.start("January", staff_id=clerk.id)


@pytest.fixture
def count(take, clerk):
    def count(edition, copies=None):
        return stock_takes.count(take, edition, copies=copies, staff_id=clerk.id)

    return count


@pytest.fixture
def finish(take, clerk):
    return lambda: stock_takes.finish(take, staff_id=clerk.id)


def on_hand(edition):
    return Inventory.get_by_id(edition.id).on_hand


def sell(edition, copies):
    """As an order that is placed and shipped at once does it; no order is behind it."""
    move(edition.id, on_hand=-copies, reason="damaged")


def test_each_scan_counts_one_copy_and_a_number_sets_them(an_edition, count):
    edition = an_edition(on_hand=5)
    assert [count(edition), count(edition), count(edition, 7), count(edition)] == [1, 2, 7, 8]
    assert on_hand(edition) == 5


def test_differences_enter_the_ledger_when_it_is_finished(an_edition, count, finish, take, clerk):
    less, more, right = (an_edition(on_hand=5) for _ in range(3))
    for edition, copies in ((less, 3), (more, 6), (right, 5)):
        count(edition, copies)
    assert finish() == 2
    assert [on_hand(edition) for edition in (less, more, right)] == [3, 6, 5]
    lines = InventoryMovement.select().where(InventoryMovement.stock_take_id == take.id)
    assert {(row.edition_id, row.on_hand_change, row.reason) for row in lines} == {
        (less.id, -2, "stock_take"),
        (more.id, 1, "stock_take"),
    }
    actions = [row.action for row in StaffAction.select().order_by(StaffAction.id)]
    assert actions == ["started", "finished"]
    assert broken_invariants() == []


def test_what_is_sold_or_delivered_after_a_count_is_not_lost(an_edition, count, finish):
    edition = an_edition(on_hand=5)
    count(edition, 4)
    sell(edition, 2)
    move(edition.id, on_hand=10, reason="delivery")
    finish()
    assert on_hand(edition) == 4 - 2 + 10


def test_a_scan_after_copies_moved_is_refused_and_a_number_taken(an_edition, count, finish):
    edition = an_edition(on_hand=5)
    count(edition)
    sell(edition, 1)
    with pytest.raises(stock_takes.MovedMeanwhile):
        count(edition)
    assert (count(edition, 4), finish()) == (4, 0)
    assert on_hand(edition) == 4


def test_a_hold_is_no_move_as_the_copy_still_stands_there(an_edition, count):
    edition = an_edition(on_hand=5)
    count(edition)
    move(edition.id, reserved=1, reason="held")
    assert count(edition) == 2


def test_a_count_by_hand_meanwhile_is_not_entered_twice(an_edition, count, finish):
    edition = an_edition(on_hand=5)
    count(edition, 4)
    count_again(edition.id, 4)
    assert finish() == 0
    assert on_hand(edition) == 4
    assert broken_invariants() == []


def test_a_count_by_hand_that_finds_the_ledger_right_is_the_latest_count(an_edition, count, finish):
    edition = an_edition(on_hand=5)
    count(edition, 3)
    assert not count_again(edition.id, 5)
    assert finish() == 0
    assert on_hand(edition) == 5


def test_a_system_that_repeats_what_the_ledger_says_leaves_the_count(an_edition, count, finish):
    edition = an_edition(on_hand=5)
    count(edition, 3)
    set_on_hand({edition.id: 5}, reason="inventory_system")
    assert finish() == 1
    assert on_hand(edition) == 3


def test_a_system_that_has_another_number_supersedes_the_count_before_it(an_edition, count, finish):
    before, after = an_edition(on_hand=5), an_edition(on_hand=5)
    count(before, 3)
    set_on_hand({before.id: 4, after.id: 4}, reason="inventory_system")
    count(after, 3)
    assert finish() == 1
    assert (on_hand(before), on_hand(after)) == (4, 3)
    assert broken_invariants() == []


def test_a_copy_that_orders_hold_cannot_be_missing(an_edition, count, finish):
    held, other = an_edition(on_hand=5), an_edition(on_hand=5)
    move(held.id, reserved=4, reason="held")
    count(held, 3)
    count(other, 1)
    with pytest.raises(FewerThanReserved) as refusal:
        finish()
    assert refusal.value.reserved == {held.id: 4}
    assert on_hand(other) == 5
    assert StockTake.get().finished_at is None


def test_a_book_that_was_never_here_is_found(an_edition, count, finish):
    edition = an_edition(on_hand=0)
    count(edition, 2)
    finish()
    assert on_hand(edition) == 2


def test_what_has_become_a_download_since_it_was_counted_gets_no_copies(an_edition, count, finish):
    edition = an_edition(on_hand=0)
    count(edition, 2)
    edition.format = "ebook"
    edition.save()
    assert finish() == 0
    assert on_hand(edition) == 0


def test_a_forgotten_count_changes_nothing(an_edition, count, finish, take):
    edition = an_edition(on_hand=5)
    count(edition, 1)
    stock_takes.forget(take, edition)
    assert (finish(), on_hand(edition)) == (0, 5)


def test_a_cancelled_stock_take_leaves_the_ledger_as_it_was(an_edition, count, take, clerk):
    edition = an_edition(on_hand=5)
    count(edition, 1)
    stock_takes.cancel(take, staff_id=clerk.id)
    assert on_hand(edition) == 5
    assert stock_takes.under_way() is None
    assert broken_invariants() == []


def test_an_ended_stock_take_takes_no_counts_and_ends_once(an_edition, count, finish, take, clerk):
    finish()
    with pytest.raises(stock_takes.NotUnderWay):
        count(an_edition())
    with pytest.raises(stock_takes.NotUnderWay):
        finish()
    with pytest.raises(stock_takes.NotUnderWay):
        stock_takes.cancel(take, staff_id=clerk.id)


def test_there_is_one_stock_take_at_a_time(take, clerk, finish):
    with pytest.raises(stock_takes.AlreadyCounting):
        stock_takes.start("February", staff_id=clerk.id)
    finish()
    assert stock_takes.start("February", staff_id=clerk.id)


def test_scans_sales_and_the_end_at_once_lose_no_copy(an_edition, take, clerk):
    edition, other = an_edition(on_hand=50), an_edition(on_hand=50)
    problems = []

    def alone(action):
        def run():
            try:
                with db.connection_context():
                    action()
            except Exception as problem:
                problems.append(problem)

        return threading.Thread(target=run)

    def scan():
        for _ in range(20):
            stock_takes.count(take, edition, staff_id=clerk.id)

    def sell_others():
        for _ in range(20):
            sell(other, 1)

    def count_others():
        for _ in range(20):
            left = on_hand(other)
            stock_takes.count(take, other, copies=left, staff_id=clerk.id)

    threads = [alone(scan), alone(scan), alone(sell_others), alone(count_others)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []
    assert StockTakeCount.get(StockTakeCount.edition == edition).counted == 40
    stock_takes.finish(take, staff_id=clerk.id)
    assert on_hand(edition) == 40
    assert broken_invariants() == []


def test_the_end_and_buyers_race_for_the_last_copies_and_the_shelf_stays_right(
    an_edition, take, count, clerk
):
    edition = an_edition(on_hand=10)
    count(edition, 4)
    outcomes = []

    def hold():
        with db.connection_context():
            try:
                move(edition.id, reserved=1, reason="held")
                outcomes.append("held")
            except IntegrityError:
                outcomes.append("refused")

    def end():
        with db.connection_context():
            try:
                stock_takes.finish(take, staff_id=clerk.id)
                outcomes.append("finished")
            except FewerThanReserved:
                outcomes.append("too few")

    threads = [threading.Thread(target=action) for action in [hold] * 5 + [end] + [hold] * 5]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    shelf = Inventory.get_by_id(edition.id)
    assert shelf.reserved == outcomes.count("held")
    assert shelf.on_hand == (4 if "finished" in outcomes else 10)
    assert len(outcomes) == 11
