"""An inventory system, staff, imports and buyers at the same books: none is turned away."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial

import pytest

from app.accounts import api_tokens
from app.accounts.models import Customer
from app.catalog.editing import EditedMeanwhile
from app.catalog.edition_editing import save_edition
from app.catalog.facts import edition_facts, fingerprint
from app.catalog.imports.records import Price
from app.catalog.inventory import lock_inventory, move
from app.catalog.models import Edition, Inventory
from app.catalog.prices import lock_editions, set_list_prices
from app.db import db
from tests.at_once import all_at_once
from tests.catalog.imports.conftest import a_record, take
from tests.catalog.inventory_api.conftest import LEDGER_DIFFERS

__all__ = ["a_record", "take"]

WAITED_FOR = """
    select exists (select from pg_locks
        where not granted and pg_backend_pid() = any(pg_blocking_pids(pid)))
"""


@pytest.fixture
def tell(app):
    """Sends rows as an inventory system does, from any thread; returns the status of the answer."""
    token = api_tokens.issue("till")

    def post(*rows, key="monday"):
        headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": key}
        sent = {"json": {"updates": rows}, "headers": headers}
        return app.test_client().post("/api/v1/stock", **sent).status_code

    return post


@pytest.fixture
def aside(app):
    """Begins something in a thread and a connection of its own; returns its future."""

    def run(action, *args):
        with app.app_context(), db.connection_context():
            return action(*args)

    with ThreadPoolExecutor() as pool:
        yield lambda action, *args: pool.submit(run, action, *args)


def row(edition, on_hand, price):
    return {"isbn": edition.isbn, "on_hand": on_hand, "price": price, "currency": "GBP"}


def wait_for_one_who_waits():
    """Return as soon as another connection waits for what this one has locked."""
    until = time.monotonic() + 10
    while not db.execute_sql(WAITED_FOR).fetchone()[0]:
        assert time.monotonic() < until, "Nobody waits."


def hold_work(edition):
    """As whoever has it indexed does."""
    db.execute_sql("select catalog.index_works(%s)", ([edition.work_id],))


def buy(edition):
    with db.atomic():
        if any(shelf.available for shelf in lock_inventory([edition.id]).values()):
            move(edition.id, reserved=1, reason="held")


def test_whoever_is_about_to_change_a_price_comes_before_an_inventory_system(
    an_edition, tell, aside
):
    edition = an_edition(on_hand=0)
    with db.atomic():
        lock_editions([edition.id])
        told = aside(tell, row(edition, 6, "8.00"))
        wait_for_one_who_waits()
        set_list_prices({edition.id: 700})
    assert told.result() == 200
    assert Edition.get().price_minor == 800


def test_no_buyer_waits_for_an_inventory_system_that_waits_for_a_work(an_edition, tell, aside):
    edition = an_edition(on_hand=1)
    with db.atomic():
        hold_work(edition)
        told = aside(tell, row(edition, 6, "8.00"))
        wait_for_one_who_waits()
        aside(buy, edition).result()
    assert told.result() == 200
    shelf = Inventory.get()
    assert (shelf.on_hand, shelf.reserved) == (6, 1)


def test_an_inventory_system_that_changes_no_price_waits_for_no_work(an_edition, tell, aside):
    edition = an_edition(on_hand=0, list_price_minor=999)
    with db.atomic():
        hold_work(edition)
        assert aside(tell, row(edition, 6, "9.99")).result() == 200


def test_staff_an_import_an_inventory_system_and_buyers_at_the_same_books_all_come_through(
    app, an_edition, a_record, take, tell
):
    editions = [an_edition(f"Kindred {n}", on_hand=2 * (n % 2)) for n in range(20)]
    staff = Customer.create(email="ada@example.org", name="Ada", password_hash="-", role="owner")
    start = threading.Barrier(4)

    def import_them(number):
        price = Price(900 + number, "GBP", "02")
        records = [
            a_record(isbn=e.isbn, title=f"Dawn {e.id}, {number}", prices=[price])
            for e in editions[::-1]
        ]
        return take(*records).counts["changed"]

    def save(number):
        for edition in editions[::-1]:
            save_price(edition, 600 + number, staff)

    def tell_all(number):
        rows = [row(e, 5 + number % 2, f"{7 + number}.00") for e in editions]
        return tell(*rows, key=f"key {number}")

    def sell(number):
        for edition in editions:
            buy(edition)

    def in_rounds(act):
        done = []
        for number in range(3):
            start.wait(timeout=30)
            done.append(act(number))
        return done

    acts = (import_them, save, tell_all, sell)
    done = all_at_once(app, [partial(in_rounds, act) for act in acts])
    assert done == [[20] * 3, [None] * 3, [200] * 3, [None] * 3]
    assert db.execute_sql(LEDGER_DIFFERS).fetchall() == []


def save_price(edition, price_minor, staff):
    """As the form of an edition does it, filled in again whenever somebody was faster."""
    while True:
        facts = edition_facts(Edition.get_by_id(edition.id))
        with suppress(EditedMeanwhile):
            save_edition(
                facts | {"list_price_minor": price_minor},
                work=edition.work,
                currency="GBP",
                staff_id=staff.id,
                edition=edition,
                seen=fingerprint(facts),
            )
            return
