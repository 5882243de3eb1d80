"""The worker is killed at each step of a settlement and of a refund; a sweep goes on with it."""

import pytest

from app.mail import Email
from app.orders import upkeep
from app.orders.fulfilment.dispatch import ship
from app.orders.models import PaymentEvent, Refund
from app.orders.refunds.requests import request_refund
from app.orders.refusals import NotShippable
from app.queueing import PAYMENTS, nudge_after_commit
from tests.chaos.conftest import order_is
from tests.chaos.holds import at_call, at_table
from tests.chaos.test_killed_web import steps
from tests.jobs.conftest import until
from tests.orders.conftest import events_of

SETTLEMENT = {
    "Stripe asked": at_call("GET", "/v1/checkout/sessions/*", "skipped"),
    "order locked": at_table("sales.orders"),
    "payment locked": at_table("sales.payments"),
    "payment noted": at_table("sales.order_events"),
    "email written": at_table("accounts.emails"),
    "invoice written": at_table("sales.invoices"),
}
AFTERWARDS = {
    "committing": at_table("sales.invoice_counter"),
    "event ticked off": at_table("sales.payment_events"),
}
REFUND = {
    "earlier refunds asked for": at_call("GET", "/v1/refunds", "skipped"),
    "refund asked for": at_call("POST", "/v1/refunds", "skipped"),
    "refund made": at_call("POST", "/v1/refunds", "done"),
    "refund noted": at_table("sales.refunds"),
    "committing": at_table("sales.invoice_counter"),
}


@pytest.fixture
def told(shop, a_buyer, an_edition):
    """An order whose payment Stripe has told of, while there was no worker to hear it."""
    only_what_matters = {"webhook": "lost", "type": "[!c]*"}
    charges = {"webhook": "lost", "type": "charge.*"}
    shop.misbehave(only_what_matters, charges)
    buyer = a_buyer(an_edition(on_hand=1))
    buyer.check_out()
    buyer.act_at_stripe("pay")

    def event_is_stored():
        return PaymentEvent.select().count() == 1

    until(event_is_stored)
    return buyer.order


@pytest.fixture
def killed_at(shop):
    """Starts the worker, and kills it at this step."""

    def kill(step):
        with step(shop) as until_it_waits:
            shop.start("worker")
            until_it_waits()
            shop.kill("worker")

    return kill


@steps(SETTLEMENT)
def test_a_settlement_cut_short_is_made_once(step, killed_at, told, staff, all_is_well):
    killed_at(step)
    with pytest.raises(NotShippable):
        ship(told.id, "", staff)
    for _ in range(2):
        upkeep.handle_waiting_events()
    assert_settled_once(told)
    all_is_well()


@steps(AFTERWARDS)
def test_a_settlement_whose_event_still_waits_is_not_made_again(step, killed_at, told, all_is_well):
    killed_at(step)
    upkeep.handle_waiting_events()
    assert_settled_once(told)
    all_is_well()


def test_a_worker_that_is_started_again_makes_the_sweep_itself(
    killed_at, told, restarted, all_is_well
):
    killed_at(SETTLEMENT["order locked"])
    nudge_after_commit("jobs.sweeps.handle_payment_events", queue=PAYMENTS)
    restarted("worker")
    order_is(told, "paid")
    until(event_is_handled)
    assert_settled_once(told)
    all_is_well()


def assert_settled_once(order):
    assert event_is_handled()
    assert events_of(order) == ["placed", "paid"]
    assert Email.select().where(Email.kind == "order_paid").count() == 1


def event_is_handled():
    return not PaymentEvent.select().where(PaymentEvent.handled_at.is_null()).exists()


@pytest.fixture
def to_refund(told, staff):
    """A paid order all of whose money is to go back, once there is a worker."""
    upkeep.handle_waiting_events()
    request_refund(told.id, "staff", staff)
    return told


@steps(REFUND)
def test_a_refund_cut_short_is_made_once(step, killed_at, to_refund, all_is_well):
    killed_at(step)
    for _ in range(2):
        upkeep.carry_out_refunds()
    assert Refund.get().status == "succeeded"
    assert events_of(to_refund).count("refunded") == 1
    all_is_well()
