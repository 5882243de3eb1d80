import pytest

from app.catalog.models import Inventory
from app.mail import Email
from app.orders.fulfilment.dispatch import ship
from app.orders.fulfilment.packing import pack
from app.orders.integrity import broken_invariants
from app.orders.models import Order, OrderLine, Refund, RefundLine, StoredValue
from app.orders.refunds.refundable import left_of
from app.orders.refunds.requests import request_refund
from app.orders.refunds.sending import carry_out
from app.orders.refusals import NotRefundable
from app.orders.upkeep import carry_out_refunds
from app.pricing.models import Promotion, TaxRegime
from tests.orders.conftest import events_of, fresh
from tests.orders.refunds.conftest import at_stripe, give, lines, use_a_voucher


def test_a_copy_not_sent_is_refunded_and_back_on_sale_while_the_rest_is_sent(two_books, staff):
    first, _second = lines(two_books)
    refund = give(two_books, given_up={first.id: 1})
    carry_out(refund.id)
    assert at_stripe() == [499]
    assert Inventory.get(Inventory.edition == first.edition_id).reserved == 1
    assert fresh(two_books).status == "paid"
    ship(two_books.id, "", staff)
    assert [line.shipped for line in lines(two_books)] == [1, 2]
    assert broken_invariants() == []


def test_copies_sent_are_refunded_without_touching_the_shelf(two_books, staff):
    ship(two_books.id, "", staff)
    first, _ = lines(two_books)
    refund = give(two_books, back={first.id: 2}, shipping_minor=100, note="Late and wet.")
    assert (refund.amount_minor, refund.shipping_minor) == (998 + 100, 100)
    assert [line.cancelled for line in lines(two_books)] == [0, 0]
    assert Inventory.get(Inventory.edition == first.edition_id).on_hand == 3
    assert broken_invariants() == []


def test_several_refunds_come_to_what_was_paid_and_never_more(two_books, staff):
    ship(two_books.id, "", staff)
    first, second = lines(two_books)
    carry_out(give(two_books, back={first.id: 2}).id)
    carry_out(give(two_books, shipping_minor=295).id)
    assert fresh(two_books).status == "shipped"
    with pytest.raises(NotRefundable):
        give(two_books, other_minor=999, note="x")
    carry_out(give(two_books, back={second.id: 1}).id)
    carry_out(give(two_books, back={second.id: 1}).id)
    assert fresh(two_books).status == "refunded"
    assert sum(at_stripe()) == two_books.total_minor
    with pytest.raises(NotRefundable):
        give(two_books, other_minor=1)
    assert broken_invariants() == []


def test_what_is_left_after_a_gesture_is_all_that_goes_back(two_books, staff):
    carry_out(give(two_books, other_minor=500, note="For the wait.").id)
    refund = request_refund(two_books.id, "staff", staff)
    carry_out(refund.id)
    assert refund.amount_minor == two_books.total_minor - 500
    assert fresh(two_books).status == "refunded"
    assert broken_invariants() == []


def test_a_line_with_a_discount_is_refunded_to_the_penny(two_books):
    first, _ = lines(two_books)
    OrderLine.update(discount_minor=1).where(OrderLine.id == first.id).execute()
    Order.update(discount_minor=1, total_minor=Order.total_minor - 1).execute()
    (one,) = [left for left in left_of(fresh(two_books)).lines if left.line.id == first.id]
    assert one.amount_of(1) == (499, 0)
    give(two_books, given_up={first.id: 1})
    (one,) = [left for left in left_of(fresh(two_books)).lines if left.line.id == first.id]
    assert one.amount_of(1) == (498, 0)


def test_the_tax_that_goes_back_is_that_of_its_lines_and_all_of_it_in_the_end(
    a_paid_order, an_edition, staff
):
    order = a_paid_order(an_edition(price_minor=1000, tax_class="standard"), quantity=3)
    line = lines(order)[0]
    assert line.tax_minor == 500
    refund = give(order, given_up={line.id: 1})
    assert (refund.amount_minor, refund.tax_minor) == (1000, 167)
    assert refund.lines.get().tax_minor == 167
    rest = request_refund(order.id, "staff", staff)
    assert refund.tax_minor + rest.tax_minor == order.tax_minor
    assert broken_invariants() == []


def test_tax_on_top_goes_back_with_what_it_was_on(a_paid_order, an_edition):
    TaxRegime.update(included=False).where(TaxRegime.country == "GB").execute()
    try:
        order = a_paid_order(an_edition(price_minor=1000, tax_class="standard"), quantity=2)
    finally:
        TaxRegime.update(included=True).where(TaxRegime.country == "GB").execute()
    line = lines(order)[0]
    refund = give(order, given_up={line.id: 1})
    assert (refund.amount_minor, refund.tax_minor) == (1200, 200)
    assert left_of(fresh(order)).shipping_minor == 354
    assert broken_invariants() == []


