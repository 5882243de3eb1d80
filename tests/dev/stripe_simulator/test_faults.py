import time
from urllib.error import HTTPError

import pytest
import stripe

from tests.dev.stripe_simulator.conftest import order
from tests.dev.stripe_simulator.test_webhooks import PAID

KEYED = {"idempotency_key": "order-1-attempt-1"}


def test_a_lost_webhook_never_comes_but_its_event_is_listed(client, simulator, inbox, a_payment):
    simulator.fault(webhook="lost", type="checkout.session.completed", next=1)
    a_payment()
    assert inbox.types(3) == PAID[:3]
    assert client.v1.events.list({"limit": 1}).data[0].type == "checkout.session.completed"
    assert simulator.deliveries()[-1]["state"] == "lost"


def test_a_webhook_that_comes_twice_is_the_same_event(simulator, inbox, a_payment):
    simulator.fault(webhook="twice", type="checkout.session.completed")
    a_payment()
    events = inbox.events(5)
    assert [event.type for event in events] == [*PAID, PAID[-1]]
    assert events[-1].id == events[-2].id


def test_a_late_webhook_comes_after_its_seconds(simulator, inbox, a_payment):
    simulator.fault(webhook="late", seconds=1, type="charge.succeeded")
    started = time.monotonic()
    a_payment()
    assert inbox.types(4)[-1] == "charge.succeeded"
    assert time.monotonic() - started >= 1


def test_reversed_webhooks_come_last_first(simulator, inbox, a_payment):
    simulator.fault(webhook="reversed", seconds=0.5)
    a_payment()
    assert inbox.types(4) == PAID[::-1]


@pytest.mark.parametrize(
    ("status", "error"), [(500, stripe.APIError), (429, stripe.RateLimitError)]
)
def test_a_failing_call_did_its_work_all_the_same(client, simulator, status, error):
    simulator.fault(api=status, next=1, work="done")
    with pytest.raises(error):
        client.v1.checkout.sessions.create(order(), KEYED)
    (made,) = client.v1.checkout.sessions.list().data
    assert client.v1.checkout.sessions.create(order(), KEYED).id == made.id


def test_a_call_that_is_too_many_did_no_work(client, simulator):
    simulator.fault(api=429, next=1)
    with pytest.raises(stripe.RateLimitError):
        client.v1.checkout.sessions.create(order(), KEYED)
    assert client.v1.checkout.sessions.list().data == []


def test_a_failure_of_stripe_itself_is_kept_under_its_key(client, simulator):
    simulator.fault(api=500, next=1, stored=True)
    for _ in range(2):
        with pytest.raises(stripe.APIError) as failure:
            client.v1.checkout.sessions.create(order(), KEYED)
    assert failure.value.headers["Idempotent-Replayed"] == "true"
    assert len(client.v1.checkout.sessions.list().data) == 1


def test_a_call_that_times_out_did_its_work(client, simulator):
    simulator.fault(api="timeout", next=1)
    with pytest.raises(stripe.APIConnectionError):
        simulator.client(timeout=0.5).v1.checkout.sessions.create(order(), KEYED)
    again = client.v1.checkout.sessions.create(order(), KEYED)
    assert again.last_response.headers["Idempotent-Replayed"] == "true"
    assert len(client.v1.checkout.sessions.list().data) == 1


def test_a_fault_strikes_its_path_only_and_as_often_as_told(client, simulator):
    simulator.fault(api=500, path="/v1/refunds*", next=2)
    assert client.v1.charges.list().data == []
    for _ in range(2):
        with pytest.raises(stripe.APIError):
            client.v1.refunds.list()
    assert client.v1.refunds.list().data == []


def test_the_sdk_gets_over_a_short_failure_by_itself(simulator):
    simulator.fault(api=500, next=1)
    patient = stripe.StripeClient(
        "sk_test_x", base_addresses={"api": simulator.address}, max_network_retries=2
    )
    session = patient.v1.checkout.sessions.create(order())
    assert [each.id for each in patient.v1.checkout.sessions.list().data] == [session.id]


@pytest.mark.parametrize(
    "nonsense",
    [
        {"api": 502},
        {"api": "slow", "work": "skipped"},
        {"api": 429, "stored": True},
        {"api": 500, "work": "skipped", "stored": True},
        {"webhook": "eaten"},
    ],
)
def test_a_fault_that_makes_no_sense_is_refused(simulator, nonsense):
    with pytest.raises(HTTPError) as refusal:
        simulator.fault(**nonsense)
    assert refusal.value.code == 400
