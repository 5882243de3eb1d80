"""The database itself keeps refunds within what was paid, whatever the code above it does."""

import pytest
from peewee import IntegrityError

from app.db import db
from app.orders.models import Refund, RefundLine, StoredValue


@pytest.fixture
def order(a_paid_order):
    return a_paid_order(quantity=2)


@pytest.fixture
def value(app):
    return StoredValue.create(kind="gift_card", code_hash="x", currency="GBP")


def refund(order, minor, **facts):
    where = {"payment": order.payments.get()} if "stored_value" not in facts else {}
    facts = {"reason": "staff", "requested_by": "x", **where, **facts}
    return Refund.create(order=order, amount_minor=minor, **facts)


def refused(words):
    return pytest.raises(IntegrityError, match=words)


def test_card_and_credit_together_give_back_no_more_than_was_paid(order, value):
    refund(order, order.total_minor - 100)
    refund(order, 100, stored_value=value)
    with refused("no more than was paid"), db.atomic():
        refund(order, 1, stored_value=value)


def test_what_failed_can_be_given_back_again(order, value):
    failed = refund(order, order.total_minor)
    failed.status = "failed"
    failed.save()
    refund(order, order.total_minor, stored_value=value)


def test_an_order_that_is_not_paid_gives_nothing_back(an_order, value):
    with refused("no more than was paid"):
        refund(an_order(), 1, stored_value=value)


def test_a_line_gives_back_no_more_copies_and_money_than_it_had(order):
    line = order.lines.get()
    first = refund(order, 1000)
    facts = {"order_line": line, "refund": first}
    for copies, minor in ((3, 1), (1, 1999)):
        with refused("a line gives back"), db.atomic():
            RefundLine.create(**facts, quantity=copies, amount_minor=minor)
    RefundLine.create(**facts, quantity=2, amount_minor=1000)


def test_a_refund_has_no_lines_of_another_order(order, a_paid_order):
    other = a_paid_order(email="bea@example.org")
    with refused("its own order"):
        RefundLine.create(
            refund=refund(order, 10), order_line=other.lines.get(), quantity=1, amount_minor=1
        )


def test_a_failed_refund_is_made_up_for_once(order, value):
    failed = refund(order, 5, status="failed")
    refund(order, 5, replaces=failed)
    with refused("replaces"):
        refund(order, 5, replaces=failed)


def test_the_tax_in_a_refund_is_no_more_than_the_refund(order):
    with refused("check"):
        refund(order, 5, tax_minor=6)
