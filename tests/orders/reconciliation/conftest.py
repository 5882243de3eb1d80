"""What differs between the shop and the running simulator."""

from datetime import timedelta

import pytest

from app.db import now
from app.orders.models import Payment, Refund
from app.orders.payments import gateway
from app.orders.payments.settlement import settle
from app.orders.reconciliation.differences import Difference, open_differences
from app.orders.reconciliation.reconciling import reconcile
from app.orders.reconciliation.runs import Reconciliation
from app.orders.refunds.requests import request_refund
from app.orders.refunds.sending import carry_out
from app.queueing import PAYMENTS, queue_named

AT_ONCE = timedelta(seconds=-2)  # so that what was just made is compared as well


@pytest.fixture
def compare(stripe):
    """Compares everything; returns the kinds of what differs."""

    def run(since=None):
        row = Reconciliation.create(asked_by="shop", since=since or now() - timedelta(days=1))
        assert reconcile(row.id, grace=AT_ONCE)
        return [row.kind for row in open_differences()]

    return run


@pytest.fixture
def a_paid_payment(a_session, shopper):
    payment = a_session()
    shopper(payment)
    settle(payment.session_id)
    return Payment.get_by_id(payment.id)


@pytest.fixture
def a_refund(a_paid_payment, staff):
    refund = request_refund(a_paid_payment.order_id, "staff", staff)
    carry_out(refund.id)
    return Refund.get_by_id(refund.id)


@pytest.fixture
def a_dispute(stripe, a_paid_payment):
    """A dispute at Stripe of which no webhook told us."""
    return dispute(stripe, a_paid_payment)


def dispute(stripe, payment):
    charge = gateway.find_session(payment.session_id).payment_intent.latest_charge
    return stripe.post(f"/_simulator/charges/{charge}/dispute")


def foreign_session():
    """Somebody else's page in the same Stripe account."""
    price = {"currency": "gbp", "unit_amount": 700, "product_data": {"name": "Tea"}}
    params = {"mode": "payment", "success_url": "http://localhost/", "metadata": {"payment": "x"}}
    params["line_items"] = [{"quantity": 1, "price_data": price}]
    params["payment_intent_data"] = {"description": "Tea for two"}
    return gateway.create_session(params, "somebody-else")


def charge_of(session_id):
    return gateway.find_session(session_id).payment_intent.latest_charge


def refund_at_stripe(payment, **params):
    params |= {"payment_intent": gateway.find_session(payment.session_id).payment_intent.id}
    return gateway.client().v1.refunds.create(params)


def do_what_was_nudged():
    """As a worker of the payments queue alone would: there is no mail server here."""
    queue = queue_named(PAYMENTS)
    while queue.job_ids:
        job = queue.fetch_job(queue.pop_job_id())
        job.func(*job.args)


def only():
    (difference,) = Difference.select()
    return difference
