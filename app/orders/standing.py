"""How an order stands, in the few words its buyer needs."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from peewee import fn

from app.db import now
from app.orders.models import Order, OrderEvent, OrderLine, Payment, Refund
from app.orders.refunds import given_back
from app.orders.refunds.lost import lost
from app.orders.refunds.resending import AGAIN
from app.orders.stored_values.gift_cards import gift_cards_of

NOT_SENT = ("paid", "packed", "ready")


def standing_of(order):
    """One word for what the order's page must say; the order's status, or finer while it waits."""
    return with_standings([order])[0].standing


def with_standings(orders):
    """The orders, each with its `.standing`, by one question for all of them."""
    ids = [order.id for order in orders]
    facts = {found[0]: Facts(*found[1:]) for found in facts_of(ids).tuples()} if ids else {}
    for order in orders:
        order.standing = stands(order, facts[order.id])
    return orders


class Facts(NamedTuple):
    """What an order's standing depends on beside its own row."""

    latest: str | None  # how the latest attempt to pay it stands
    back_minor: int  # of its money, or about to be
    lost_minor: int
    given_up: bool  # all of its copies
    came_late: bool  # money that went back by itself, or is about to
    late_failed: bool  # of that some failed to, and has not been sent again
    late_as_credit: bool  # or was given as credit then, or on a gift card


def facts_of(order_ids):
    here = Payment.order == Order.id
    latest = Payment.select(Payment.status).where(here).order_by(Payment.attempt.desc()).limit(1)
    back = Refund.select(fn.coalesce(fn.sum(Refund.amount_minor), 0))
    given_up = OrderLine.select(fn.bool_and(OrderLine.cancelled == OrderLine.quantity))
    late = Refund.select(Refund.id).join(Payment).where(here)
    as_credit = Refund.select(Refund.id).where(
        Refund.order == Order.id, Refund.reason == "late_payment", Refund.payment.is_null()
    )
    again = Refund.alias()
    sent_again = again.select(again.id).where(again.replaces == Refund.id)
    return Order.select(
        Order.id,
        latest,
        back.where(Refund.order == Order.id, given_back.standing()),
        lost(here),
        fn.coalesce(given_up.where(OrderLine.order == Order.id), False),
        fn.EXISTS(late),
        fn.EXISTS(late.where(Refund.status == "failed", ~fn.EXISTS(sent_again))),
        fn.EXISTS(as_credit),
    ).where(Order.id.in_(order_ids))


def stands(order, facts):
    if order.status == "awaiting_payment":
        return waits(order, facts.latest)
    if order.status in ("expired", "cancelled") and facts.came_late:
        return went_back(facts)
    if order.status in NOT_SENT and 0 < order.total_minor <= facts.back_minor + facts.lost_minor:
        return "going_back"
    if order.status in NOT_SENT and facts.given_up:
        return "not_back_yet"
    if order.status == "delivered" and facts.given_up and order.gift_cards_minor:
        all_back = order.total_minor <= facts.back_minor + facts.lost_minor
        return "going_back" if all_back else "cards_stay"
    if order.status == "refunded" and facts.back_minor + facts.lost_minor < order.total_minor:
        return "refund_failed"
    return order.status


def went_back(facts):
    if facts.late_failed:
        return "refund_failed"
    return "late_as_credit" if facts.late_as_credit else "paid_late"


def waits(order, latest):
    if latest in ("processing", "mismatch"):
        return latest
    if order.hold_expires_at < now():
        return "out_of_time"
    return "payment_failed" if latest == "failed" else "awaiting_payment"


@dataclass(frozen=True)
class Step:
    name: str
    at: datetime | None
    bad: bool = False


ENDINGS = {"expired": "Ran out of time", "cancelled": "Cancelled", "refunded": "Refunded"}
# Standings of an order whose books were all called off, whatever its status says.
NO_MORE = ("going_back", "not_back_yet", "cards_stay")
# By how it gets to its buyer, the steps after it is paid: what each is called, and its time.
STEPS = {
    "parcel": (("Sent", "shipped_at"), ("Delivered", "delivered_at")),
    "collect": (("Ready to collect", "ready_at"), ("Collected", "delivered_at")),
    "download": (("Ready", "delivered_at"),),
}


def steps_of(order, standing):
    """The order's way so far, and what is still to come unless it has ended."""
    steps = [Step("Placed", order.placed_at), Step("Paid", order.settled_at)]
    steps += ways_of(order)
    if order.status in ENDINGS:
        ending = Step(ENDINGS[order.status], order.ended_at, bad=True)
    elif standing in NO_MORE:
        ending = Step("Cancelled", called_off_at(order), bad=True)
    else:
        return steps
    return [*(step for step in steps if step.at), ending]


def ways_of(order):
    if order.delivery_kind == "download" and not order.lines.exists():
        return [Step("Sent", sent_at(gift_cards_of(order)))]
    return [Step(name, getattr(order, at)) for name, at in STEPS[order.delivery_kind]]


def sent_at(gift_cards):
    """When the last of them was sent; None while one is not."""
    times = [card.sent_at for card in gift_cards]
    return max(times) if times and all(times) else None


def called_off_at(order):
    """When all of an order was given up, by whichever way; not when its money was sent again."""
    asked = (OrderEvent.event == "refund_requested") & ~OrderEvent.note.startswith(AGAIN)
    way_back = OrderEvent.event.in_(("cancelled", "withdrawn")) | asked
    return order.events.where(way_back).select(fn.max(OrderEvent.created_at)).scalar()


def awaited_books(order):
    """The lines of which copies have still to come to the shop."""
    return [line for line in order.ordered_lines if line.promised]
