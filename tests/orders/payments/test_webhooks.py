import time

import pytest

from app.db import db
from app.mail import Email
from app.orders.models import OrderEvent, PaymentEvent, Refund
from app.orders.payments import gateway
from app.orders.payments.events import handle
from app.orders.payments.settlement import settle
from app.orders.refunds.requests import request_refund
from tests.at_once import all_at_once
from tests.orders.conftest import event_of, events_of, fresh, queued


def handle_all():
    for event in PaymentEvent.select().where(PaymentEvent.handled_at.is_null()):
        handle(event.id)


def refund_event(made, type, id="evt_refund"):
    thing = {"id": made.id, "object": "refund", "payment_intent": made.payment_intent}
    return {"id": id, "type": type, "data": {"object": thing}}


def test_a_webhook_is_kept_answered_and_then_handled(a_session, shopper, post_webhook):
    payment = a_session()
    shopper(payment)
    assert post_webhook(event_of(payment)).status_code == 200
    assert fresh(payment.order).status == "awaiting_payment", "the answer waits for nothing"
    assert queued().count("jobs.payments.handle_event") == 1
    handle_all()
    assert fresh(payment.order).status == "paid"


def test_the_same_webhook_again_is_kept_once(a_session, post_webhook):
    payment = a_session()
    assert [post_webhook(event_of(payment)).status_code for _ in range(3)] == [200] * 3
    assert PaymentEvent.select().count() == 1
    assert queued().count("jobs.payments.handle_event") == 1


def test_an_event_handled_twice_at_once_settles_once(app, a_session, shopper, post_webhook):
    payment = a_session()
    shopper(payment)
    post_webhook(event_of(payment))
    event = PaymentEvent.get()
    all_at_once(app, [lambda: handle(event.id)] * 4)
    assert events_of(payment.order) == ["placed", "paid"]
    assert Email.select().count() == 1


def test_events_in_the_wrong_order_do_no_harm(a_session, shopper, post_webhook):
    payment = a_session()
    shopper(payment, "delay")
    shopper(payment, "settle")
    for type in ("async_payment_succeeded", "completed", "expired"):
        post_webhook(event_of(payment, f"checkout.session.{type}", id=f"evt_{type}"))
    handle_all()
    assert events_of(payment.order) == ["placed", "paid"]


def test_a_forged_event_says_what_stripe_does_not(a_session, post_webhook):
    payment = a_session()
    post_webhook(event_of(payment))
    handle_all()
    assert fresh(payment.order).status == "awaiting_payment"


@pytest.mark.parametrize("seconds", [-310, 330, -86400, 10**9])
def test_a_signature_from_another_time_is_refused(a_session, post_webhook, seconds):
    moment = int(time.time()) + seconds
    assert post_webhook(event_of(a_session()), moment=moment).status_code == 400
    assert PaymentEvent.select().count() == 0


@pytest.mark.parametrize("seconds", [-290, 290])
def test_clocks_may_differ_by_a_few_minutes(a_session, post_webhook, seconds):
    moment = int(time.time()) + seconds
    assert post_webhook(event_of(a_session()), moment=moment).status_code == 200


@pytest.mark.parametrize("header", ["", "t=1", "v1=ab", "t=x,v1=y", "t=99999999999999,v1=", "…"])
def test_a_webhook_without_a_good_signature_is_refused(client, header):
    response = client.post("/webhooks/stripe", data=b"{}", headers={"Stripe-Signature": header})
    assert response.status_code == 400
    assert PaymentEvent.select().count() == 0


def test_another_secret_is_refused(a_session, post_webhook):
    assert post_webhook(event_of(a_session()), secret="whsec_other").status_code == 400


@pytest.mark.parametrize("body", ["", "[]", "null", "{}", '{"id": 1}', "x", "\ud7ff"])
def test_a_body_that_is_no_event_is_refused(post_webhook, body):
    assert post_webhook(None, body=body or " ").status_code == 400


def test_bytes_that_are_no_text_are_refused(client):
    response = client.post("/webhooks/stripe", data=b"\xff", headers={"Stripe-Signature": "t=1"})
    assert response.status_code == 400


def test_a_type_we_do_not_know_is_kept_and_done_with(post_webhook):
    event = {"id": "evt_9", "type": "customer.created", "data": {"object": {"id": "cus_1"}}}
    assert post_webhook(event).status_code == 200
    handle_all()
    assert PaymentEvent.get().handled_at


def test_an_event_that_cannot_be_kept_is_not_taken(a_session, post_webhook):
    payment = a_session()
    db.execute_sql("alter table sales.payment_events rename to elsewhere")
    try:
        assert post_webhook(event_of(payment)).status_code >= 500
    finally:
        db.execute_sql("alter table sales.elsewhere rename to payment_events")


def test_an_event_that_fails_says_why_and_waits_for_the_next_try(a_session, stripe, post_webhook):
    payment = a_session()
    post_webhook(event_of(payment))
    stripe.fault(api=500, next=2, path="/v1/checkout/*")
    with pytest.raises(gateway.Unreachable):
        handle(PaymentEvent.get().id)
    event = PaymentEvent.get()
    assert (event.attempts, event.handled_at) == (1, None)
    assert event.last_error.startswith("Unreachable")


@pytest.fixture
def a_paid_payment(a_session, shopper):
    payment = a_session()
    shopper(payment)
    settle(payment.session_id)
    return type(payment).get()


def test_a_refund_made_at_stripe_itself_is_shown_to_staff(a_paid_payment, post_webhook):
    intent = a_paid_payment.payment_intent_id
    made = gateway.client().v1.refunds.create({"payment_intent": intent, "amount": 100})
    for type in ("refund.created", "refund.updated"):
        post_webhook(refund_event(made, type, id=type))
    handle_all()
    assert events_of(a_paid_payment.order)[-1] == "refunded_elsewhere"
    told = a_paid_payment.order.events.order_by(OrderEvent.id.desc()).get()
    assert told.note == f"£1.00 at Stripe, not from here; see {made.id}"
    assert fresh(a_paid_payment.order).status == "paid"


def test_a_refund_of_ours_is_known_though_its_answer_was_lost(a_paid_payment, post_webhook, staff):
    refund = request_refund(a_paid_payment.order_id, "staff", staff)
    made = gateway.client().v1.refunds.create(
        {
            "payment_intent": a_paid_payment.payment_intent_id,
            "metadata": {"refund": str(refund.id)},
        }
    )
    post_webhook(refund_event(made, "refund.created"))
    handle_all()
    assert Refund.get().stripe_refund_id == made.id
    assert fresh(a_paid_payment.order).status == "refunded"
