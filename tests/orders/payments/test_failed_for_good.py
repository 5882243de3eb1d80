"""Stripe fails while it makes a page, and says so again to whoever asks under the same key."""

import pytest

from app.orders.integrity import broken_invariants
from app.orders.models import Payment, Refund
from app.orders.payments import gateway
from app.orders.payments.attempts import begin_payment
from app.orders.payments.settlement import settle
from tests.orders.conftest import fresh


def failing_for_good(stripe, calls):
    stripe.fault(api=500, stored=True, next=calls, path="/v1/checkout/sessions", method="POST")


def test_a_failure_that_stripe_keeps_is_left_behind_for_another_attempt_at_once(
    an_order, stripe, shopper
):
    order = an_order()
    failing_for_good(stripe, calls=1)
    url = begin_payment(order)
    failed, opened = order.payments.order_by(Payment.attempt)
    assert (failed.status, failed.session_id) == ("failed", None)
    assert (opened.status, opened.session_url) == ("open", url)
    assert begin_payment(order) == url
    shopper(opened)
    settle(opened.session_id)
    assert fresh(order).status == "paid"


def test_a_page_that_stripe_made_though_it_failed_is_known_and_takes_no_second_payment(
    an_order, stripe, shopper
):
    order = an_order()
    failing_for_good(stripe, calls=1)
    begin_payment(order)
    failed, opened = order.payments.order_by(Payment.attempt)
    sessions = gateway.client().v1.checkout.sessions.list().data
    (unseen,) = [session.id for session in sessions if session.id != opened.session_id]
    settle(unseen)
    assert Payment.get_by_id(failed.id).session_id == unseen
    for payment in order.payments.order_by(Payment.attempt):
        shopper(payment)
        settle(payment.session_id)
    assert fresh(order).status == "paid"
    assert [(each.payment_id, each.reason) for each in Refund.select()] == [
        (opened.id, "late_payment")
    ]
    assert broken_invariants() == []


def test_while_stripe_fails_each_press_is_told_so_and_the_next_one_begins_anew(an_order, stripe):
    order = an_order()
    failing_for_good(stripe, calls=4)
    with pytest.raises(gateway.FailedForGood):
        begin_payment(order)
    assert begin_payment(order)
    statuses = [attempt.status for attempt in order.payments.order_by(Payment.attempt)]
    assert statuses == ["failed", "failed", "open"]
