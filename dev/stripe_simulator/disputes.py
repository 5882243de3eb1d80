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


def answer(simulation, dispute):
    """The shop's evidence is with the bank, which decides; the day to answer by stays."""
    if dispute["status"] != "needs_response":
        raise NotAllowedNow(f"This dispute is {dispute['status']}, not to be answered.")
    before = {name: dispute[name] for name in ("evidence_details", "status")}
    details = {"has_evidence": True, "submission_count": 1}
    dispute["evidence_details"] = {**dispute["evidence_details"], **details}
    dispute["status"] = "under_review"
    simulation.store.put(dispute)
    events.emit(simulation, "charge.dispute.updated", dispute, before)
    return dispute


def win(simulation, dispute):
    return _close(simulation, dispute, "won")


def lose(simulation, dispute):
    return _close(simulation, dispute, "lost")


def _close(simulation, dispute, outcome):
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


ACTIONS = {"answered": answer, "won": win, "lost": lose}
