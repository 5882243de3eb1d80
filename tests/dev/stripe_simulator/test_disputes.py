import time
from urllib.error import HTTPError

import pytest


@pytest.fixture
def a_dispute(simulator, a_payment, client):
    def make():
        intent = client.v1.payment_intents.retrieve(a_payment().payment_intent)
        return simulator.post(f"/_simulator/charges/{intent.latest_charge}/dispute")["id"]

    return make


def test_an_answered_dispute_is_with_the_bank_until_one_side_wins(
    simulator, client, inbox, a_dispute
):
    id = a_dispute()
    simulator.post(f"/_simulator/disputes/{id}/answered")
    assert inbox.until("charge.dispute.updated").data.previous_attributes.status == "needs_response"
    told = client.v1.disputes.retrieve(id)
    assert (told.status, told.evidence_details.has_evidence) == ("under_review", True)
    simulator.post(f"/_simulator/disputes/{id}/won")
    assert inbox.until("charge.dispute.closed").data.object.status == "won"


@pytest.mark.parametrize("ending", ["won", "lost"])
def test_what_is_decided_cannot_be_answered_any_more(simulator, a_dispute, ending):
    id = a_dispute()
    simulator.post(f"/_simulator/disputes/{id}/{ending}")
    with pytest.raises(HTTPError, match="400"):
        simulator.post(f"/_simulator/disputes/{id}/answered")


def test_disputes_are_listed_a_page_at_a_time_with_what_is_expanded(client, a_dispute):
    ids = [a_dispute() for _ in range(3)]
    params = {"limit": 2, "expand": ["data.payment_intent"], "created": {"gte": 1}}
    page = client.v1.disputes.list(params)
    assert [told.id for told in page.data] == [ids[2], ids[1]]
    assert page.data[0].payment_intent.object == "payment_intent"
    rest = client.v1.disputes.list({**params, "starting_after": page.data[-1].id})
    assert ([told.id for told in rest.data], rest.has_more) == ([ids[0]], False)


@pytest.mark.parametrize("api", ["sessions", "charges", "refunds", "disputes"])
def test_a_list_holds_what_was_made_in_the_time_that_is_asked_for(client, a_payment, api):
    a_payment()
    lists = client.v1.checkout if api == "sessions" else client.v1
    later = {"created": {"gte": int(time.time()) + 60}}
    assert getattr(lists, api).list(later).data == []
