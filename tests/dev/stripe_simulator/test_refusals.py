import urllib.error
import urllib.request

import pytest
import stripe

from tests.dev.stripe_simulator.conftest import in_minutes, line, order

MANY = {f"key {number}": "" for number in range(51)}


@pytest.mark.parametrize(
    ("changes", "param", "code"),
    [
        ({"payment_method_types": ["card"]}, "payment_method_types", "parameter_unknown"),
        ({"colour": "red"}, "colour", "parameter_unknown"),
        (
            {"line_items": [{**line(), "colour": "red"}]},
            "line_items[0][colour]",
            "parameter_unknown",
        ),
        ({"ui_mode": "hosted"}, "ui_mode", None),
        ({"ui_mode": "embedded"}, "ui_mode", None),
        ({"ui_mode": "custom"}, "ui_mode", None),
        ({"mode": "gift"}, "mode", None),
        ({"locale": "tlh"}, "locale", None),
        ({"success_url": None}, "success_url", "parameter_missing"),
        ({"success_url": "orders/1"}, "success_url", "url_invalid"),
        ({"cancel_url": ""}, "cancel_url", "parameter_invalid_empty"),
        ({"line_items": None}, "line_items", "parameter_missing"),
        ({"expires_at": "soon"}, "expires_at", "parameter_invalid_integer"),
        ({"customer_email": "ann"}, "customer_email", "email_invalid"),
        ({"client_reference_id": "x" * 201}, "client_reference_id", None),
        ({"metadata": MANY}, "metadata", None),
        ({"metadata": {"k" * 41: "v"}}, "metadata", None),
        ({"metadata": {"k": "v" * 501}}, "metadata[k]", None),
        ({"customer": "cus_1"}, "customer", "resource_missing"),
        ({"line_items": "Kindred"}, "line_items", None),
        ({"line_items": [line(quantity=0)]}, "line_items[0][quantity]", None),
        ({"line_items": [line(-1)]}, "line_items[0][price_data][unit_amount]", None),
        ({"line_items": [line(9.5)]}, "line_items[0][price_data][unit_amount]", None),
        ({"line_items": [line(currency="pounds")]}, "line_items[0][price_data][currency]", None),
        ({"line_items": [line(), line(currency="eur")]}, "line_items", None),
        ({"line_items": [line(29)]}, None, "amount_too_small"),
        ({"line_items": [line(49, currency="usd")]}, None, "amount_too_small"),
    ],
)
def test_a_session_that_stripe_would_refuse_is_refused(client, changes, param, code):
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        client.v1.checkout.sessions.create(order(**changes))
    assert refusal.value.http_status in (400, 404)
    assert refusal.value.param == param
    if code:
        assert refusal.value.code == code


@pytest.mark.parametrize("minutes", [-1, 29, 24 * 60 + 2])
def test_a_session_lives_from_half_an_hour_to_a_day(client, minutes):
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        client.v1.checkout.sessions.create(order(expires_at=in_minutes(minutes)))
    assert refusal.value.param == "expires_at"


@pytest.mark.parametrize(
    "changes",
    [
        {"ui_mode": "elements"},
        {"mode": "subscription"},
        {"automatic_tax": {"enabled": True}},
        {"discounts": [{"coupon": "SPRING"}]},
        {"payment_intent_data": {"capture_method": "manual"}},
    ],
)
def test_what_is_not_simulated_is_refused_and_not_pretended(client, changes):
    with pytest.raises(stripe.InvalidRequestError, match="does not simulate"):
        client.v1.checkout.sessions.create(order(**changes))


@pytest.mark.parametrize(
    ("currency", "least"), [("gbp", 30), ("usd", 50), ("eur", 50), ("jpy", 50)]
)
def test_the_smallest_amount_of_each_currency_is_taken(a_session, currency, least):
    assert a_session(line_items=[line(least, currency=currency)]).amount_total == least


def test_refused_parameters_leave_nothing_behind(client):
    with pytest.raises(stripe.InvalidRequestError, match="cannot be expanded"):
        client.v1.checkout.sessions.create(order(expand=["currency"]))
    assert client.v1.checkout.sessions.list().data == []


def test_a_page_of_a_list_has_one_beginning(client, a_session):
    cursors = {"starting_after": a_session().id, "ending_before": a_session().id}
    with pytest.raises(stripe.InvalidRequestError, match="only provide one"):
        client.v1.checkout.sessions.list(cursors)


@pytest.mark.parametrize("key", ["sk_live_real", "pk_test_public", "whatever"])
def test_only_test_keys_are_let_in(simulator, key):
    with pytest.raises(stripe.AuthenticationError):
        simulator.client(key).v1.checkout.sessions.list()


def test_no_key_at_all_is_refused(simulator):
    with pytest.raises(urllib.error.HTTPError) as refusal:
        urllib.request.urlopen(f"{simulator.address}/v1/charges")
    assert refusal.value.code == 401


def test_what_does_not_exist_is_missing(client):
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        client.v1.payment_intents.retrieve("pi_none")
    assert (refusal.value.http_status, refusal.value.code) == (404, "resource_missing")


def test_an_address_that_is_not_simulated_says_so(client):
    with pytest.raises(stripe.InvalidRequestError, match="Unrecognized request URL"):
        client.v1.customers.list()


def test_answers_name_their_request_and_version(client):
    response = client.v1.charges.list().last_response
    assert response.request_id.startswith("req_")
    assert response.headers["Stripe-Version"] == stripe.api_version


@pytest.mark.parametrize(
    ("header", "value", "status"),
    [("Host", "shop.example", 400), ("Sec-Fetch-Site", "cross-site", 403)],
)
def test_other_hosts_and_other_sites_are_kept_out(simulator, header, value, status):
    request = urllib.request.Request(f"{simulator.address}/_simulator/reset", b"", method="POST")
    request.add_header(header, value)
    with pytest.raises(urllib.error.HTTPError) as refusal:
        urllib.request.urlopen(request)
    assert refusal.value.code == status
