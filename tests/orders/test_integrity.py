import pytest

from app.orders.integrity import RULES, broken_invariants
from app.orders.payments.settlement import settle
from tests.orders.harms import bills, goods, money
from tests.pricing.conftest import tables_put_back

__all__ = ["tables_put_back"]


@pytest.fixture
def a_paid_order(a_session, shopper, an_edition):
    payment = a_session(an_edition(on_hand=5), quantity=2)
    shopper(payment)
    return settle(payment.session_id)


BREAKS = {
    goods.more_on_hand: "The inventory is the sum of its ledger",
    goods.fewer_reserved: "Reserved and promised copies are those that orders hold",
    goods.another_line: "An order's lines add up to its subtotal",
    money.payment_gone: "A settled order has one payment",
    money.other_amount: "A settled order has one payment",
    money.ended_with_money: "Money for an order that has ended goes back",
    money.refunded_too_much: "Refunds are of payments, and no larger",
    money.settled_twice: "An order is settled once",
    goods.left_twice: "What an order has shipped has left the shelf, once",
    goods.shipped_without_a_parcel: "An order's shipments hold what its lines say",
    goods.half_sent: "What has been sent whole has nothing left to send",
    goods.downloaded_a_thing: "Only what was paid for is downloaded",
    goods.download_not_asked_for: "Whoever bought a download had asked to have it at once",
    goods.download_on_its_way: "An order without a parcel is delivered as soon as it is paid",
    money.another_discount: "An order's discounts, taxes and gift cards",
    money.another_balance: "A gift card or credit is the sum of its ledger",
    money.spent_nowhere: "What an order had from gift cards and credit",
    money.used_by_nobody: "A voucher's uses are the redemptions that stand",
    money.released_while_paid: "A redemption stands unless its order ended unpaid",
    money.kept_though_nothing_is_sent: "A redemption stands unless its order ended unpaid",
    money.gift_card_before_money: "Gift cards that were bought hold what was paid for them",
    money.a_code_kept: "The code of a gift card is kept until it has been mailed",
    money.gave_back_more_than_it_had: "An order gives back no more than was paid for it",
    money.gave_back_a_copy_twice: "A line gives back no more copies than were bought",
    money.a_refund_of_less_than_its_lines: "A refund is the sum of its lines",
    money.given_back_to_nobody: "What went back to gift cards and credit is in their ledger",
    money.refunded_without_its_money: "A refunded order has given all back",
    goods.came_back_from_nowhere: "Copies that came back are those of the returns",
    goods.on_the_shelf_again_by_no_return: "Copies that came back to the shelf are in the ledger",
    money.a_return_refunded_with_nothing: "A return that was refunded has a refund",
    goods.another_line_delivered: "A delivery's lines are in the ledger",
    goods.counted_and_not_entered: "A finished stock-take's differences are in the ledger",
    goods.under_no_name: "What the ledger says came of a delivery or stock-take",
    goods.country_in_two_zones: "A country is in the zone that names it",
    bills.number_missing: "Invoices are numbered from 1, and none is missing",
    bills.never_invoiced: "An order that was paid since there are invoices has one",
    bills.another_tax_invoiced: "An order's first invoice is of its total and its tax",
    bills.credited_and_not_refunded: "What is invoiced of an order less what is credited",
    bills.credited_at_another_rate: "No more is credited at a rate of tax than was invoiced",
    bills.another_tax_credited: "Credit notes have the tax of the refunds",
    goods.cheaper_without_a_sale: "An edition costs its list price",
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
    goods.fewer_reserved(a_paid_order)
    answer = app.test_cli_runner().invoke(args=["check", "integrity"])
    assert answer.exit_code == 1
    assert "BROKEN: Reserved and promised copies" in answer.output
    assert "reserved=1, held=2" in answer.output
