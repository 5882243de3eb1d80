"""The sweeps: whatever was lost, the rows say what is left to do, and it is done once."""

from datetime import timedelta
from functools import partial

from app.catalog.models import Inventory
from app.db import now
from app.orders import upkeep
from app.orders.holds import cancel, orders_out_of_time
from app.orders.integrity import broken_invariants
from app.orders.models import Order, Payment, PaymentEvent, Refund
from app.orders.payments import gateway
from app.orders.payments.settlement import settle
from app.orders.refunds.requests import request_refund
from tests.at_once import all_at_once
from tests.orders.conftest import event_of, events_of, fresh


def age_payments():
    Payment.update(created_at=now() - timedelta(minutes=2), asked_at=None).execute()


def run_down(order):
    Order.update(hold_expires_at=now()).where(Order.id == order.id).execute()


def test_a_hold_whose_time_is_over_is_let_go_and_its_page_closed(a_session):
    payment = a_session()
    run_down(payment.order)
    upkeep.release_expired()
    assert fresh(payment.order).status == "expired"
    assert Inventory.get().reserved == 0
    assert gateway.find_session(payment.session_id).status == "expired"
    assert broken_invariants() == []


def test_more_holds_than_are_found_at_once_are_let_go_in_one_round(
    an_order, an_edition, monkeypatch
):
    monkeypatch.setattr(upkeep, "orders_out_of_time", partial(orders_out_of_time, limit=2))
    for _ in range(5):
        run_down(an_order(an_edition()))
    upkeep.release_expired()
    assert {order.status for order in Order.select()} == {"expired"}


def test_a_hold_that_was_never_taken_to_stripe_is_let_go(an_order, no_stripe):
    order = an_order()
    run_down(order)
    upkeep.release_expired()
    assert fresh(order).status == "expired"


def test_a_hold_with_time_left_stays(an_order):
    order = an_order()
    upkeep.release_expired()
    assert fresh(order).status == "awaiting_payment"


def test_an_order_paid_in_its_last_second_is_settled_not_let_go(a_session, shopper):
    payment = a_session()
    shopper(payment)
    run_down(payment.order)
    upkeep.release_expired()
    assert fresh(payment.order).status == "paid"
    assert broken_invariants() == []


def test_a_hold_stays_while_stripe_does_not_answer(a_session, stripe):
    payment = a_session()
    run_down(payment.order)
    stripe.fault(api=500, path="/v1/checkout/*")
    upkeep.release_expired()
    assert fresh(payment.order).status == "awaiting_payment"


def test_a_payment_whose_bank_takes_days_is_not_let_go(a_session, shopper):
    payment = a_session()
    shopper(payment, "delay")
    settle(payment.session_id)
    run_down(payment.order)
    upkeep.release_expired()
    assert fresh(payment.order).status == "awaiting_payment"


def test_sweeps_that_run_into_each_other_let_go_once(app, an_order, an_edition):
    for _ in range(5):
        run_down(an_order(an_edition()))
    all_at_once(app, [upkeep.release_expired] * 4)
    assert [order.status for order in Order.select()] == ["expired"] * 5
    assert broken_invariants() == []


def test_a_webhook_that_never_came_is_made_up_for(a_session, shopper):
    payment = a_session()
    shopper(payment)
    upkeep.ask_about_payments()
    assert fresh(payment.order).status == "awaiting_payment", "asked too soon"
    age_payments()
    upkeep.ask_about_payments()
    upkeep.ask_about_payments()
    assert events_of(payment.order) == ["placed", "paid"]


def test_the_page_of_a_cancelled_order_is_closed_though_the_nudge_was_lost(app, a_session):
    payment = a_session()
    cancel(payment.order_id, "buyer")
    app.extensions["redis"].flushdb()
    age_payments()
    upkeep.ask_about_payments()
    assert gateway.find_session(payment.session_id).status == "expired"


def test_an_event_that_no_job_handled_is_handled(app, a_session, shopper, post_webhook):
    payment = a_session()
    shopper(payment)
    post_webhook(event_of(payment))
    app.extensions["redis"].flushdb()
    upkeep.handle_waiting_events()
    assert fresh(payment.order).status == "paid"
    assert PaymentEvent.get().handled_at


def test_a_refund_that_no_job_made_is_made_once(app, a_session, shopper, staff):
    payment = a_session()
    shopper(payment)
    settle(payment.session_id)
    request_refund(payment.order_id, "staff", staff)
    app.extensions["redis"].flushdb()
    all_at_once(app, [upkeep.carry_out_refunds] * 3)
    upkeep.carry_out_refunds()
    assert Refund.get().status == "succeeded"
    assert len(gateway.client().v1.refunds.list().data) == 1


def without_an_answer(stripe, id):
    """Whatever is asked about this one thing, Stripe has no answer."""
    stripe.fault(api=500, path=f"*{id}*")


def test_a_hold_that_cannot_be_let_go_keeps_no_other_from_it(a_session, stripe):
    first, second = a_session(), a_session()
    for payment in (first, second):
        run_down(payment.order)
    without_an_answer(stripe, first.session_id)
    upkeep.release_expired()
    upkeep.release_expired()
    assert [fresh(it.order).status for it in (first, second)] == ["awaiting_payment", "expired"]


def test_a_payment_without_an_answer_keeps_no_other_from_being_asked_about(
    a_session, shopper, stripe
):
    first, second = a_session(), a_session()
    for payment in (first, second):
        shopper(payment)
    age_payments()
    without_an_answer(stripe, first.session_id)
    upkeep.ask_about_payments()
    upkeep.ask_about_payments()
    assert [fresh(it.order).status for it in (first, second)] == ["awaiting_payment", "paid"]


def test_a_refund_without_an_answer_keeps_no_other_from_its_turn(a_paid_order, stripe, staff):
    refunds = [request_refund(a_paid_order(action="delay").id, "staff", staff) for _ in range(2)]
    upkeep.carry_out_refunds()
    first, second = (Refund.get_by_id(refund.id) for refund in refunds)
    without_an_answer(stripe, first.stripe_refund_id)
    stripe.post(f"/_simulator/refunds/{second.stripe_refund_id}/settle")
    upkeep.carry_out_refunds()
    upkeep.carry_out_refunds()
    assert [Refund.get_by_id(it.id).status for it in (first, second)] == ["pending", "succeeded"]
