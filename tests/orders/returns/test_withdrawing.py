import itertools
from datetime import timedelta

import pytest

from app.catalog.inventory import move
from app.catalog.models import Inventory
from app.db import now
from app.letters import LETTERS
from app.mail import Email
from app.orders.fulfilment.dispatch import ship
from app.orders.integrity import broken_invariants
from app.orders.models import (
    Order,
    OrderEvent,
    OrderLine,
    Payment,
    Refund,
    Return,
    ReturnLine,
    Shipment,
    ShipmentLine,
    Withdrawal,
)
from app.orders.refunds.parts import Wanted
from app.orders.refunds.refundable import left_of
from app.orders.refunds.requests import request_part
from app.orders.refusals import NotReturnable
from app.orders.returns.desk import receive
from app.orders.returns.periods import ON_THE_WAY
from app.orders.returns.returning import proposed_for
from app.orders.returns.withdrawing import Declared, can_withdraw, declare, mark_seen, unanswered
from app.orders.upkeep import carry_out_refunds
from app.pricing.models import Promotion
from tests.at_once import all_at_once
from tests.orders.conftest import events_of, fresh

KEYS = (f"a-key-of-a-withdrawal-{number}" for number in itertools.count())


@pytest.fixture
def order(a_paid_order, an_edition):
    """Two copies of a book, paid, with £2.95 for delivery."""
    return a_paid_order(an_edition(on_hand=5), quantity=2)


@pytest.fixture
def sent(order, staff):
    ship(order.id, "", staff)
    return fresh(order)


def declared(order, **facts):
    who = {"name": "Ada Lovelace", "contract": order.number, "email": order.email}
    return Declared(**{"form_key": next(KEYS), **who, **facts})


def shipped(moment):
    Shipment.update(shipped_at=moment).execute()


def test_what_was_not_sent_is_refunded_by_itself_with_its_delivery(order):
    declare(declared(order), order)
    carry_out_refunds()
    assert (Refund.get().amount_minor, fresh(order).status) == (order.total_minor, "refunded")
    assert (Return.get().kind, Return.get().status) == ("withdrawal", "refunded")
    assert Inventory.get().reserved == 0
    assert broken_invariants() == []


def test_what_was_sent_is_awaited_and_refunded_with_standard_delivery(sent, staff):
    declare(declared(sent), sent)
    back = Return.get()
    assert (back.status, Refund.select().count()) == ("requested", 0)
    line = sent.lines.get()
    receive(back.id, {line.id: (2, 2)}, staff)
    copies, shipping = proposed_for(Return.get(), left_of(fresh(sent)))
    assert (copies, shipping) == ({line.id: 2}, 295)
    wanted = Wanted("withdrawal", back=copies, shipping_minor=shipping, return_id=back.id)
    request_part(sent.id, wanted, "staff 1")
    carry_out_refunds()
    assert fresh(sent).status == "refunded"
    assert broken_invariants() == []


def test_of_an_express_parcel_no_more_goes_back_than_a_standard_one_cost(sent, staff):
    Order.update(shipping_minor=895, total_minor=Order.total_minor + 600).execute()
    Order.update(standard_shipping_minor=295).execute()
    declare(declared(sent), sent)
    _, shipping = proposed_for(Return.get(), left_of(fresh(sent)))
    assert shipping == 295


def test_the_tax_that_came_on_top_of_a_standard_parcel_goes_back_with_it(sent):
    Order.update(
        tax_included=False, tax_minor=18, total_minor=Order.total_minor + 18, tax_summary=[]
    ).execute()
    Order.update(standard_shipping_minor=295).execute()
    declare(declared(sent), sent)
    _, shipping = proposed_for(Return.get(), left_of(fresh(sent)))
    assert shipping == 295 + 18


def test_who_keeps_a_book_of_the_order_pays_for_its_delivery(sent):
    declare(declared(sent, copies={sent.lines.get().id: 1}), sent)
    assert proposed_for(Return.get(), left_of(fresh(sent)))[1] == 0


