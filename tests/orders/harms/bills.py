"""Harm to invoices and credit notes."""

from datetime import timedelta

from app.db import db, now
from app.orders.invoices.issuing import credit_note_for
from app.orders.models import Invoice, Order, Refund
from app.orders.refunds.parts import Wanted
from app.orders.refunds.requests import request_part
from app.orders.refunds.sending import carry_out
from tests.orders.harms import COPIED, unguarded


def number_missing(order):
    with unguarded():
        Invoice.update(number=3).execute()


def never_invoiced(order):
    Order.update(settled_at=now() + timedelta(days=1)).execute()
    with unguarded():
        Invoice.update(order_id=another_order(order)).execute()


def another_order(order):
    facts = {name: getattr(order, name) for name in COPIED}
    minors = {"subtotal_minor": 0, "shipping_minor": 0, "total_minor": 0}
    return Order.create(**facts, **minors, number="ABCD-EFGH", idempotency_key="another")


def another_tax_invoiced(order):
    with unguarded():
        Invoice.update(tax_minor=1, net_minor=Invoice.net_minor - 1).execute()


def credited_and_not_refunded(order):
    refund = Refund.create(
        order=order,
        payment=order.payments.get(),
        amount_minor=1,
        reason="staff",
        requested_by="x",
    )
    with db.atomic():
        credit_note_for(refund, order)


def credited_at_another_rate(order):
    all_goes_back(order)
    with unguarded():
        note = Invoice.get(Invoice.kind == "credit_note")
        (rate,) = note.document["rates"]
        note.document = note.document | {"rates": [rate | {"rate_ppm": 50_000}]}
        note.save()


def another_tax_credited(order):
    all_goes_back(order)
    with unguarded():
        Refund.update(tax_minor=1).execute()


def all_goes_back(order):
    refund = request_part(order.id, Wanted("staff", other_minor=order.total_minor), "x")
    carry_out(refund.id)
