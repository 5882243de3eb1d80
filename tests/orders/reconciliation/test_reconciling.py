"""Each kind of difference with the running simulator, and how it is put right."""

from datetime import timedelta

import pytest

from app.catalog.models import Inventory
from app.db import now
from app.orders.integrity import broken_invariants
from app.orders.models import Order, Payment, Refund
from app.orders.payments import gateway
from app.orders.payments.disputes import Dispute
from app.orders.payments.disputes import update as update_dispute
from app.orders.payments.settlement import settle
from app.orders.reconciliation.remedies import take_over_refund
from app.orders.reconciliation.runs import Reconciliation
from app.orders.refunds.requests import request_refund
from app.orders.refunds.sending import carry_out
from app.orders.refusals import NotRefundable
from jobs import payments as jobs
from tests.at_once import all_at_once
from tests.orders.conftest import fresh
from tests.orders.reconciliation.conftest import (
    charge_of,
    dispute,
    do_what_was_nudged,
    foreign_session,
    only,
    refund_at_stripe,
)


def test_a_shop_that_sold_refunded_and_was_disputed_agrees_with_stripe(
    compare, a_refund, a_session, shopper, stripe
):
    other, waiting = a_session(), a_session()
    shopper(other)
    settle(other.session_id)
    update_dispute(dispute(stripe, other)["id"])
    shopper(waiting, "decline")
    assert compare() == []
    run = Reconciliation.get()
    compared = (run.sessions, run.charges, run.refunds, run.disputes)
    assert (run.standing, compared) == ("whole", (3, 3, 1, 1))


def test_what_was_paid_at_stripe_and_not_here_is_found_and_put_right(compare, a_session, shopper):
    payment = a_session()
    shopper(payment)
    assert compare() == ["paid_not_here"]
    assert (only().about, only().payment) == (charge_of(payment.session_id), payment)
    assert (only().here, only().there) == (f"{payment.amount}, open", f"{payment.amount}, paid")
    do_what_was_nudged()
    assert fresh(payment.order).status == "paid"
    assert only().resolved_at


def test_a_page_whose_address_never_reached_us_is_found_by_what_we_wrote_on_it(
    compare, a_session, shopper
):
    payment = a_session()
    shopper(payment)
    Payment.update(status="failed", session_id=None, session_url=None).execute()
    assert compare() == ["paid_not_here"]
    do_what_was_nudged()
    assert fresh(payment.order).status == "paid"


def test_what_was_paid_here_and_not_at_stripe_is_found(compare, a_session):
    payment = a_session()
    Payment.update(status="paid", paid_at=now()).execute()
    assert compare() == ["paid_not_there"]
    assert only().about == payment.session_id


@pytest.mark.parametrize("facts", [{"amount_minor": 1}, {"currency": "EUR"}])
def test_another_amount_or_currency_is_found(compare, a_paid_payment, facts):
    Payment.update(**facts).execute()
    assert compare() == ["other_amount"]


@pytest.mark.parametrize("facts", [{"amount_minor": 1}, {"currency": "EUR"}])
def test_a_page_that_asks_for_another_amount_is_found_before_anybody_pays(
    compare, a_session, facts
):
    a_session()
    Payment.update(**facts).execute()
    assert compare() == ["session_amount"]


def test_a_page_for_another_order_is_found(compare, a_session):
    a_session()
    Order.update(number="OC-OTHER-1").execute()
    assert compare() == ["session_order"]


def test_money_that_was_distrusted_is_found_until_all_of_it_went_back(compare, a_session, shopper):
    payment = a_session()
    Payment.update(amount_minor=1).execute()
    shopper(payment)
    settle(payment.session_id)
    assert Payment.get().status == "mismatch"
    assert compare() == ["other_amount"]
    refund_at_stripe(payment, amount=100)
    assert compare() == ["other_amount"]
    refund_at_stripe(payment)
    assert compare() == []


def test_money_for_no_order_of_ours_is_found_until_it_went_back(compare, stripe):
    session = foreign_session()
    assert compare() == []
    stripe.post(f"/_simulator/sessions/{session.id}/pay")
    assert compare() == ["money_for_no_order"]
    assert (only().there, only().payment) == ("£7.00, Tea for two", None)
    gateway.client().v1.refunds.create({"charge": charge_of(session.id)})
    assert compare() == []


def test_a_session_of_ours_that_stripe_does_not_know_is_found(compare, a_session):
    a_session()
    Payment.update(session_id="cs_test_gone").execute()
    assert compare() == ["session_unknown"]
    assert only().about == "cs_test_gone"