def test_of_a_book_half_sent_the_unsent_copy_is_refunded_and_the_other_awaited(order):
    line = order.lines.get()
    half_sent(order, line)
    declare(declared(order), order)
    row = ReturnLine.get()
    assert (row.quantity, row.given_up, row.to_come) == (2, 1, 1)
    assert (Refund.get().amount_minor, Return.get().status) == (999, "requested")
    assert fresh(order).status == "shipped"
    assert broken_invariants() == []


def half_sent(order, line):
    shipment = Shipment.create(order=order)
    ShipmentLine.create(shipment=shipment, order_line=line, quantity=1)
    move(line.edition_id, on_hand=-1, reserved=-1, reason="shipped", order_id=order.id)
    OrderLine.update(shipped=1).execute()
    Order.update(status="part_shipped").execute()


def test_a_guest_declares_it_by_number_and_email_however_they_are_written(sent):
    row = declare(declared(sent, contract=sent.number.lower(), email=sent.email.upper()))
    assert (row.order_id, row.return_of.kind) == (sent.id, "withdrawal")


@pytest.mark.parametrize("wrong", [{"contract": "AAAA-BBBB-CCCC"}, {"email": "other@example.org"}])
def test_what_fits_no_order_is_acknowledged_all_the_same_and_left_to_staff(sent, staff, wrong):
    row = declare(declared(sent, **wrong))
    assert (row.order_id, Return.select().count()) == (None, 0)
    assert Email.get(Email.kind == "withdrawal_received").recipient == row.email
    assert [one.id for one in unanswered()] == [row.id]
    mark_seen(row.id, staff)
    assert list(unanswered()) == []


def test_the_acknowledgement_says_what_was_declared_and_when(sent):
    row = declare(declared(sent), sent)
    Withdrawal.update(stated_at=now().replace(2026, 7, 9, 13, 5)).execute()
    letter = LETTERS["withdrawal_received"](row.id)
    for words in (letter.text, letter.html):
        for said in ("9 July 2026 at 14:05", sent.number, "Ada Lovelace", sent.email):
            assert said in words
        assert "within fourteen days" in words


def order_told(order, moment):
    OrderEvent.create(order=order, event="delivered", actor="staff 1", created_at=moment)


def test_a_day_after_the_period_it_is_over(sent):
    order_told(sent, now() - timedelta(days=18))
    assert not can_withdraw(sent)
    row = declare(declared(sent))
    assert (row.order_id, row.return_id) == (sent.id, None)
    assert [one.id for one in unanswered()] == [row.id]


@pytest.mark.parametrize(("days", "open_still"), [(14, True), (17, False)])
def test_the_edge_of_the_period(sent, days, open_still):
    order_told(sent, now() - timedelta(days=days))
    assert can_withdraw(sent) is open_still


@pytest.mark.parametrize(("days", "open_still"), [(44, True), (47, False)])
def test_of_a_parcel_that_nobody_heard_of_again_the_period_is_a_month_longer(
    sent, days, open_still
):
    assert ON_THE_WAY.days == 30
    shipped(now() - timedelta(days=days))
    assert can_withdraw(sent) is open_still


def test_the_period_has_not_begun_while_some_of_the_order_is_still_to_come(order):
    half_sent(order, order.lines.get())
    shipped(now() - timedelta(days=300))
    assert can_withdraw(fresh(order))


def test_downloads_are_not_withdrawn_from(order):
    OrderLine.update(is_download=True).execute()
    assert not can_withdraw(order)


@pytest.mark.parametrize("status", ["awaiting_payment", "refunded"])
def test_what_is_not_paid_or_all_refunded_is_not_withdrawn_from(an_order, a_paid_order, status):
    order = an_order() if status == "awaiting_payment" else a_paid_order()
    Order.update(status=status).execute()
    assert not can_withdraw(fresh(order))


@pytest.mark.parametrize("copies", [{}, {1: 3}, {99: 1}, {1: -1}])
def test_copies_that_an_order_has_not_are_refused_and_nothing_is_kept(sent, copies):
    with pytest.raises(NotReturnable):
        declare(declared(sent, copies=copies), sent)
    assert Withdrawal.select().count() == 0


