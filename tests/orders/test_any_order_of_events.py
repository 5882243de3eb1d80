"""Whatever happens to orders, in any order, late, twice or not at all, money and copies agree.

Each example is a small shop begun anew; the steps it takes are in tests/orders/any_order. The
examples are the same in each run. For a long run of others, say how many:
ANY_ORDER_EXAMPLES=5000 bin/test tests/orders/test_any_order_of_events.py
"""

import os
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.orders.any_order.machine import AnyOrder
from tests.orders.any_order.world import World

LONG_RUN = int(os.environ.get("ANY_ORDER_EXAMPLES", "0"))
EXAMPLES = settings(
    max_examples=LONG_RUN or 5,
    stateful_step_count=40,
    derandomize=not LONG_RUN,
    database=None,
    deadline=None,
    phases=(__import__("hypothesis").Phase.generate,),
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def world(empty_shop, app, stripe, an_edition, a_cart, details, post_webhook, a_collected_way):
    return World(SimpleNamespace(emptying=empty_shop.emptying, **locals()))


def test_money_and_copies_agree_whatever_happens_in_whatever_order(world):
    run_state_machine_as_test(lambda: AnyOrder(world), settings=EXAMPLES)
    print(sorted(world.done.items()), sorted(world.refused.items()))
