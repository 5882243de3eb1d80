"""Every way in which a call to Stripe goes wrong, at every call that is about an order's money.

While it lasts nobody meets an error and nothing is made up; afterwards all is done once.
"""

from contextlib import contextmanager
from dataclasses import astuple
from datetime import timedelta
from itertools import product

import pytest

from app.catalog.models import Inventory
from app.db import now
from app.orders import upkeep
from app.orders.access import private_link
from app.orders.holds import cancel
from app.orders.integrity import broken_invariants
from app.orders.models import Payment, Refund
from app.orders.payments import gateway
from app.orders.payments.attempts import LEAST_TO_CREATE
from app.orders.payments.disputes import open_disputes
from app.orders.refunds.requests import request_refund
from dev.stripe_simulator.faults import API_FAULTS, WORK, ApiFault, BadFault
from tests.orders.conftest import event_of, events_of, fresh

FAULTS = {
    "failed": {"api": 500, "work": "skipped"},
    "failed after its work": {"api": 500, "work": "done"},
    "failed for good": {"api": 500, "work": "done", "stored": True},
    "too many calls": {"api": 429, "work": "skipped"},
    "one too many, and done": {"api": 429, "work": "done"},
    "silent": {"api": "timeout", "work": "skipped"},
    "silent after its work": {"api": "timeout", "work": "done"},
    "slow": {"api": "slow", "work": "done"},
}
SESSIONS, REFUNDS = "/v1/checkout/sessions", "/v1/refunds"
PATIENCE = 0.4  # seconds that the shop waits meanwhile


def made(wanted):
    try:
        return astuple(ApiFault(**wanted))
    except BadFault:
        return None


def test_every_fault_that_the_simulator_knows_has_its_entry():
    known = [
        {"api": api, "work": work, "stored": stored}
        for api, work, stored in product(API_FAULTS, WORK, (False, True))
    ]
    assert {made(fault) for fault in FAULTS.values()} == {made(fault) for fault in known} - {None}


@pytest.fixture(params=FAULTS)
def bad_day(request, app, stripe, monkeypatch):
    """A context in which calls to this address go wrong, and the shop waits for less long."""

    @contextmanager
    def lasts(method, path):
        with monkeypatch.context() as patched:
            patched.setattr(gateway, "TIMEOUT", PATIENCE)
            patched.setattr(gateway, "RETRIES", 0)
            app.extensions.pop("stripe", None)
            stripe.fault(**FAULTS[request.param], method=method, path=path, seconds=30)
            yield
        app.extensions.pop("stripe", None)
        stripe.post("/_simulator/faults", method="DELETE")

    return lasts


@pytest.fixture
def her(client):
    """The browser of whoever placed an order: what its answers lead to must be a page."""

    def ask(order, method, path):
        client.get(private_link(order).removeprefix("http://localhost"))
        answer = client.open(f"/orders/{order.number}{path}", method=method)
        assert answer.status_code == 303
        return answer.location

    return ask


def kept_at_stripe():
    sessions = gateway.page_of("sessions", {"limit": 100}).data
    refunds = gateway.page_of("refunds", {"limit": 100}).data
    came = sum(each.amount_total for each in sessions if each.payment_status == "paid")
    return came - sum(each.amount for each in refunds)


def much_later():
    """Later than an attempt that got no page is tried again, and than the next sweep."""
    long_ago = now() - timedelta(minutes=10)
    Payment.update(created_at=long_ago, asked_at=None).execute()
    untried = Payment.update(expires_at=now() + LEAST_TO_CREATE - timedelta(seconds=1))
    untried.where(Payment.status == "created").execute()


def test_a_buyer_without_a_page_to_pay_is_told_so_and_pays_once_it_is_there(
    bad_day, an_order, her, client, shopper
):
    order = an_order()
    with bad_day("POST", SESSIONS):
        assert her(order, "POST", "/payment") == f"/orders/{order.number}"
        page = client.get(f"/orders/{order.number}")
        assert "Your order is kept for you: try again in a minute" in page.text
    much_later()
    assert "/pay/cs_test_" in her(order, "POST", "/payment")
    shopper(order.payments.order_by(Payment.attempt.desc()).first())
    her(order, "GET", "/return")
    assert events_of(order) == ["placed", "paid"]
    assert kept_at_stripe() == order.total_minor
    assert broken_invariants() == []


def test_a_buyer_who_comes_back_is_told_to_wait_and_is_settled_once(
    bad_day, a_session, her, client, shopper
):
    payment = a_session()
    shopper(payment)
    with bad_day("GET", f"{SESSIONS}/*"):
        page = client.get(her(payment.order, "GET", "/return"))
        assert page.status_code == 200
        assert "We are checking your payment" in page.text
    much_later()
    for _ in range(2):
        upkeep.ask_about_payments()
    assert events_of(payment.order) == ["placed", "paid"]
    assert broken_invariants() == []


def test_the_page_of_a_cancelled_order_is_closed_in_the_end(bad_day, a_session):
    payment = a_session()
    cancel(payment.order_id, "buyer")
    much_later()
    with bad_day("POST", f"{SESSIONS}/*/expire"):
        upkeep.ask_about_payments()
    much_later()
    upkeep.ask_about_payments()
    assert gateway.find_session(payment.session_id).status == "expired"
    assert (Payment.get().status, Inventory.get().reserved) == ("expired", 0)
    assert broken_invariants() == []


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_refund_is_made_once(method, bad_day, a_paid_order, staff):
    order = a_paid_order()
    request_refund(order.id, "staff", staff)
    with bad_day(method, REFUNDS):
        upkeep.carry_out_refunds()
        assert Refund.get().status in ("requested", "succeeded"), "not given up"
    for _ in range(2):
        upkeep.carry_out_refunds()
    assert (Refund.get().status, fresh(order).status) == ("succeeded", "refunded")
    assert events_of(order).count("refunded") == 1
    assert kept_at_stripe() == 0
    assert broken_invariants() == []


def test_a_refund_that_takes_days_is_heard_of(bad_day, a_paid_order, staff, stripe):
    order = a_paid_order(action="delay")
    request_refund(order.id, "staff", staff)
    upkeep.carry_out_refunds()
    stripe.post(f"/_simulator/refunds/{Refund.get().stripe_refund_id}/settle")
    with bad_day("GET", f"{REFUNDS}/*"):
        upkeep.carry_out_refunds()
    upkeep.carry_out_refunds()
    assert (Refund.get().status, events_of(order).count("refunded")) == ("succeeded", 1)


def test_a_dispute_is_heard_of_once(bad_day, a_session, shopper, stripe, post_webhook):
    payment = a_session()
    shopper(payment)
    upkeep.handle_waiting_events()
    charge = gateway.find_session(payment.session_id).payment_intent.latest_charge
    dispute = stripe.post(f"/_simulator/charges/{charge}/dispute")
    told = {"id": dispute["id"], "payment_intent": dispute["payment_intent"]}
    event = event_of(payment, "charge.dispute.created")
    post_webhook({**event, "data": {"object": told}})
    with bad_day("GET", "/v1/disputes/*"):
        upkeep.handle_waiting_events()
    for _ in range(2):
        upkeep.handle_waiting_events()
    assert [each.stripe_dispute_id for each in open_disputes()] == [dispute["id"]]
