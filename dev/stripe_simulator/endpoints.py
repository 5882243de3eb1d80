"""What the API offers: each address with the SDK's type of its parameters and what it does."""

from collections.abc import Callable
from dataclasses import dataclass

from stripe.params import (
    ChargeListParams,
    ChargeRetrieveParams,
    DisputeListParams,
    DisputeRetrieveParams,
    EventListParams,
    EventRetrieveParams,
    PaymentIntentListParams,
    PaymentIntentRetrieveParams,
    RefundCreateParams,
    RefundListParams,
    RefundRetrieveParams,
)
from stripe.params.checkout import (
    SessionCreateParams,
    SessionExpireParams,
    SessionLineItemListParams,
    SessionListParams,
    SessionRetrieveParams,
)

from dev.stripe_simulator import lists, refunds, rules, sessions
from dev.stripe_simulator.lines import line_items
from dev.stripe_simulator.metadata import check_metadata
from dev.stripe_simulator.simulation import public


@dataclass
class Endpoint:
    method: str
    path: str
    params: type
    act: Callable  # (simulation, params, **ids of the path) -> the answer's body
    rules: Callable = lambda params: None  # what can be refused from the parameters alone


def _retrieve(kind):
    return lambda simulation, params, id: public(simulation.find(kind, id))


def _list(kind, path):
    return lambda simulation, params: lists.page(simulation.store.all(kind), params, path)


def _create_session(simulation, params):
    return sessions.create(simulation, params)


def _expire_session(simulation, params, id):
    return sessions.expire_by_request(simulation, id)


def _session_lines(simulation, params, id):
    session = simulation.find("checkout.session", id)
    url = f"/v1/checkout/sessions/{id}/line_items"
    return lists.page(line_items(session), params, url)


def _create_refund(simulation, params):
    return refunds.create(simulation, params)


def _check_refund(params):
    refunds.check(params)
    check_metadata(params.get("metadata"), "metadata")


def _readable(kind, path, list_params, retrieve_params):
    return [
        Endpoint("GET", path, list_params, _list(kind, path)),
        Endpoint("GET", f"{path}/<id>", retrieve_params, _retrieve(kind)),
    ]


SESSIONS = "/v1/checkout/sessions"
ENDPOINTS = [
    Endpoint("POST", SESSIONS, SessionCreateParams, _create_session, rules.check_session),
    Endpoint("POST", f"{SESSIONS}/<id>/expire", SessionExpireParams, _expire_session),
    Endpoint("GET", f"{SESSIONS}/<id>/line_items", SessionLineItemListParams, _session_lines),
    Endpoint("POST", "/v1/refunds", RefundCreateParams, _create_refund, _check_refund),
    *_readable("checkout.session", SESSIONS, SessionListParams, SessionRetrieveParams),
    *_readable(
        "payment_intent",
        "/v1/payment_intents",
        PaymentIntentListParams,
        PaymentIntentRetrieveParams,
    ),
    *_readable("charge", "/v1/charges", ChargeListParams, ChargeRetrieveParams),
    *_readable("refund", "/v1/refunds", RefundListParams, RefundRetrieveParams),
    *_readable("dispute", "/v1/disputes", DisputeListParams, DisputeRetrieveParams),
    *_readable("event", "/v1/events", EventListParams, EventRetrieveParams),
]
