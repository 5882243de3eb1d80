"""What an order's rows say in words of their own, as a bookseller reads it."""

import re
from datetime import date

from app.orders.payments.paid_late import WORDS as WHY_TOO_LATE
from app.orders.returns.returning import REASONS
from app.times import shop_date

HANDS = {"stripe": "Stripe", "shop": "the shop by itself", "buyer": "the buyer"}
WHY_REFUNDED = {
    "cancelled": "Cancelled",
    "withdrawal": "Withdrawn from the contract",
    "return": "Books sent back",
    "late_payment": "Paid too late, or twice",
    "requested_by_customer": "Asked for by the buyer",
    "staff": "Given back by the shop",
}
DAY = re.compile(r"\b\d{4}-\d\d-\d\d\b", re.ASCII)


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
        return DAY.sub(lambda found: shop_date(date.fromisoformat(found[0])), event.note)
    return event.note
