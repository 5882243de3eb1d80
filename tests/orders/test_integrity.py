from datetime import timedelta

import pytest

from app.accounts.models import Customer
from app.catalog.deliveries import read_lines, receive_delivery
from app.catalog.models import DeliveryLine, Inventory, InventoryMovement, Sale, StockTake
from app.catalog.prices import put_on_sale
from app.catalog.stock_takes import count, start
from app.db import now
from app.orders.integrity import RULES, broken_invariants
from app.orders.models import Order, OrderEvent, OrderLine, Payment, Refund
from app.orders.settlement import settle
from tests.people import a_person


@pytest.fixture
def a_paid_order(a_session, shopper, an_edition):
    payment = a_session(an_edition(on_hand=5), quantity=2)
    shopper(payment)
    return settle(payment.session_id)


def more_on_hand(order):
    Inventory.update(on_hand=Inventory.on_hand + 1).execute()


def fewer_reserved(order):
    Inventory.update(reserved=1).execute()


def another_line(order):
    OrderLine.update(quantity=1).execute()


def payment_gone(order):
    Payment.update(status="failed", paid_at=None).execute()


def other_amount(order):
    Payment.update(amount_minor=Payment.amount_minor + 1).execute()


def ended_with_money(order):
    Order.update(status="expired", settled_at=None).execute()


def refunded_too_much(order):
    Refund.create(
        payment=order.payments.get(),
        amount_minor=order.total_minor + 1,
        reason="staff",
        requested_by="x",
    )


def settled_twice(order):
    OrderEvent.create(order=order, event="paid", actor="stripe")


def left_twice(order):
    edition = order.lines.get().edition
    InventoryMovement.create(edition=edition, on_hand_change=-2, reason="shipped", order_id=order)
    InventoryMovement.create(edition=edition, on_hand_change=2, reason="adjustment")


def another_line_delivered(order):
    edition = order.lines.get().edition
    lines = read_lines(f"{edition.isbn} 2")
    delivery = receive_delivery(lines, supplier="Gardners", staff_id=staff().id)
    DeliveryLine.update(copies=3).where(DeliveryLine.delivery == delivery).execute()


def counted_and_not_entered(order):
    edition = order.lines.get().edition
    take = start("January", staff_id=staff().id)
    count(take, edition, copies=4, staff_id=staff().id)
    StockTake.update(finished_at=now()).execute()


def under_no_name(order):
    edition = order.lines.get().edition
    InventoryMovement.create(edition=edition, on_hand_change=1, reason="stock_take")


def cheaper_without_a_sale(order):
    put_on_sale(order.lines.get().edition, 1, now(), now() + timedelta(days=1))
    Sale.delete().execute()


def staff():
    return Customer.get_or_none() or a_person("clerk@example.org", role="owner")


BREAKS = {
    more_on_hand: "The inventory is the sum of its ledger",
    fewer_reserved: "Reserved copies are those that orders hold",
    another_line: "An order's lines add up to its subtotal",
    payment_gone: "A settled order has one payment",
    other_amount: "A settled order has one payment",
    ended_with_money: "Money for an order that has ended goes back",
    refunded_too_much: "Refunds are of payments, and no larger",
    settled_twice: "An order is settled once",
    left_twice: "A shipped order's copies have left, once",
    another_line_delivered: "A delivery's lines are in the ledger",
    counted_and_not_entered: "A finished stock-take's differences are in the ledger",
    under_no_name: "What the ledger says came of a delivery or stock-take",
    cheaper_without_a_sale: "An edition costs its list price",
}


def test_a_shop_that_sold_a_book_breaks_no_rule(a_paid_order):
    assert broken_invariants() == []


@pytest.mark.parametrize("harm", BREAKS, ids=lambda harm: harm.__name__)
def test_a_broken_rule_is_found_with_its_rows(a_paid_order, harm):
    harm(a_paid_order)
    found = dict(broken_invariants())
    rules = [rule for rule in found if rule.startswith(BREAKS[harm])]
    assert rules
    assert found[rules[0]]


def test_every_rule_has_been_seen_broken():
    assert all(any(rule.startswith(name) for name in BREAKS.values()) for rule in RULES)


def test_the_command_says_that_all_is_well_or_exits_with_1(app, a_paid_order):
    assert app.test_cli_runner().invoke(args=["check", "integrity"]).exit_code == 0
    fewer_reserved(a_paid_order)
    answer = app.test_cli_runner().invoke(args=["check", "integrity"])
    assert answer.exit_code == 1
    assert "BROKEN: Reserved copies" in answer.output
    assert "reserved=1, held=2" in answer.output
