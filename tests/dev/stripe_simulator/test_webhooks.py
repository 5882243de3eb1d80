import stripe

from tests.dev.stripe_simulator.conftest import SECRET

PAID = [
    "payment_intent.created",
    "charge.succeeded",
    "payment_intent.succeeded",
    "checkout.session.completed",
]


def test_paying_tells_the_shop_in_signed_events(inbox, a_payment):
    session = a_payment()
    events = inbox.events(4)
    assert [event.type for event in events] == PAID
    assert events[-1].data.object.id == session.id
    assert events[-1].data.object.payment_status == "paid"
    assert events[-1].api_version == stripe.api_version


def test_a_signature_made_with_another_secret_does_not_pass(inbox, a_payment):
    a_payment()
    body, signature = inbox.arrived.get(timeout=10)
    assert stripe.WebhookSignature.verify_header(body, signature, SECRET, 300)
    try:
        stripe.WebhookSignature.verify_header(body, signature, "whsec_other", 300)
    except stripe.SignatureVerificationError:
        return
    raise AssertionError("another secret was accepted")


def test_a_declined_card_is_told(inbox, a_payment):
    a_payment("decline")
    failed = inbox.until("payment_intent.payment_failed").data.object
    assert failed.last_payment_error.decline_code == "generic_decline"


def test_a_bank_debit_is_told_twice_when_made_and_when_paid(simulator, inbox, a_payment):
    session = a_payment("delay")
    assert inbox.until("checkout.session.completed").data.object.payment_status == "unpaid"
    simulator.act(session, "settle")
    later = inbox.until("checkout.session.async_payment_succeeded").data.object
    assert (later.id, later.payment_status) == (session.id, "paid")


def test_a_bank_debit_that_fails_is_told(simulator, inbox, a_payment):
    simulator.act(a_payment("delay"), "fail")
    later = inbox.until("checkout.session.async_payment_failed").data.object
    assert later.payment_status == "unpaid"


def test_a_refund_tells_the_step_and_the_sum(client, inbox, a_payment):
    intent = a_payment().payment_intent
    client.v1.refunds.create({"payment_intent": intent, "amount": 250})
    client.v1.refunds.create({"payment_intent": intent, "amount": 300}, {"idempotency_key": "two"})
    first, second = inbox.until("charge.refunded"), inbox.until("charge.refunded")
    assert first.data.previous_attributes["amount_refunded"] == 0
    assert second.data.previous_attributes["amount_refunded"] == 250
    assert second.data.object.amount_refunded == 550
    assert second.request.idempotency_key == "two"


def test_an_event_that_was_not_taken_comes_again(client, simulator, inbox, a_payment):
    inbox.answers.put(500)
    a_payment()
    events = inbox.events(5)
    ids = [event.id for event in events]
    assert ids.count(ids[0]) == 2
    assert {each["state"] for each in simulator.deliveries()} == {"delivered"}
    assert client.v1.events.retrieve(ids[0]).pending_webhooks == 0


def test_an_event_nobody_takes_is_given_up_and_can_be_sent_again(simulator, inbox, a_payment):
    simulator.fault(webhook="lost")
    a_payment()
    simulator.post("/_simulator/faults", method="DELETE")
    event = simulator.deliveries()[-1]["event"]
    for _ in range(3):
        inbox.answers.put(503)
    simulator.post(f"/_simulator/events/{event}/resend")
    assert {inbox.next().id for _ in range(3)} == {event}
    simulator.post(f"/_simulator/events/{event}/resend")
    assert inbox.next().id == event
    assert [each["state"] for each in simulator.deliveries()][-2] == "failed"


def test_events_are_listed_by_type(client, inbox, a_payment):
    a_payment()
    inbox.events(4)
    listed = client.v1.events.list({"type": "checkout.session.*"})
    assert [event.type for event in listed.data] == ["checkout.session.completed"]
    assert client.v1.events.list({"types": PAID[:2]}).data[0].type == "charge.succeeded"
