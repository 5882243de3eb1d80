"""PaymentIntents and Charges: what a session's payment attempts leave behind."""

import time

from dev.stripe_simulator import events
from dev.stripe_simulator.identifiers import new_id
from dev.stripe_simulator.payment_objects import blank_charge, blank_intent, card_error


def intent_of(simulation, session):
    """The session's intent; Stripe makes it when the shopper first tries to pay, not before."""
    if session["payment_intent"]:
        return simulation.store.get("payment_intent", session["payment_intent"])
    intent = simulation.store.put(blank_intent(session))
    session["payment_intent"] = intent["id"]
    simulation.store.put(session)
    events.emit(simulation, "payment_intent.created", intent)
    return intent


def succeed(simulation, intent, session, method):
    charge = _charge(simulation, intent, session, method, "succeeded")
    intent |= {"status": "succeeded", "amount_received": intent["amount"], "next_action": None}
    intent |= {"latest_charge": charge["id"], "last_payment_error": None}
    intent |= {"payment_method": charge["payment_method"]}
    _save(simulation, intent, "payment_intent.succeeded")


def wait_for_bank(simulation, intent, session, method):
    charge = _charge(simulation, intent, session, method, "pending")
    intent |= {"status": "processing", "latest_charge": charge["id"], "last_payment_error": None}
    intent |= {"payment_method": charge["payment_method"]}
    _save(simulation, intent, "payment_intent.processing")


def require_authentication(simulation, intent, address):
    redirect = {"return_url": address, "url": address}
    intent |= {"status": "requires_action"}
    intent |= {"next_action": {"type": "redirect_to_url", "redirect_to_url": redirect}}
    _save(simulation, intent, "payment_intent.requires_action")


def decline(simulation, intent, session, method, code):
    """A failed attempt with a charge that shows it; the intent may be tried again."""
    charge = _charge(simulation, intent, session, method, "failed", code)
    intent["latest_charge"] = charge["id"]
    refuse(simulation, intent, code, charge["id"])


def refuse(simulation, intent, code, charge_id=None):
    error = card_error(code, charge_id)
    intent |= {"status": "requires_payment_method", "last_payment_error": error}
    intent |= {"next_action": None, "payment_method": None}
    _save(simulation, intent, "payment_intent.payment_failed")


def bank_paid(simulation, intent):
    charge = simulation.store.get("charge", intent["latest_charge"])
    charge |= {"status": "succeeded", "paid": True, "captured": True}
    charge |= {"amount_captured": charge["amount"]}
    _save(simulation, charge, "charge.succeeded")
    intent |= {"status": "succeeded", "amount_received": intent["amount"]}
    _save(simulation, intent, "payment_intent.succeeded")


def bank_refused(simulation, intent):
    code = "payment_intent_payment_attempt_failed"
    charge = simulation.store.get("charge", intent["latest_charge"])
    charge |= {"status": "failed", "paid": False, "failure_code": code}
    charge |= {"failure_message": card_error(code)["message"]}
    _save(simulation, charge, "charge.failed")
    refuse(simulation, intent, code, charge["id"])


def cancel_open_intent(simulation, session):
    """An expired session takes its unfinished intent with it."""
    if session["payment_intent"]:
        intent = simulation.store.get("payment_intent", session["payment_intent"])
        intent |= {"status": "canceled", "canceled_at": int(time.time()), "next_action": None}
        intent |= {"cancellation_reason": "automatic"}
        _save(simulation, intent, "payment_intent.canceled")


def _charge(simulation, intent, session, method, status, code=None):
    charge = blank_charge(intent, session, method, new_id("ch"))
    paid = status == "succeeded"
    charge |= {"status": status, "paid": paid, "captured": paid}
    charge |= {"amount_captured": intent["amount"] if paid else 0}
    if code:
        charge |= {"failure_code": code, "failure_message": card_error(code)["message"]}
    return _save(simulation, charge, f"charge.{status}")


def _save(simulation, thing, event_type):
    simulation.store.put(thing)
    events.emit(simulation, event_type, thing)
    return thing
