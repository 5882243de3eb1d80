"""Refunds: never more than is left, remembered on the charge, and able to fail later."""

import copy
import time

from dev.stripe_simulator import events
from dev.stripe_simulator.identifiers import new_id
from dev.stripe_simulator.money import spoken
from dev.stripe_simulator.refusals import BadParameter, Missing, NotAllowedNow
from dev.stripe_simulator.simulation import public


def create(simulation, params):
    charge = _charge_to_refund(simulation, params)
    amount = _amount(charge, params)
    refund = _refund(charge, amount, params)
    if refund["status"] == "pending" and simulation.settle_after:
        refund |= {"_due_at": time.time() + simulation.settle_after, "_then": "settle refund"}
    simulation.store.put(refund)
    events.emit(simulation, "refund.created", refund)
    _move(simulation, charge, amount, "charge.refunded")
    return public(refund)


def _charge_to_refund(simulation, params):
    """The charge meant, found by itself or by its intent, or the refusal."""
    if "payment_intent" in params:
        id = params["payment_intent"]
        intent = simulation.find("payment_intent", id, "payment_intent")
        charge = simulation.store.get("charge", intent["latest_charge"] or "")
        if charge is None or charge["status"] != "succeeded":
            message = f"This PaymentIntent ({id}) does not have a successful charge to refund."
            raise NotAllowedNow(message)
    else:
        charge = simulation.find("charge", params["charge"], "charge")
    _require_refundable(charge, params)
    return charge


def _require_refundable(charge, params):
    id = charge["id"]
    if params.get("charge", id) != id:
        raise Missing("charge", params["charge"], "charge")
    if charge["status"] != "succeeded":
        raise NotAllowedNow(f"Charge {id} has not been paid, so there is nothing to refund.")
    if charge["disputed"]:
        message = f"Charge {id} has been charged back; cannot issue a refund."
        raise NotAllowedNow(message, code="charge_disputed")
    if charge["refunded"]:
        message = f"Charge {id} has already been refunded."
        raise NotAllowedNow(message, code="charge_already_refunded")


def _amount(charge, params):
    left = charge["amount"] - charge["amount_refunded"]
    amount = params.get("amount", left)
    if amount > left:
        asked, rest = spoken(amount, charge["currency"]), spoken(left, charge["currency"])
        message = f"Refund amount ({asked}) is greater than unrefunded amount on charge ({rest})"
        raise NotAllowedNow(message, param="amount")
    return amount


def _refund(charge, amount, params):
    method = charge["payment_method_details"]["type"]
    details = {"type": method, method: {"type": "refund"} if method == "card" else {}}
    return {
        "id": new_id("re"),
        "object": "refund",
        "amount": amount,
        "balance_transaction": None,
        "charge": charge["id"],
        "created": int(time.time()),
        "currency": charge["currency"],
        "customer": None,
        "customer_account": None,
        "destination_details": details,
        "metadata": params.get("metadata") or {},
        "payment_intent": charge["payment_intent"],
        "payment_method": charge["payment_method"],
        "reason": params.get("reason"),
        "receipt_number": None,
        "source_transfer_reversal": None,
        "status": "succeeded" if method == "card" else "pending",
        "transfer_reversal": None,
    }


def settle(simulation, refund):
    """A refund to a bank account arrives days after it was asked for."""
    if refund["status"] != "pending":
        raise NotAllowedNow(f"This refund is {refund['status']}, not pending.")
    return _change(simulation, refund, {"status": "succeeded"}, ["refund.updated"])


def fail(simulation, refund):
    """The bank sends the money back, even after it looked done; the charge can be refunded anew."""
    if refund["status"] not in ("pending", "succeeded"):
        raise NotAllowedNow(f"This refund is {refund['status']} already.")
    outcome = {"status": "failed", "failure_reason": "expired_or_canceled_card"}
    types = ["refund.failed", "refund.updated", "charge.refund.updated"]
    _change(simulation, refund, outcome, types)
    charge = simulation.store.get("charge", refund["charge"])
    _move(simulation, charge, -refund["amount"], "charge.updated")
    return refund


def _change(simulation, refund, outcome, event_types):
    before = copy.deepcopy({"failure_reason": None, **refund})
    refund |= {**outcome, "_due_at": None}
    simulation.store.put(refund)
    for event_type in event_types:
        previous = events.changes(before, {"failure_reason": None, **refund})
        events.emit(simulation, event_type, refund, previous)
    return refund


def _move(simulation, charge, amount, event_type):
    before = dict(charge)
    charge["amount_refunded"] += amount
    charge["refunded"] = charge["amount_refunded"] == charge["amount"]
    simulation.store.put(charge)
    events.emit(simulation, event_type, charge, events.changes(before, charge))


def check(params):
    """What no state of any charge could make right."""
    if "payment_intent" not in params and "charge" not in params:
        message = "One of the following params should be provided: payment_intent or charge."
        raise BadParameter(message, code="parameter_missing", param="payment_intent")
    if params.get("amount", 1) < 1:
        message = "Invalid positive integer"
        raise BadParameter(message, code="parameter_invalid_integer", param="amount")
