from contextlib import contextmanager
from datetime import timedelta

import pytest

from app.accounts.models import Customer
from app.catalog.deliveries import read_lines, receive_delivery
from app.catalog.inventory import move
from app.catalog.models import DeliveryLine, Inventory, InventoryMovement, Sale, StockTake
from app.catalog.prices import put_on_sale
from app.catalog.stock_takes import count, start
from app.db import db, now
from app.mail import Email
from app.money import Money
from app.orders.integrity import RULES, broken_invariants
from app.orders.invoices.issuing import credit_note_for
from app.orders.models import (
    Download,
    GiftCardBought,
    Invoice,
    Order,
    OrderEvent,
    OrderLine,
    Payment,
    Refund,
    RefundLine,
    Return,
    ReturnLine,
    Shipment,
    ShipmentLine,
    StoredValue,
)
from app.orders.payments.settlement import settle
from app.orders.refunds.parts import Wanted
from app.orders.refunds.requests import request_part
from app.orders.refunds.sending import carry_out
from app.orders.stored_values.spending import credit
from app.pricing.models import Promotion, Redemption, ShippingZone
from tests.people import a_person
from tests.pricing.conftest import tables_put_back

__all__ = ["tables_put_back"]


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


def country_in_two_zones(order):
    with unguarded():
        ShippingZone.create(name="Alps", countries=["CH"])


def shipped_without_a_parcel(order):
    line = order.lines.get()
    line.shipped = 2
    line.save()


def half_sent(order):
    line = order.lines.get()
    parcel = Shipment.create(order=order)
    ShipmentLine.create(shipment=parcel, order_line=line, quantity=1)
    with unguarded():
        Order.update(status="shipped", shipped_at=now()).execute()


def downloaded_a_thing(order):
    Download.create(order_line=order.lines.get())


def download_not_asked_for(order):
    OrderLine.update(is_download=True).execute()


def download_on_its_way(order):
    Order.update(delivery_kind="download").execute()


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


def came_back_from_nowhere(order):
    OrderLine.update(shipped=2, returned=1).execute()


def on_the_shelf_again_by_no_return(order):
    edition = order.lines.get().edition
    move(edition.id, on_hand=1, reason="returned", order_id=order.id)


def a_return_refunded_with_nothing(order):
    facts = {"kind": "return", "reason": "damaged", "status": "refunded", "ended_at": now()}
    ReturnLine.create(
        return_of=Return.create(order=order, **facts), order_line=order.lines.get(), quantity=1
    )


COPIED = ("email", "name", "address", "shipping_method", "shipping_name", "currency", "simulated")
COPIED += ("hold_expires_at",)


@contextmanager
def unguarded():
    """Without the triggers that keep most of this from happening at all."""
    with db.atomic():
        db.execute_sql("set local session_replication_role = replica")
        yield


def staff():
    return Customer.get_or_none() or a_person("clerk@example.org", role="owner")


BREAKS = {
    more_on_hand: "The inventory is the sum of its ledger",
    fewer_reserved: "Reserved and promised copies are those that orders hold",
    another_line: "An order's lines add up to its subtotal",
    payment_gone: "A settled order has one payment",
    other_amount: "A settled order has one payment",
    ended_with_money: "Money for an order that has ended goes back",
    refunded_too_much: "Refunds are of payments, and no larger",
    settled_twice: "An order is settled once",
    left_twice: "What an order has shipped has left the shelf, once",
    shipped_without_a_parcel: "An order's shipments hold what its lines say",
    half_sent: "What has been sent whole has nothing left to send",
    downloaded_a_thing: "Only what was paid for is downloaded",
    download_not_asked_for: "Whoever bought a download had asked to have it at once",
    download_on_its_way: "An order without a parcel is delivered as soon as it is paid",
    another_discount: "An order's discounts, taxes and gift cards",
    another_balance: "A gift card or credit is the sum of its ledger",
    spent_nowhere: "What an order had from gift cards and credit",
    used_by_nobody: "A voucher's uses are the redemptions that stand",
    released_while_paid: "A redemption stands unless its order ended unpaid",
    gift_card_before_money: "Gift cards that were bought hold what was paid for them",
    a_code_kept: "The code of a gift card is kept until it has been mailed",
    gave_back_more_than_it_had: "An order gives back no more than was paid for it",
    gave_back_a_copy_twice: "A line gives back no more copies than were bought",
    a_refund_of_less_than_its_lines: "A refund is the sum of its lines",
    given_back_to_nobody: "What went back to gift cards and credit is in their ledger",
    refunded_without_its_money: "A refunded order has given all back",
    came_back_from_nowhere: "Copies that came back are those of the returns",
    on_the_shelf_again_by_no_return: "Copies that came back to the shelf are in the ledger",
    a_return_refunded_with_nothing: "A return that was refunded has a refund",
    another_line_delivered: "A delivery's lines are in the ledger",
    counted_and_not_entered: "A finished stock-take's differences are in the ledger",
    under_no_name: "What the ledger says came of a delivery or stock-take",
    country_in_two_zones: "A country is in the zone that names it",
    number_missing: "Invoices are numbered from 1, and none is missing",
    never_invoiced: "An order that was paid since there are invoices has one",
    another_tax_invoiced: "An order's first invoice is of its total and its tax",
    credited_and_not_refunded: "What is invoiced of an order less what is credited",
    credited_at_another_rate: "No more is credited at a rate of tax than was invoiced",
    another_tax_credited: "Credit notes have the tax of the refunds",
    cheaper_without_a_sale: "An edition costs its list price",
}


def test_a_shop_that_sold_a_book_breaks_no_rule(a_paid_order):
    assert broken_invariants() == []


@pytest.mark.parametrize("harm", BREAKS, ids=lambda harm: harm.__name__)
def test_a_broken_rule_is_found_with_its_rows(a_paid_order, tables_put_back, harm):
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
    assert "BROKEN: Reserved and promised copies" in answer.output
    assert "reserved=1, held=2" in answer.output
