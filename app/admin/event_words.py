"""What an order's rows say in words of their own, as a bookseller reads it."""

import re

from app.admin.change_words import in_words
from app.orders.payments.paid_late import WORDS as WHY_TOO_LATE
from app.orders.returns.returning import REASONS

# Where the code of an event does not say it by itself.
EVENTS = {
    "all_refunded": "All its money has gone back or is lost",
    "copies_in": "Copies came in",
    "disputed": "The buyer's bank took the money back, and asks why",
    "paid_late": "Paid too late",
    "payment_enquiry": "The buyer's bank asks about the payment",
    "payment_mismatch": "Not paid as asked",
    "payment_processing": "Payment on its way",
    "placed": "Order placed",
    "ready": "Ready to collect",
    "refund_mismatch": "Stripe gave back another amount",
    "refund_requested": "Refund asked for",
    "refund_to_blocked": "Refunded to what nobody can spend now",
    "return_asked": "Return asked for",
    "return_called_off": "Return cancelled",
    "return_received": "Return came in",
    "return_sent": "Return on its way",
    "unpacked": "Taken out of its box",
    "withdrawal_to_look_at": "Withdrawal to be looked at",
    "withdrawn": "The buyer withdrew",
}
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


def named(event):
    return EVENTS.get(event.event, event.event.replace("_", " ").capitalize())


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
