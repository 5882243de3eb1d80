"""Harm to payments, refunds, gift cards and vouchers."""

from app.db import now
from app.mail import Email
from app.money import Money
from app.orders.models import (
    GiftCardBought,
    Order,
    OrderEvent,
    OrderLine,
    Payment,
    Refund,
    RefundLine,
    Return,
    ReturnLine,
    StoredValue,
)
from app.orders.stored_values.spending import credit
from app.pricing.models import Promotion, Redemption
from tests.orders.harms import COPIED, unguarded


def payment_gone(order):
    Payment.update(status="failed", paid_at=None).execute()


def other_amount(order):
    Payment.update(amount_minor=Payment.amount_minor + 1).execute()


def ended_with_money(order):
    with unguarded():
        Order.update(status="expired", settled_at=None).execute()


def refunded_too_much(order):
    with unguarded():
        refund_too_much(order)


def refund_too_much(order):
    Refund.create(
        order=order,
        payment=order.payments.get(),
        amount_minor=order.total_minor + 1,
        reason="staff",
        requested_by="x",
    )


def settled_twice(order):
    OrderEvent.create(order=order, event="paid", actor="stripe")


def another_discount(order):
    Order.update(discount_minor=1, total_minor=Order.total_minor - 1).execute()


def another_balance(order):
    value = StoredValue.create(kind="gift_card", code_hash="x", currency="GBP")
    StoredValue.update(balance_minor=5).where(StoredValue.id == value.id).execute()


def spent_nowhere(order):
    Order.update(stored_minor=1).execute()


def used_by_nobody(order):
    Promotion.create(code="TEN", name="Ten", kind="percent", percent=10, currency="GBP",
                     most_uses=5, uses=1)  # fmt: skip


def released_while_paid(order):
    offer = Promotion.create(name="Ten", kind="percent", percent=10, currency="GBP")
    facts = {"promotion": offer, "order_id": order.id, "email": order.email}
    Redemption.create(**facts, amount_minor=1, released_at=now())


def kept_though_nothing_is_sent(order):
    offer = Promotion.create(name="Ten", kind="percent", percent=10, currency="GBP")
    facts = {"promotion": offer, "order_id": order.id, "email": order.email}
    Redemption.create(**facts, amount_minor=1)
    OrderLine.update(cancelled=OrderLine.quantity).execute()


def gift_card_before_money(order):
    value = StoredValue.create(kind="gift_card", code_hash="x", currency="GBP")
    people = {"recipient_name": "Ada", "recipient_email": "a@example.org", "sender_name": "Bea"}
    unpaid = Order.create(
        **{name: getattr(order, name) for name in COPIED},
        number="ABCD-EFGH",
        idempotency_key="another",
        status="awaiting_payment",
        gift_cards_minor=500,
        subtotal_minor=0,
        shipping_minor=0,
        total_minor=500,
    )
    facts = {"amount_minor": 500, "currency": "GBP", "stored_value": value}
    GiftCardBought.create(order=unpaid, **facts, **people)


def a_code_kept(order):
    card = credit("ada@example.org", Money(500, "GBP"), "issued")
    Email.update(sent_at=now()).where(
        Email.about == card.id, Email.kind == "store_credit"
    ).execute()


def gave_back_more_than_it_had(order):
    with unguarded():
        value = StoredValue.create(kind="gift_card", code_hash="x", currency="GBP")
        a_refund(order, value, order.total_minor + 1, status="succeeded")


def a_refund(order, value, minor, **facts):
    facts = {"reason": "staff", "requested_by": "x", **facts}
    return Refund.create(order=order, stored_value=value, amount_minor=minor, **facts)


def gave_back_a_copy_twice(order):
    with unguarded():
        refund = Refund.create(order=order, payment=order.payments.get(), amount_minor=1,
                               reason="staff", requested_by="x")  # fmt: skip
        RefundLine.create(refund=refund, order_line=order.lines.get(), quantity=3, amount_minor=1)


def a_refund_of_less_than_its_lines(order):
    refund = Refund.create(order=order, payment=order.payments.get(), amount_minor=1,
                           reason="staff", requested_by="x")  # fmt: skip
    RefundLine.create(refund=refund, order_line=order.lines.get(), quantity=1, amount_minor=999)


def given_back_to_nobody(order):
    value = StoredValue.create(kind="gift_card", code_hash="x", currency="GBP")
    a_refund(order, value, 5, status="succeeded")


def refunded_without_its_money(order):
    Order.update(status="refunded").execute()


def a_return_refunded_with_nothing(order):
    facts = {"kind": "return", "reason": "damaged", "status": "refunded", "ended_at": now()}
    ReturnLine.create(
        return_of=Return.create(order=order, **facts), order_line=order.lines.get(), quantity=1
    )
