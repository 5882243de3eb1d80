"""What a shopper, or her bank, can do with a session; the same for the page and for tests."""

import time

from dev.stripe_simulator import events, payments
from dev.stripe_simulator.refusals import NotAllowedNow
from dev.stripe_simulator.sessions import DEBITS


def pay(simulation, session):
    _require_open(session)
    _identify(session)
    if session["amount_total"]:
        _require_payable(session, "card")
        intent = payments.intent_of(simulation, session)
        payments.succeed(simulation, intent, session, "card")
        session["payment_status"] = "paid"
    return _complete(simulation, session)


def decline(simulation, session):
    _require_payable(session, "card")
    intent = payments.intent_of(simulation, session)
    payments.decline(simulation, intent, session, "card", "card_declined")
    return session


def challenge(simulation, session):
    """The bank asks for 3-D Secure; `authenticate` or `reject` follows."""
    _require_payable(session, "card")
    intent = payments.intent_of(simulation, session)
    payments.require_authentication(simulation, intent, f"{session['url']}/3-d-secure")
    return session


def authenticate(simulation, session):
    _require_challenged(simulation, session)
    return pay(simulation, session)


def reject(simulation, session):
    intent = _require_challenged(simulation, session)
    payments.refuse(simulation, intent, "payment_intent_authentication_failure")
    return session


def delay(simulation, session):
    """Pay by bank debit: the session completes, the money comes later."""
    return _delay(simulation, session, "settle")


def delay_then_fail(simulation, session):
    return _delay(simulation, session, "fail")


def _delay(simulation, session, ending):
    method = debit_of(session)
    _require_payable(session, method)
    _identify(session)
    intent = payments.intent_of(simulation, session)
    payments.wait_for_bank(simulation, intent, session, method)
    _complete(simulation, session)
    if simulation.settle_after:
        session |= {"_due_at": time.time() + simulation.settle_after, "_then": ending}
    return simulation.store.put(session)


def settle(simulation, session):
    intent = _require_processing(simulation, session)
    payments.bank_paid(simulation, intent)
    session |= {"payment_status": "paid", "_due_at": None}
    return _tell(simulation, session, "checkout.session.async_payment_succeeded")


def fail(simulation, session):
    intent = _require_processing(simulation, session)
    payments.bank_refused(simulation, intent)
    session["_due_at"] = None
    return _tell(simulation, session, "checkout.session.async_payment_failed")


def cancel(simulation, session):
    """Go back to the shop: Stripe leaves the session open, and so do we."""
    return session


def lapse(simulation, session):
    """Let its time be up now, so that it expires by itself."""
    _require_open(session)
    session |= {"expires_at": int(time.time()), "_due_at": time.time()}
    return simulation.store.put(session)


def debit_of(session):
    """The delayed method this session offers, or None."""
    offered = session["payment_method_types"]
    return next((method for method in offered if method in DEBITS.values()), None)


def _complete(simulation, session):
    session |= {"status": "complete", "url": None, "_due_at": None}
    return _tell(simulation, session, "checkout.session.completed")


def _identify(session):
    email = session["customer_email"] or "shopper@example.com"
    session["customer_details"] = {
        "address": None,
        "business_name": None,
        "email": email,
        "individual_name": None,
        "name": "Simulated Shopper",
        "phone": None,
        "tax_exempt": "none",
        "tax_ids": [],
    }


def _tell(simulation, session, event_type):
    simulation.store.put(session)
    events.emit(simulation, event_type, session)
    return session


def _require_open(session):
    if session["status"] != "open":
        raise NotAllowedNow(f"This session is {session['status']}, not open.")


def _require_payable(session, method):
    _require_open(session)
    if not session["amount_total"]:
        raise NotAllowedNow("This session needs no payment.")
    if method not in session["payment_method_types"]:
        raise NotAllowedNow("This session does not offer that way to pay.")


def _require_challenged(simulation, session):
    _require_open(session)
    intent = session["payment_intent"] and payments.intent_of(simulation, session)
    if not intent or intent["status"] != "requires_action":
        raise NotAllowedNow("This payment is not waiting for 3-D Secure.")
    return intent


def _require_processing(simulation, session):
    intent = session["payment_intent"] and payments.intent_of(simulation, session)
    if not intent or intent["status"] != "processing":
        raise NotAllowedNow("This payment is not waiting for the bank.")
    return intent


ACTIONS = {
    "pay": pay,
    "decline": decline,
    "challenge": challenge,
    "authenticate": authenticate,
    "reject": reject,
    "delay": delay,
    "delay-then-fail": delay_then_fail,
    "settle": settle,
    "fail": fail,
    "cancel": cancel,
    "lapse": lapse,
}
