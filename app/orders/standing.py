"""How an order stands, in the few words its buyer needs."""

from dataclasses import dataclass
from datetime import datetime

from app.db import now
from app.orders.models import Payment, Refund
from app.orders.refunds.endings import gives_all_back, nothing_is_left


def standing_of(order):
    """One word for what the order's page must say; the order's status, or finer while it waits."""
    if order.status == "awaiting_payment":
        return _waiting(order)
    if order.status in ("expired", "cancelled") and _came_late(order):
        return "paid_late"
    if order.status in ("paid", "packed", "ready") and order.total_minor and gives_all_back(order):
        return "going_back"
    if order.status in ("paid", "packed", "ready") and nothing_is_left(order):
        return "not_back_yet"
    return order.status


def _waiting(order):
    latest = order.payments.order_by(Payment.attempt.desc()).first()
    if latest and latest.status in ("processing", "mismatch"):
        return latest.status
    if order.hold_expires_at < now():
        return "out_of_time"
    return "payment_failed" if latest and latest.status == "failed" else "awaiting_payment"


def _came_late(order):
    return Refund.select().join(Payment).where(Payment.order == order).exists()


@dataclass(frozen=True)
class Step:
    name: str
    at: datetime | None
    bad: bool = False


ENDINGS = {"expired": "Ran out of time", "cancelled": "Cancelled", "refunded": "Refunded"}
# By how it gets to its buyer, the steps after it is paid: what each is called, and its time.
STEPS = {
    "parcel": (("Sent", "shipped_at"), ("Delivered", "delivered_at")),
    "collect": (("Ready to collect", "ready_at"), ("Collected", "delivered_at")),
    "download": (("Ready", "delivered_at"),),
}


def steps_of(order):
    """The order's way so far, and what is still to come unless it has ended."""
    steps = [Step("Placed", order.placed_at), Step("Paid", order.settled_at)]
    steps += [Step(name, getattr(order, at)) for name, at in STEPS[order.delivery_kind]]
    if order.status in ENDINGS:
        steps = [step for step in steps if step.at]
        steps.append(Step(ENDINGS[order.status], order.ended_at, bad=True))
    return steps


def awaited_books(order):
    """The lines of which copies have still to come to the shop."""
    return [line for line in order.ordered_lines if line.promised]
