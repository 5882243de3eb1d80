"""Disputes: a buyer has her bank claim the money back, and there is a day to answer by."""

from datetime import UTC, datetime

from peewee import JOIN, fn

from app.db import db, now
from app.orders.models import TO_ANSWER, Dispute, Order, Payment
from app.orders.payments import dispute_words, gateway
from app.orders.payments.attribution import payment_behind
from app.orders.refunds.status import finish
from app.orders.stored_values.disputed import follow_dispute
from app.pricing import vouchers

# Enquiries and what was won leave the money with the shop.
CLAIMED = (
    *("needs_response", "under_review", "lost"),
    *("appeal_needs_response", "appeal_under_review"),
)
CLOSED = ("won", "lost", "warning_closed", "prevented")


def update(dispute_id):
    """Bring our row of a dispute to what Stripe says, and tell its order of each change.

    May run twice at once: the answer to an earlier question does not undo that to a later one.
    """
    asked_at = now()
    try:
        told = gateway.find_dispute(dispute_id)
    except gateway.Unknown:
        return
    payment = payment_disputed(told)
    with db.atomic():
        # The order before what belongs to it, as everywhere.
        order = Order.locked(payment.order_id) if payment else None
        changed = keep({**facts_of(told), "payment": payment, "asked_at": asked_at})
        if changed and order:
            dispute = Dispute.get(Dispute.stripe_dispute_id == told.id)
            order.note(*dispute_words.in_history(dispute))
            vouchers.lock_vouchers_of(order.id)  # before gift cards, as everywhere
            follow_dispute(dispute, order)
            finish(order, "stripe")


def payment_disputed(told):
    intent = told.payment_intent
    return payment_behind(intent, getattr(intent, "metadata", None))


def facts_of(told):
    """The columns of our row, as Stripe tells them."""
    due_by = told.evidence_details.due_by
    return {
        "stripe_dispute_id": told.id,
        "reason": told.reason,
        "status": told.status,
        "amount_minor": told.amount,
        "currency": told.currency.upper(),
        "evidence_due_at": moment(due_by) if due_by else None,
        "opened_at": moment(told.created),
    }


def moment(seconds):
    return datetime.fromtimestamp(seconds, UTC)


def keep(facts):
    """Write them down, unless we know later ones; True when its status is new."""
    closed_at = now() if facts["status"] in CLOSED else None
    if Dispute.insert(facts, closed_at=closed_at).on_conflict_ignore().execute():
        return True
    same = Dispute.stripe_dispute_id == facts["stripe_dispute_id"]
    known = Dispute.select().where(same).for_update().get()
    if known.asked_at >= facts["asked_at"]:
        return False
    if known.closed_at and closed_at:
        closed_at = known.closed_at
    Dispute.update(facts, closed_at=closed_at).where(Dispute.id == known.id).execute()
    return known.status != facts["status"]


def open_disputes():
    """A query for those without an outcome: first what is to be answered, soonest on top."""
    waits = Dispute.status.not_in(TO_ANSWER)
    due = Dispute.evidence_due_at.asc(nulls="LAST")
    return with_orders().where(Dispute.closed_at.is_null()).order_by(waits, due, Dispute.id)


def disputed(order_ids):
    """Those of these orders of which a dispute is open; an enquiry of the bank's is none."""
    query = Dispute.select(Payment.order).join(Payment).where(Payment.order.in_(order_ids))
    claimed = Dispute.status.in_(CLAIMED) & Dispute.closed_at.is_null()
    return {id for (id,) in query.where(claimed).tuples()}


def closed_disputes():
    """A query for those with an outcome, the latest first."""
    closed = Dispute.closed_at.is_null(False)
    return with_orders().where(closed).order_by(Dispute.closed_at.desc(), Dispute.id.desc())


def claims_on(order):
    """Disputes by which the buyer's bank holds money of an order, or has taken it for good."""
    return [dispute for dispute in disputes_of(order) if dispute.status in CLAIMED]


def to_answer():
    """How many disputes wait for an answer of ours, and when the first one must be there."""
    waiting = Dispute.status.in_(TO_ANSWER)
    counts = Dispute.select(fn.count(Dispute.id), fn.min(Dispute.evidence_due_at))
    return counts.where(waiting).tuples().get()


def with_orders():
    query = Dispute.select(Dispute, Payment, Order)
    return query.join(Payment, JOIN.LEFT_OUTER).join(Order, JOIN.LEFT_OUTER)


def disputes_of(order):
    return list(with_orders().where(Payment.order == order).order_by(Dispute.id))
