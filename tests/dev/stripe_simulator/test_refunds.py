import pytest
import stripe


def test_refunds_add_up_on_the_charge_until_nothing_is_left(client, a_payment):
    intent = a_payment().payment_intent
    part = client.v1.refunds.create({"payment_intent": intent, "amount": 250})
    rest = client.v1.refunds.create({"charge": part.charge, "reason": "requested_by_customer"})
    charge = client.v1.charges.retrieve(part.charge, {"expand": ["refunds"]})
    assert (part.status, rest.amount) == ("succeeded", 1000)
    assert (charge.amount_refunded, charge.refunded) == (1250, True)
    assert [refund.id for refund in charge.refunds.data] == [rest.id, part.id]


def test_more_than_what_is_left_is_refused(client, a_payment):
    intent = a_payment().payment_intent
    client.v1.refunds.create({"payment_intent": intent, "amount": 1000})
    with pytest.raises(stripe.InvalidRequestError, match="greater than unrefunded amount") as over:
        client.v1.refunds.create({"payment_intent": intent, "amount": 251})
    assert over.value.param == "amount"
    assert client.v1.refunds.list({"payment_intent": intent}).data[0].amount == 1000


def test_a_charge_refunded_whole_is_not_refunded_again(client, a_payment):
    intent = a_payment().payment_intent
    client.v1.refunds.create({"payment_intent": intent})
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        client.v1.refunds.create({"payment_intent": intent})
    assert refusal.value.code == "charge_already_refunded"


@pytest.mark.parametrize("action", ["decline", "challenge", "delay"])
def test_an_unpaid_intent_is_not_refunded(client, a_payment, action):
    with pytest.raises(stripe.InvalidRequestError, match="successful charge"):
        client.v1.refunds.create({"payment_intent": a_payment(action).payment_intent})


@pytest.mark.parametrize(
    ("params", "param"),
    [
        ({}, "payment_intent"),
        ({"payment_intent": "pi_1", "amount": 0}, "amount"),
        ({"payment_intent": "pi_1", "reason": "whim"}, "reason"),
        ({"payment_intent": "pi_1", "sum": 5}, "sum"),
        ({"payment_intent": "pi_1"}, "payment_intent"),
        ({"charge": "ch_1"}, "charge"),
    ],
)
def test_a_refund_that_names_nothing_right_is_refused(client, params, param):
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        client.v1.refunds.create(params)
    assert refusal.value.param == param


def test_a_failed_refund_gives_the_money_back_to_the_shop(client, simulator, inbox, a_payment):
    refund = client.v1.refunds.create({"payment_intent": a_payment().payment_intent})
    simulator.post(f"/_simulator/refunds/{refund.id}/fail")
    failed = inbox.until("refund.failed").data
    assert failed.previous_attributes["status"] == "succeeded"
    assert client.v1.refunds.retrieve(refund.id).failure_reason == "expired_or_canceled_card"
    assert client.v1.charges.retrieve(refund.charge).amount_refunded == 0


def test_a_refund_of_a_bank_debit_is_pending_first(client, simulator, inbox, a_payment):
    session = a_payment("delay")
    simulator.act(session, "settle")
    refund = client.v1.refunds.create({"payment_intent": session.payment_intent})
    assert refund.status == "pending"
    simulator.post(f"/_simulator/refunds/{refund.id}/settle")
    assert inbox.until("refund.updated").data.object.status == "succeeded"


def test_a_disputed_charge_is_not_refunded(client, simulator, inbox, a_payment):
    intent = client.v1.payment_intents.retrieve(a_payment().payment_intent)
    dispute = simulator.post(f"/_simulator/charges/{intent.latest_charge}/dispute")
    assert inbox.until("charge.dispute.created").data.object.payment_intent == intent.id
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        client.v1.refunds.create({"payment_intent": intent.id})
    assert refusal.value.code == "charge_disputed"
    simulator.post(f"/_simulator/disputes/{dispute['id']}/lost")
    assert client.v1.disputes.retrieve(dispute["id"]).status == "lost"