def test_the_card_gets_back_what_it_paid_before_the_gift_card_does(partly_by_card, staff):
    card = StoredValue.get()
    assert (partly_by_card.due_minor, card.balance_minor) == (1293, 0)
    first = give(partly_by_card, given_up={lines(partly_by_card)[0].id: 1})
    assert (first.payment_id is not None, first.amount_minor) == (True, 999)
    rest = request_refund(partly_by_card.id, "staff", staff)
    assert (rest.amount_minor, rest.payment_id is not None) == (294, True)
    part = Refund.get(Refund.part_of == rest)
    assert (part.stored_value_id, part.amount_minor, part.status) == (card.id, 1000, "succeeded")
    assert StoredValue.get().balance_minor == 1000
    assert fresh(partly_by_card).status == "paid", "until Stripe took its part"
    carry_out_refunds()
    assert fresh(partly_by_card).status == "refunded"
    assert broken_invariants() == []


def test_a_line_paid_from_two_places_has_its_copies_in_one(partly_by_card, staff):
    request_refund(partly_by_card.id, "staff", staff)
    rows = RefundLine.select(RefundLine.quantity, RefundLine.amount_minor)
    assert list(rows.order_by(RefundLine.refund).tuples()) == [(2, 1293), (0, 705)]


def test_a_refund_as_credit_is_there_at_once_and_takes_nothing_from_the_card(
    a_paid_order, a_customer, staff
):
    order = a_paid_order()
    her = a_customer()
    Order.update(customer=her).execute()
    refund = give(order, other_minor=300, to_credit=True, note="With our apologies.")
    credit = StoredValue.get(StoredValue.kind == "credit")
    assert (credit.customer_id, credit.balance_minor) == (her.id, 300)
    assert refund.status == "succeeded"
    assert at_stripe() == []
    assert Email.select().where(Email.kind == "refund_made").count() == 1
    carry_out(request_refund(order.id, "staff", staff).id)
    assert at_stripe() == [order.total_minor - 300]
    assert fresh(order).status == "refunded"
    assert broken_invariants() == []


def test_a_guests_credit_is_a_gift_card(a_paid_order):
    refund = give(a_paid_order(), other_minor=300, to_credit=True, note="Sorry.")
    value = StoredValue.get_by_id(refund.stored_value_id)
    assert (value.kind, value.balance_minor) == ("gift_card", 300)
    assert value.code_to_mail


def test_nothing_left_to_send_gives_back_the_delivery_as_well(two_books):
    refund = give(two_books, given_up={line.id: 2 for line in lines(two_books)})
    assert refund.amount_minor == two_books.total_minor


def test_a_packed_order_of_which_copies_are_given_up_is_packed_again(two_books):
    Order.update(status="packed").execute()
    give(two_books, given_up={lines(two_books)[0].id: 1})
    assert fresh(two_books).status == "paid"


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"other_minor": 2292},
        {"shipping_minor": 296},
        {"back": {1: 1}},
        {"given_up": {1: 3}},
        {"given_up": {99: 1}},
        {"cards": (1,)},
    ],
)
def test_what_an_order_has_not_is_not_given_back(two_books, facts):
    with pytest.raises(NotRefundable):
        give(two_books, **facts)
    assert Refund.select().count() == 0
    assert broken_invariants() == []


def test_whoever_gives_all_the_money_back_under_any_name_gives_up_what_was_not_sent(two_books):
    use_a_voucher(two_books)
    carry_out(give(two_books, other_minor=two_books.total_minor, note="A mistake.").id)
    assert fresh(two_books).status == "refunded"
    assert Inventory.select().where(Inventory.reserved > 0).count() == 0
    assert Promotion.get().uses == 0
    assert broken_invariants() == []


def test_a_voucher_stays_used_when_all_the_money_goes_back_after_a_parcel(two_books, staff):
    use_a_voucher(two_books)
    ship(two_books.id, "", staff)
    carry_out(give(two_books, other_minor=two_books.total_minor, note="A mistake.").id)
    assert Promotion.get().uses == 1
    assert broken_invariants() == []


def test_whoever_gives_up_all_copies_after_goodwill_gets_the_rest(two_books):
    give(two_books, other_minor=500, note="For the wait.")
    refund = give(two_books, given_up={line.id: 2 for line in lines(two_books)})
    assert refund.amount_minor == two_books.total_minor - 500
    assert broken_invariants() == []


def test_a_packed_order_that_loses_no_copy_stays_packed(two_books):
    Order.update(status="packed").execute()
    give(two_books, other_minor=100, note="For the wait.")
    assert fresh(two_books).status == "packed"


def test_an_order_that_is_to_be_packed_again_is_not_said_to_be_paid_twice(two_books, staff):
    pack(two_books.id, staff)
    give(two_books, given_up={lines(two_books)[0].id: 1})
    assert fresh(two_books).status == "paid"
    assert events_of(two_books).count("paid") == 1
    assert broken_invariants() == []


def test_more_than_is_left_is_refused_and_gives_up_no_copy_that_nobody_named(two_books):
    first, _second = lines(two_books)
    with pytest.raises(NotRefundable, match=r"comes to £24\.99; of this order £22\.91 is left"):
        give(two_books, given_up={first.id: 1}, other_minor=2000, note="A slip: meant was £2.00.")
    assert {line.owed for line in lines(two_books)} == {2}
    assert Refund.select().count() == 0
