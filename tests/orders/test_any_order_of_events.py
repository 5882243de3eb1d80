"""Whatever happens to orders, in any order, late, twice or not at all, money and copies agree.

Each example is a small shop begun anew; the steps it takes are in tests/orders/any_order. The
examples are the same in each run. For a long run of others, say how many:
ANY_ORDER_EXAMPLES=2000 bin/test tests/orders/test_any_order_of_events.py
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
    max_examples=LONG_RUN or 30,
    stateful_step_count=40,
    derandomize=not LONG_RUN,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
# What has been done at least once in every run, or the run would say little.
BOUGHT = {
    *("added", "placed", "sent twice"),
    *("gift card wanted", "gift card typed", "voucher typed"),
    *("bought with a voucher", "paid with gift card or credit"),
    *("cancelled", "cancelled, paid", "downloaded"),
}
PAID = {
    *("payment opened", "came back", "at the page: pay"),
    *("disputed", "dispute moved"),
}
TOLD = {"told", "told twice", "webhook lost", "job lost"}
SENT = {"shipped", "delivered", "copies received", "counted"}
GIVEN_BACK = {
    *("refunded, given_up", "refunded, all"),
    "withdrawn",
}
TOO_LATE = {
    f"too late: {kind}"
    for kind in (
        *("cancelled", "cancelled by staff", "payment opened", "shipped", "refunded"),
        *("sent again", "return received", "return refused", "return refunded"),
    )
}
NOTED = {
    f"noted: {event}"
    for event in (
        *("paid", "expired", "refund_requested", "refunded", "all_refunded"),
        *("refund_failed", "disputed"),
    )
}
# What a short run may miss; a long one does these as well.
RARE = {
    *("changed", "removed", "packed", "at the page: delay", "noted: payment_processing"),
    *("cancelled by staff", "return asked", "return received", "noted: copies_in"),
}


@pytest.fixture
def world(empty_shop, app, stripe, an_edition, a_cart, details, post_webhook, a_collected_way):
    made = World(SimpleNamespace(empty=empty_shop.empty, **locals()))
    yield made
    made.put_tax_on_top(False)


def test_money_and_copies_agree_whatever_happens_in_whatever_order(world):
    run_state_machine_as_test(lambda: AnyOrder(world), settings=EXAMPLES)
    done = {kind for kind, times in world.done.items() if times}
    expected = BOUGHT | PAID | TOLD | SENT | GIVEN_BACK | TOO_LATE | NOTED
    assert (expected | RARE if LONG_RUN else expected) - done == set()
