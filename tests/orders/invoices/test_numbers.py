import pytest

from app.db import db
from app.orders.integrity import broken_invariants
from app.orders.invoices.issuing import invoice_for
from app.orders.models import Invoice, Order
from app.orders.payments.acceptance import accept
from tests.at_once import all_at_once


def pay(order):
    with db.atomic():
        accept(Order.locked(order.id))


def pay_and_fail(order):
    with db.atomic():
        accept(Order.locked(order.id))
        raise ZeroDivisionError


def numbers():
    return [number for (number,) in Invoice.select(Invoice.number).order_by(Invoice.id).tuples()]


def test_numbers_follow_each_other(an_order):
    for _ in range(3):
        pay(an_order())
    assert numbers() == [1, 2, 3]


def test_a_transaction_that_fails_takes_no_number(an_order):
    pay(an_order())
    order = an_order()
    with pytest.raises(ZeroDivisionError):
        pay_and_fail(order)
    pay(order)
    assert numbers() == [1, 2]


def test_orders_paid_at_the_same_instant_leave_no_gap_and_share_no_number(app, an_order):
    orders = [an_order() for _ in range(12)]
    assert all_at_once(app, [lambda order=order: pay(order) for order in orders]) == [None] * 12
    assert sorted(numbers()) == list(range(1, 13))


def test_when_some_of_those_fail_the_others_still_leave_no_gap(app, an_order):
    orders = [an_order() for _ in range(4)]
    doomed = [an_order() for _ in range(8)]
    calls = [lambda order=order: pay_and_fail(order) for order in doomed]
    all_at_once(app, calls + [lambda order=order: pay(order) for order in orders])
    assert sorted(numbers()) == [1, 2, 3, 4]


def test_an_order_has_one_invoice_however_often_it_is_asked_for(app, an_order):
    order = an_order()
    pay(order)

    def ask():
        with db.atomic():
            return invoice_for(Order.locked(order.id)).id

    assert len(set(all_at_once(app, [ask] * 4))) == 1
    assert numbers() == [1]


def test_a_later_number_never_has_an_earlier_date(app, an_order):
    orders = [an_order() for _ in range(8)]
    all_at_once(app, [lambda order=order: pay(order) for order in orders])
    issued = [one.issued_at for one in Invoice.select().order_by(Invoice.number)]
    assert issued == sorted(issued)


def test_a_number_that_is_given_by_hand_is_not_taken(an_order):
    order = an_order()
    pay(order)
    made = Invoice.get()
    facts = {name: getattr(made, name) for name in ("currency", "net_minor", "tax_minor")}
    other = an_order()
    Invoice.create(
        kind="invoice",
        number=99,
        order=other,
        total_minor=made.total_minor,
        document=made.document,
        **facts,
    )
    assert numbers() == [1, 2]
    assert not [rule for rule, _ in broken_invariants() if "numbered" in rule]
