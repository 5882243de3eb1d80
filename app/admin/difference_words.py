"""Each kind of difference with Stripe in a bookseller's words: what it is, and what to do."""

import re
from datetime import UTC, datetime

from app.admin.times import exact

BY_ITSELF = "The shop tries to put this right by itself."
LOOK = "Look at both, then give the money back at Stripe or send the books."

KINDS = {
    "paid_not_here": ("Paid at Stripe, not here", BY_ITSELF),
    "paid_not_there": ("Paid here, not at Stripe", "Send nothing until you know why."),
    "other_amount": ("Another amount was paid", LOOK),
    "money_for_no_order": (
        "Money for no order of ours",
        "If nobody knows what it is for, give it back at Stripe.",
    ),
    "session_unknown": (
        "A payment page Stripe does not know",
        "Was the shop connected to another Stripe account?",
    ),
    "session_amount": (
        "A payment page asks for another amount",
        "If it is paid, the shop will not take it for the order's.",
    ),
    "session_order": (
        "A payment page is for another order",
        "If it is paid, the shop will not take it for the order's.",
    ),
    "refund_not_here": (
        "Refunded at Stripe, not here",
        "Somebody gave it back in Stripe's own pages. Taken over, it is a refund of the order.",
    ),
    "refund_not_there": (
        "Refunded here, not at Stripe",
        "The buyer has not got her money. Look at the refund on the order's page.",
    ),
    "refund_amount": ("A refund of another amount", "What Stripe says is what the buyer gets."),
    "refund_status": ("A refund stands otherwise at Stripe", BY_ITSELF),
    "dispute_not_here": ("A dispute we had not heard of", BY_ITSELF),
    "dispute_not_there": (
        "A dispute Stripe does not know",
        "Was the shop connected to another Stripe account?",
    ),
    "dispute_told_otherwise": ("A dispute stands otherwise at Stripe", BY_ITSELF),
}
MOMENT = re.compile(r"(\d{4}-\d\d-\d\d \d\d:\d\d) UTC", re.ASCII)


def side(said):
    """How a thing stands on one side, its times by the shop's clock."""
    plain = said.replace("_", " ").replace("canceled", "cancelled")
    return MOMENT.sub(lambda found: exact(moment(found[1])), plain)


def moment(written):
    return datetime.strptime(written, "%Y-%m-%d %H:%M").replace(tzinfo=UTC)
