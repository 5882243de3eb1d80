"""Checkout Sessions: made, looked at, expired."""

import time

from dev.stripe_simulator import events, payments
from dev.stripe_simulator.identifiers import new_id
from dev.stripe_simulator.lines import amounts, line_item
from dev.stripe_simulator.refusals import NotAllowedNow
from dev.stripe_simulator.session_object import blank_session
from dev.stripe_simulator.simulation import public

DAY = 24 * 60 * 60
DEBITS = {
    "gbp": "bacs_debit",
    "eur": "sepa_debit",
    "usd": "us_bank_account",
    "cad": "acss_debit",
    "aud": "au_becs_debit",
}


def create(simulation, params):
    """An open session for checked parameters (see rules.py)."""
    now = int(time.time())
    id = new_id("cs_test")
    items = [line_item(item) for item in params["line_items"]]
    currency = items[0]["currency"]
    expires_at = params.get("expires_at", now + DAY)
    session = {
        **blank_session(params),
        "id": id,
        "created": now,
        "currency": currency,
        "expires_at": expires_at,
        "payment_method_types": _methods(params, currency),
        "url": f"{simulation.address}/pay/{id}",
        **amounts(items, _shipping(params)),
        "_line_items": items,
        "_intent": params.get("payment_intent_data", {}),
        "_due_at": expires_at,
        "_then": "expire",
    }
    return public(simulation.store.put(session))


def _methods(params, currency):
    allowed = params.get("allowed_payment_method_types")
    usual = ["card", DEBITS[currency]] if currency in DEBITS else ["card"]
    excluded = params.get("excluded_payment_method_types", [])
    return [method for method in allowed or usual if method not in excluded]


def _shipping(params):
    # Stripe offers several and preselects the first; the simulated shopper keeps that one.
    options = params.get("shipping_options")
    return options[0]["shipping_rate_data"]["fixed_amount"]["amount"] if options else None


def expire_by_request(simulation, id):
    session = simulation.find("checkout.session", id)
    if session["status"] != "open":
        raise NotAllowedNow(
            f'Only Checkout Sessions with a status in ["open"] can be expired. '
            f"This Checkout Session has a status of {session['status']}."
        )
    return public(expire(simulation, session))


def expire(simulation, session):
    payments.cancel_open_intent(simulation, session)
    session |= {"status": "expired", "url": None, "_due_at": None}
    simulation.store.put(session)
    events.emit(simulation, "checkout.session.expired", session)
    return session


def reference(session):
    """How the shop calls this order, for people."""
    return session["client_reference_id"] or session["metadata"].get("order") or session["id"]
