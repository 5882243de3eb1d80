from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait

import pytest
import stripe

from tests.dev.stripe_simulator.conftest import in_minutes, line, order

KEYED = {"idempotency_key": "order-1-attempt-1"}


def test_the_same_key_and_parameters_get_the_same_answer_again(client):
    first = client.v1.checkout.sessions.create(order(), KEYED)
    again = client.v1.checkout.sessions.create(order(), KEYED)
    assert again.id == first.id
    assert "Idempotent-Replayed" not in first.last_response.headers
    assert again.last_response.headers["Idempotent-Replayed"] == "true"
    assert again.last_response.headers["Original-Request"] == first.last_response.request_id
    assert len(client.v1.checkout.sessions.list().data) == 1


def test_the_same_key_with_other_parameters_is_an_error(client):
    client.v1.checkout.sessions.create(order(), KEYED)
    with pytest.raises(stripe.IdempotencyError, match="same parameters"):
        client.v1.checkout.sessions.create(order(line_items=[line(999)]), KEYED)


def test_the_same_key_for_another_endpoint_is_an_error(client, a_payment):
    client.v1.checkout.sessions.create(order(), KEYED)
    with pytest.raises(stripe.IdempotencyError, match="endpoint"):
        client.v1.refunds.create({"payment_intent": a_payment().payment_intent}, KEYED)


def test_a_key_that_is_still_busy_is_a_conflict(simulator, client):
    simulator.fault(api="slow", seconds=60, next=1)
    with ThreadPoolExecutor() as pool:
        first = pool.submit(client.v1.checkout.sessions.create, order(), KEYED)
        second = pool.submit(client.v1.checkout.sessions.create, order(), KEYED)
        refused = _whichever_fails_first(first, second)
        simulator.post("/_simulator/faults", method="DELETE")
    assert refused.http_status == 409
    assert refused.json_body["error"]["code"] == "idempotency_key_in_use"
    assert len(client.v1.checkout.sessions.list().data) == 1


def _whichever_fails_first(*calls):
    done, _ = wait(calls, return_when=FIRST_COMPLETED, timeout=10)
    return done.pop().exception()


def test_parameters_that_were_refused_do_not_spend_the_key(client):
    with pytest.raises(stripe.InvalidRequestError):
        client.v1.checkout.sessions.create(order(expires_at=in_minutes(5)), KEYED)
    assert client.v1.checkout.sessions.create(order(), KEYED).status == "open"


def test_a_refusal_that_came_from_the_state_is_kept_under_its_key(client, a_session):
    expire = client.v1.checkout.sessions.expire
    session = a_session()
    expire(session.id)
    for _ in range(2):
        with pytest.raises(stripe.InvalidRequestError) as refusal:
            expire(session.id, {}, KEYED)
    assert refusal.value.headers["Idempotent-Replayed"] == "true"


def test_a_refund_asked_for_twice_is_made_once(client, a_payment):
    wanted = {"payment_intent": a_payment().payment_intent, "amount": 500}
    first = client.v1.refunds.create(wanted, {"idempotency_key": "refund-1"})
    again = client.v1.refunds.create(wanted, {"idempotency_key": "refund-1"})
    assert again.id == first.id
    assert client.v1.charges.retrieve(first.charge).amount_refunded == 500