def test_a_payment_at_another_stripe_is_not_looked_for_at_this_one(compare, a_session):
    a_session()
    Payment.update(session_id="cs_live_1").execute()
    Order.update(simulated=False).execute()
    assert compare() == []


def test_a_refund_at_stripe_and_not_here_is_found(compare, a_paid_payment):
    made = refund_at_stripe(a_paid_payment, amount=100)
    assert compare() == ["refund_not_here"]
    assert (only().about, only().there) == (made.id, "£1.00, succeeded")


def test_a_refund_here_and_not_at_stripe_is_found(compare, a_refund):
    Refund.update(stripe_refund_id="re_gone").execute()
    # The one at Stripe names its row, so it is no refund that we don't know.
    assert compare() == ["refund_not_there"]


def test_a_refund_that_was_asked_for_and_not_made_is_found_until_it_is(
    compare, a_paid_payment, staff
):
    refund = request_refund(a_paid_payment.order_id, "staff", staff)
    assert compare() == ["refund_not_there"]
    assert only().thing == "refund_request"
    carry_out(refund.id)
    assert compare() == []


def test_a_refund_of_another_amount_is_found(compare, a_refund):
    Refund.update(amount_minor=1, shipping_minor=0).execute()
    assert compare() == ["refund_amount"]


def test_a_refund_that_failed_at_stripe_is_found_and_put_right(compare, a_refund, stripe):
    stripe.post(f"/_simulator/refunds/{a_refund.stripe_refund_id}/fail")
    assert compare() == ["refund_status"]
    assert (only().here, only().there) == ("£12.94, succeeded", "£12.94, failed")
    do_what_was_nudged()
    assert Refund.get().status == "failed"
    assert only().resolved_at


def test_a_dispute_we_never_heard_of_is_found_and_then_kept(compare, a_dispute):
    assert compare() == ["dispute_not_here"]
    do_what_was_nudged()
    assert Dispute.get().stripe_dispute_id == a_dispute["id"]
    assert only().resolved_at


@pytest.mark.parametrize(
    "facts", [{"status": "under_review"}, {"amount_minor": 1}, {"evidence_due_at": now()}]
)
def test_a_dispute_that_is_told_otherwise_here_is_found_and_put_right(compare, a_dispute, facts):
    update_dispute(a_dispute["id"])
    Dispute.update(**facts).execute()
    assert compare() == ["dispute_told_otherwise"]
    do_what_was_nudged()
    assert only().resolved_at


def test_an_open_dispute_is_looked_at_however_old_it_is(compare, a_dispute, stripe):
    update_dispute(a_dispute["id"])
    stripe.post(f"/_simulator/disputes/{a_dispute['id']}/lost")
    assert compare(since=now() + timedelta(seconds=1)) == ["dispute_told_otherwise"]


def test_a_dispute_here_that_stripe_does_not_know_is_found(compare, a_dispute):
    update_dispute(a_dispute["id"])
    Dispute.update(stripe_dispute_id="du_gone").execute()
    assert sorted(compare()) == ["dispute_not_here", "dispute_not_there"]


def test_putting_right_what_is_gone_or_cannot_be_does_nothing(compare, a_paid_payment):
    refund_at_stripe(a_paid_payment, amount=100)
    compare()
    jobs.put_right(only().id)
    jobs.put_right(4711)
    assert only().resolved_at is None


def test_a_refund_at_stripe_that_is_taken_over_is_the_orders_and_no_difference(
    app, compare, a_paid_payment
):
    refund_at_stripe(a_paid_payment, amount=100)
    compare()
    difference = only()
    all_at_once(app, [lambda: take_over_refund(difference.id, "staff 1")] * 3)
    refund = Refund.get()
    assert (refund.amount_minor, refund.status, refund.requested_by) == (
        100,
        "succeeded",
        "staff 1",
    )
    assert compare() == []
    assert broken_invariants() == []


def test_taking_over_a_refund_of_all_lets_go_of_what_was_not_sent(compare, a_paid_payment):
    refund_at_stripe(a_paid_payment)
    compare()
    take_over_refund(only().id, "staff 1")
    assert fresh(a_paid_payment.order).status == "refunded"
    assert Inventory.get().reserved == 0
    assert compare() == []
    assert broken_invariants() == []


def test_a_refund_of_more_than_the_order_has_left_is_not_taken_over(compare, a_paid_payment, staff):
    refund_at_stripe(a_paid_payment, amount=100)
    compare()
    request_refund(a_paid_payment.order_id, "staff", staff)
    with pytest.raises(NotRefundable):
        take_over_refund(only().id, "staff 1")
    assert Refund.select().count() == 1
    assert only().resolved_at is None
