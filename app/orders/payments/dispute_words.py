"""A dispute in words: what the buyer told her bank, and how it stands."""

from app.times import shop_date

REASONS = {
    "bank_cannot_process": "The bank could not process the payment",
    "check_returned": "The bank returned the cheque",
    "credit_not_processed": "A refund was promised and did not come",
    "customer_initiated": "The buyer asked the bank to take the payment back",
    "debit_not_authorized": "The buyer did not agree to the direct debit",
    "duplicate": "It was charged twice",
    "fraudulent": "The cardholder did not make this payment",
    "incorrect_account_details": "The account details were wrong",
    "insufficient_funds": "There was not enough money in the account",
    "noncompliant": "The payment broke a rule of the card network",
    "product_not_received": "The books did not arrive",
    "product_unacceptable": "The books were damaged or not as described",
    "subscription_canceled": "A subscription had been cancelled",
    "unrecognized": "The cardholder does not recognise this payment",
}
STANDINGS = {
    "needs_response": "To be answered",
    "under_review": "Answered; the bank decides",
    "won": "Won: the money stays with the shop",
    "lost": "Lost: the money is gone",
    "warning_needs_response": "Enquiry, to be answered; no money has been taken",
    "warning_under_review": "Enquiry, answered; no money has been taken",
    "warning_closed": "Enquiry closed; no money was taken",
    "prevented": "Prevented before it became a dispute",
    "appeal_needs_response": "Lost; an appeal can be made",
    "appeal_under_review": "Appealed; the bank decides",
}
EVENTS = {
    "needs_response": "disputed",
    "warning_needs_response": "payment_enquiry",
    "warning_closed": "payment_enquiry_closed",
}


def why(dispute):
    """What the buyer, or her bank, says is wrong."""
    return REASONS.get(dispute.reason, "The bank gives no particular reason")


def standing(dispute):
    return STANDINGS.get(dispute.status, dispute.status.replace("_", " ").capitalize())


def in_history(dispute):
    """What the order's history says of a new status: (event, actor, words)."""
    event = EVENTS.get(dispute.status, f"dispute_{dispute.status}")
    return event, "stripe", f"{dispute.amount}. {story(dispute)}."


def story(dispute):
    if dispute.to_answer and dispute.evidence_due_at:
        return f"{why(dispute)}; to be answered by {shop_date(dispute.evidence_due_at)}"
    return standing(dispute)
