"""Disputes: each at Stripe has a row here that says the same, its deadline above all."""

from peewee import JOIN

from app.money import Money
from app.orders.models import Order, Payment
from app.orders.payments import gateway
from app.orders.payments.attribution import with_this_stripe
from app.orders.payments.disputes import Dispute, facts_of, payment_disputed
from app.orders.reconciliation.differences import NOTHING, Found

THING, LIST = "dispute", "disputes"
find = gateway.find_dispute


def differences(told):
    row = Dispute.get_or_none(Dispute.stripe_dispute_id == told.id)
    facts = facts_of(told)
    there = words(facts)
    if row is None:
        payment = payment_disputed(told)
        return [Found("dispute_not_here", THING, told.id, payment, NOTHING, there)]
    known = {name: getattr(row, name) for name in facts}
    if known == facts:
        return []
    return [Found("dispute_told_otherwise", THING, told.id, row.payment, words(known), there)]


def words(facts):
    amount, due = Money(facts["amount_minor"], facts["currency"]), facts["evidence_due_at"]
    standing = f"{amount}, {facts['status'].replace('_', ' ')}"
    return f"{standing}, due {due:%Y-%m-%d %H:%M} UTC" if due else standing


def missing(dispute_id):
    row = of_this_stripe().where(Dispute.stripe_dispute_id == dispute_id).first()
    if row is None:
        return []
    known = {name: getattr(row, name) for name in ("amount_minor", "currency", "status")}
    here = words({**known, "evidence_due_at": row.evidence_due_at})
    return [Found("dispute_not_there", THING, dispute_id, row.payment, here, NOTHING)]


def ours(period):
    """Those of that time, and those still open however old: their deadlines must be right."""
    lately = Dispute.opened_at.between(period.since, period.until)
    query = of_this_stripe().where(lately | Dispute.closed_at.is_null())
    return [dispute.stripe_dispute_id for dispute in query]


def of_this_stripe():
    query = Dispute.select(Dispute, Payment).join(Payment, JOIN.LEFT_OUTER)
    query = query.join(Order, JOIN.LEFT_OUTER)
    return query.where(with_this_stripe() | Dispute.payment.is_null())
