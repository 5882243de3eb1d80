"""Charges are where money comes in: each must be a payment of ours, and of its amount.

An intent without a charge that succeeded is no money, so intents need no look of their own.
"""

from app.money import Money
from app.orders.payments import gateway
from app.orders.payments.attribution import payment_behind
from app.orders.reconciliation.differences import NOTHING, Found

THING, LIST = "charge", "charges"
find = gateway.find_charge


def differences(charge):
    if charge.status != "succeeded":
        return []
    payment = payment_behind(charge.payment_intent, charge.metadata)
    taken = money(charge, charge.amount_captured)
    if payment and payment.status == "paid":
        return [] if taken == payment.amount else [found("other_amount", charge, payment, taken)]
    # Money that we never took for an order's is no difference once it went back.
    left = money(charge, charge.amount_captured - charge.amount_refunded)
    return not_taken(charge, payment, taken, left) if left.minor else []


def money(charge, minor):
    return Money(minor, charge.currency.upper())


def not_taken(charge, payment, taken, left):
    if payment is None:
        there = f"{left}, {charge.description}" if charge.description else str(left)
        return [Found("money_for_no_order", THING, charge.id, None, NOTHING, there)]
    kind = "paid_not_here" if taken == payment.amount else "other_amount"
    return [found(kind, charge, payment, taken)]


def found(kind, charge, payment, taken):
    here = f"{payment.amount}, {payment.status}"
    return Found(kind, THING, charge.id, payment, here, f"{taken}, paid")


def missing(charge_id):
    return []  # whether a payment of ours is there, its session tells


def ours(period):
    return []