def test_the_same_form_declares_once(app, sent):
    said = declared(sent)
    answers = all_at_once(app, [lambda: declare(said, sent)] * 3)
    assert {answer.id for answer in answers} == {Withdrawal.get().id}
    assert Return.select().count() == 1


def test_two_forms_withdraw_from_the_same_copies_once(app, order):
    all_at_once(app, [lambda: declare(declared(order), order)] * 3)
    carry_out_refunds()
    assert Withdrawal.select().count() == 3
    assert Return.select().count() == 1
    assert fresh(order).status == "refunded"
    assert broken_invariants() == []


def test_a_withdrawal_that_races_a_parcel_refunds_or_awaits_each_copy(app, order, staff):
    calls = [lambda: declare(declared(order), order), lambda: ship(order.id, "", staff)]
    all_at_once(app, calls)
    carry_out_refunds()
    row = ReturnLine.get()
    line = order.lines.get()
    assert (row.given_up, row.to_come) == (line.cancelled, line.shipped)
    assert broken_invariants() == []


def test_of_two_for_one_who_gives_one_back_has_what_that_one_cost(a_paid_order, an_edition):
    Promotion.create(name="Two for one", kind="cheapest_free", of_copies=2, currency="GBP")
    books = [an_edition(on_hand=5, price_minor=price) for price in (999, 899)]
    order = a_paid_order(*books)
    dearer, cheaper = order.lines.order_by(OrderLine.id)
    declare(declared(order, copies={dearer.id: 1}), order)
    assert (order.total_minor, Refund.get().amount_minor) == (1294, 526)
    assert left_of(fresh(order)).minor == cheaper.paid_minor + 295 == 473 + 295
    assert broken_invariants() == []


def goodwill(order, minor):
    """Staff give so much back for something else, before the buyer changes her mind."""
    request_part(order.id, Wanted("staff", other_minor=minor, note="Sorry."), "staff 1")


def given_back():
    return [refund.amount_minor for refund in Refund.select().order_by(Refund.id)][1:]


def test_of_all_that_goodwill_has_left_no_more_goes_back_and_the_order_ends(order):
    goodwill(order, 1500)
    declare(declared(order), order)
    carry_out_refunds()
    assert given_back() == [order.total_minor - 1500]
    assert fresh(order).status == "refunded"
    assert broken_invariants() == []


@pytest.mark.parametrize(("minor", "back"), [(500, 999), (1500, 792), (2291, 1)])
def test_who_withdraws_from_a_copy_after_goodwill_still_gets_the_other(order, minor, back):
    goodwill(order, minor)
    declare(declared(order, copies={order.lines.get().id: 1}), order)
    carry_out_refunds()
    assert given_back() == [back]
    assert (Return.get().status, order.lines.get().owed) == ("refunded", 1)
    assert fresh(order).status == "paid"
    assert broken_invariants() == []


def test_a_copy_that_goodwill_has_paid_back_is_given_up_without_money(order):
    goodwill(order, order.total_minor - 1)
    row = declare(declared(order, copies={order.lines.get().id: 1}), order)
    assert given_back() == []
    assert (Return.get().status, order.lines.get().owed) == ("closed", 1)
    assert fresh(order).status == "paid"
    assert (
        "There is nothing further to refund for them" in LETTERS["withdrawal_received"](row.id).text
    )
    assert broken_invariants() == []


def test_of_a_book_half_sent_goodwill_leaves_what_it_leaves(order):
    half_sent(order, order.lines.get())
    goodwill(order, 2200)
    declare(declared(order), order)
    assert given_back() == [order.total_minor - 2200]
    assert broken_invariants() == []


def test_a_declaration_whose_money_cannot_go_back_is_kept_for_staff(order):
    Payment.update(status="mismatch", paid_at=None).execute()
    row = declare(declared(order), order)
    assert Email.get(Email.kind == "withdrawal_received").about == row.id
    assert [one.id for one in unanswered()] == [row.id]
    assert (Return.select().count(), order.lines.get().owed) == (0, 2)
    assert "withdrawal_to_look_at" in events_of(order)
