"""Disputes: a shopper asks her bank for the money back, and one side wins."""

import time

from dev.stripe_simulator import events
from dev.stripe_simulator.identifiers import new_id
from dev.stripe_simulator.refusals import NotAllowedNow

DAYS_TO_ANSWER = 7


def open_dispute(simulation, charge):
    if charge["status"] != "succeeded" or charge["disputed"] or charge["refunded"]:
        raise NotAllowedNow(f"Charge {charge['id']} cannot be disputed.")
    charge["disputed"] = True
    simulation.store.put(charge)
    dispute = simulation.store.put(_dispute(charge))
    events.emit(simulation, "charge.dispute.created", dispute)
    return dispute


def close(simulation, dispute, outcome):
    """`outcome` is "won" or "lost", as seen by the shop."""
    if dispute["status"] in ("won", "lost"):
        raise NotAllowedNow(f"This dispute is {dispute['status']} already.")
    before = {"status": dispute["status"]}
    dispute["status"] = outcome
    simulation.store.put(dispute)
    events.emit(simulation, "charge.dispute.closed", dispute, before)
    return dispute


def _dispute(charge):
    now = int(time.time())
    return {
        "id": new_id("du"),
        "object": "dispute",
        "amount": charge["amount"] - charge["amount_refunded"],
        "balance_transactions": [],
        "charge": charge["id"],
        "created": now,
        "currency": charge["currency"],
        "enhanced_eligibility_types": [],
        "evidence": {},
        "evidence_details": {
            "due_by": now + DAYS_TO_ANSWER * 24 * 60 * 60,
            "enhanced_eligibility": {},
            "has_evidence": False,
            "past_due": False,
            "submission_count": 0,
        },
        "is_charge_refundable": False,
        "livemode": False,
        "metadata": {},
        "payment_intent": charge["payment_intent"],
        "payment_method_details": None,
        "reason": "fraudulent",
        "status": "needs_response",
    }
