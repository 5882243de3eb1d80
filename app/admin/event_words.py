"""What an order's rows say in words of their own, as a bookseller reads it."""

import re

from app.admin.change_words import in_words
from app.orders.payments.paid_late import WORDS as WHY_TOO_LATE
from app.orders.returns.returning import REASONS

HANDS = {"stripe": "Stripe", "shop": "the shop by itself", "buyer": "the buyer"}
WHY_REFUNDED = {
    "cancelled": "Cancelled",
    "withdrawal": "Withdrawn from the contract",
    "return": "Books sent back",
    "late_payment": "Paid too late, or twice",
    "requested_by_customer": "Asked for by the buyer",
    "staff": "Given back by the shop",
}
# At the end of the note alone: the title before it may hold what looks like a day.
FROM_TO = re.compile(r": (\d{4}-\d\d-\d\d) to (\d{4}-\d\d-\d\d)\Z", re.ASCII)


def hand(by):
    """Who did it: a member of staff by name, or somebody who has none."""
    return HANDS.get(by, by)


def said(event):
    """What stands beside an event: reasons and days are kept as codes."""
    if event.event == "return_asked":
        return REASONS.get(event.note, event.note)
    if event.event == "paid_late":
        return WHY_TOO_LATE.get(event.note, event.note)
    if event.event == "delayed":
        return FROM_TO.sub(
            lambda days: ": {} to {}".format(*map(in_words, days.groups())), event.note
        )
    return event.note
