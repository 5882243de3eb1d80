from urllib.error import HTTPError

import pytest
import stripe

from tests.dev.stripe_simulator.conftest import Simulator, in_minutes, line


def test_a_session_adds_up_its_lines_and_waits_to_be_paid(a_session):
    session = a_session(line_items=[line(999, 2), line(350, name="Delivery")])
    assert (session.amount_subtotal, session.amount_total, session.currency) == (2348, 2348, "gbp")
    assert (session.status, session.payment_status) == ("open", "unpaid")
    assert session.total_details.amount_shipping == 0
    assert session.payment_intent is None
    assert session.url.endswith(f"/pay/{session.id}")


def test_a_session_keeps_what_the_shop_tied_to_it(client, a_session):
    made = a_session(metadata={"order": "7"}, customer_email="ann@example.org")
    session = client.v1.checkout.sessions.retrieve(made.id)
    assert session.client_reference_id == "A1"
    assert session.metadata["order"] == "7"
    assert session.customer_email == "ann@example.org"
    assert session.success_url.endswith("{CHECKOUT_SESSION_ID}")


def test_a_shipping_option_is_added_to_the_total(a_session):
    rate = {
        "display_name": "Post",
        "type": "fixed_amount",
        "fixed_amount": {"amount": 350, "currency": "gbp"},
    }
    session = a_session(shipping_options=[{"shipping_rate_data": rate}])
    assert session.amount_total == session.amount_subtotal + 350
    assert session.shipping_cost.amount_total == 350


def test_lines_come_with_the_session_only_when_asked_for(client, a_session):
    made = a_session(line_items=[line(999, 2, "Fledgling")])
    assert not hasattr(client.v1.checkout.sessions.retrieve(made.id), "line_items")
    session = client.v1.checkout.sessions.retrieve(made.id, {"expand": ["line_items"]})
    (shown,) = session.line_items.data
    assert (shown.description, shown.quantity, shown.amount_total) == ("Fledgling", 2, 1998)
    assert client.v1.checkout.sessions.line_items.list(made.id).data[0].id == shown.id


def test_paying_completes_the_session_with_an_intent_and_a_charge(client, a_payment):
    made = a_payment(payment_intent_data={"metadata": {"order": "7"}})
    expand = {"expand": ["payment_intent.latest_charge"]}
    session = client.v1.checkout.sessions.retrieve(made.id, expand)
    intent = session.payment_intent
    assert (session.status, session.payment_status, session.url) == ("complete", "paid", None)
    assert (intent.status, intent.amount_received) == ("succeeded", 1250)
    assert intent.metadata["order"] == "7"
    assert intent.latest_charge.paid
    assert session.customer_details.email == "shopper@example.com"


def test_a_declined_card_leaves_the_session_open_with_its_reason(client, simulator, a_payment):
    session = a_payment("decline")
    intent = client.v1.payment_intents.retrieve(session.payment_intent)
    assert (session.status, session.payment_status) == ("open", "unpaid")
    assert intent.last_payment_error.code == "card_declined"
    simulator.act(session, "pay")
    assert client.v1.payment_intents.retrieve(intent.id).status == "succeeded"


def test_3_d_secure_asks_first_and_can_fail_or_succeed(client, simulator, a_payment):
    session = a_payment("challenge")
    assert _intent(client, session).status == "requires_action"
    simulator.act(session, "reject")
    code = _intent(client, session).last_payment_error.code
    assert code == "payment_intent_authentication_failure"
    simulator.act(session, "challenge")
    simulator.act(session, "authenticate")
    assert _intent(client, session).status == "succeeded"


@pytest.mark.parametrize(
    ("ending", "payment_status", "intent_status"),
    [("settle", "paid", "succeeded"), ("fail", "unpaid", "requires_payment_method")],
)
def test_a_bank_debit_completes_unpaid_and_ends_later(
    client, simulator, a_payment, ending, payment_status, intent_status
):
    session = a_payment("delay")
    assert (session.status, session.payment_status) == ("complete", "unpaid")
    assert _intent(client, session).status == "processing"
    simulator.act(session, ending)
    session = client.v1.checkout.sessions.retrieve(session.id)
    assert (session.status, session.payment_status) == ("complete", payment_status)
    assert _intent(client, session).status == intent_status


def test_only_the_ways_to_pay_that_were_allowed_are_offered(simulator, a_session):
    session = a_session(allowed_payment_method_types=["bacs_debit"])
    with pytest.raises(HTTPError):
        simulator.act(session, "pay")
    assert simulator.act(session, "delay")["session"]["status"] == "complete"


def test_nothing_to_pay_completes_without_an_intent(a_payment):
    session = a_payment(line_items=[line(0)])
    assert (session.status, session.payment_status) == ("complete", "no_payment_required")
    assert session.payment_intent is None


def test_expiring_closes_an_open_session_and_its_intent(client, a_payment):
    session = a_payment("decline")
    expired = client.v1.checkout.sessions.expire(session.id)
    assert (expired.status, expired.url) == ("expired", None)
    assert _intent(client, session).status == "canceled"


@pytest.mark.parametrize("action", ["pay", "delay"])
def test_a_complete_session_cannot_be_expired(client, a_payment, action):
    session = a_payment(action)
    with pytest.raises(stripe.InvalidRequestError, match="can be expired"):
        client.v1.checkout.sessions.expire(session.id)


def test_a_session_expires_by_itself_and_says_so(client, simulator, inbox, a_session):
    session = a_session(expires_at=in_minutes(31))
    simulator.act(session, "lapse")
    assert inbox.until("checkout.session.expired").data.object.id == session.id
    assert client.v1.checkout.sessions.retrieve(session.id).status == "expired"


def test_lists_are_newest_first_filtered_and_cut_into_pages(client, a_session, a_payment):
    first, paid, last = a_session(), a_payment(), a_session()
    found = client.v1.checkout.sessions.list({"limit": 2})
    assert [session.id for session in found.data] == [last.id, paid.id]
    assert found.has_more
    assert [session.id for session in found.auto_paging_iter()] == [last.id, paid.id, first.id]
    by_intent = client.v1.checkout.sessions.list({"payment_intent": paid.payment_intent})
    assert [session.id for session in by_intent.data] == [paid.id]
    complete = client.v1.checkout.sessions.list({"status": "complete", "created": {"gte": 1}})
    assert [session.id for session in complete.data] == [paid.id]


def test_a_restart_keeps_sessions_and_answers(tmp_path, running_inbox):
    state, options = tmp_path / "state.sqlite3", {"idempotency_key": "order-1"}
    before = Simulator(state, running_inbox.url)
    made = before.client().v1.checkout.sessions.create(a_small_order(), options)
    before.stop()
    after = Simulator(state, running_inbox.url)
    again = after.client().v1.checkout.sessions.create(a_small_order(), options)
    found = after.client().v1.checkout.sessions.retrieve(made.id)
    after.stop()
    assert again.id == found.id == made.id


def a_small_order():
    return {"mode": "payment", "success_url": "http://127.0.0.1/done", "line_items": [line()]}


def _intent(client, session):
    return client.v1.payment_intents.retrieve(session.payment_intent)
