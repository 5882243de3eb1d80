"""Why a refund failed, as Stripe says in a word and as staff read it."""

WHY_FAILED = {
    "charge_for_pending_refund_disputed": "The buyer's bank asks for this money in a dispute",
    "declined": "The buyer's bank declined it",
    "expired_or_canceled_card": "The card has expired or was cancelled",
    "insufficient_funds": "There was not enough money in the shop's account at Stripe",
    "lost_or_stolen_card": "The card was lost or stolen",
    "merchant_request": "The shop had it stopped at Stripe",
    "unknown": "The bank gives no reason",
}


def why_failed(made):
    """In words; one that we do not know as Stripe's own, without its signs."""
    reason = getattr(made, "failure_reason", None) or ""
    return WHY_FAILED.get(reason) or reason.replace("_", " ").capitalize()
