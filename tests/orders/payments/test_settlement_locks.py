"""Orders that are settled in the transaction that holds their copies, at the same instant."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from app.catalog.models import Work
from app.db import NO_KEY, db
from app.orders.checkout.placing import place_order
from app.orders.integrity import broken_invariants
from app.orders.models import CartCard, Order
from tests.orders.gift_cards import a_card

WAITING = """
    select count(*) from pg_locks join pg_stat_activity using (pid)
    where not granted and datname = current_database()
"""


@pytest.fixture
def aside(app):
    """Begins something in a thread and a connection of its own; returns its future."""

    def run(action, *args):
        with app.app_context(), db.connection_context():
            return action(*args)

    with ThreadPoolExecutor() as pool:
        yield lambda action, *args: pool.submit(run, action, *args)


def until_two_wait():
    latest = time.monotonic() + 10
    while db.execute_sql(WAITING).fetchone()[0] < 2:
        assert time.monotonic() < latest, "They do not wait."


def test_two_orders_that_gift_cards_pay_take_the_last_copies_of_each_others_works(
    a_cart, a_work, an_edition, details, aside
):
    first, second, third = (a_work() for _ in range(3))
    carts = []
    for last, other in ((second, third), (third, second)):
        cart = a_cart(
            an_edition(work=first),
            an_edition(work=other),
            an_edition(work=last, on_hand=1),
        )
        CartCard.create(cart=cart, stored_value=a_card(10_000)[0])
        carts.append((cart, details(cart)))
    with db.atomic():
        list(Work.select().where(Work.id == first.id).for_update(NO_KEY))
        placed = [aside(place_order, *each) for each in carts]
        until_two_wait()
    assert [order.result().due_minor for order in placed] == [0, 0]
    assert [work.popularity for work in Work.select().order_by(Work.id)] == [2, 2, 2]
    assert Order.select().where(Order.status == "paid").count() == 2
    assert broken_invariants() == []
