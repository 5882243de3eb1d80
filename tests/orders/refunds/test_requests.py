import itertools
from functools import partial

import pytest

from app.catalog.models import Inventory
from app.db import now
from app.mail import Email
from app.orders.cancellation import cancel_paid
from app.orders.checkout import place_order
from app.orders.fulfilment.dispatch import ship
from app.orders.integrity import broken_invariants
from app.orders.models import (
    CartCard,
    Dispute,
    GiftCardBought,
    Order,
    OrderLine,
    Refund,
    RefundLine,
    StoredValue,
    StoredValueMovement,
)
from app.orders.payments import gateway
from app.orders.payments.attempts import begin_payment
from app.orders.payments.settlement import settle
from app.orders.refunds.parts import Wanted
from app.orders.refunds.refundable import left_of
from app.orders.refunds.requests import request_part, request_refund
from app.orders.refunds.resending import not_arrived, send_again
from app.orders.refunds.sending import ask_again, carry_out
from app.orders.refusals import NotRefundable, NotShippable, TooLateToCancel
from app.orders.upkeep import carry_out_refunds
from app.pricing.models import Promotion, TaxRegime
from app.pricing.vouchers import redeem
from tests.orders.conftest import all_at_once, events_of, fresh

KEYS = (f"a-key-of-a-clerk-{number}" for number in itertools.count())


@pytest.fixture
def two_books(a_paid_order, an_edition):
    """A paid order of two copies of each of two books, with £2.95 for delivery: £22.91."""
    books = [an_edition(on_hand=5, price_minor=499) for _ in range(2)]
    return a_paid_order(*books, quantity=2)


@pytest.fixture
def a_gift_card(app):
    def build(minor, code="CARD"):
        card = StoredValue.create(
            kind="gift_card", code_hash=code, code_end=code[-4:], currency="GBP"
        )
        StoredValueMovement.create(stored_value=card, amount_minor=minor, reason="issued")
        return card

    return build


@pytest.fixture
def partly_by_card(a_cart, a_gift_card, an_edition, details, shopper):
    """A paid order of £22.93, of which a gift card paid £10."""
    cart = a_cart(an_edition(), quantity=2)
    CartCard.create(cart=cart, stored_value=a_gift_card(1000))
    order = place_order(cart, details(cart))
    begin_payment(order)
    payment = order.payments.get()
    shopper(payment)
    settle(payment.session_id)
    return fresh(order)


def lines(order):
    return list(order.lines.order_by(OrderLine.id))


def wanted(**facts):
    return Wanted(**{"reason": "staff", **facts})


def give(order, **facts):
    return request_part(order.id, wanted(**facts), "staff 1")


def at_stripe():
    return sorted(refund.amount for refund in gateway.client().v1.refunds.list().data)


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


@pytest.fixture
def with_a_card(a_cart, an_edition, details, shopper):
    """A paid order of a book at £9.99 and of a gift card of £20."""
    cart = a_cart(an_edition())
    people = {"recipient_name": "Bea", "recipient_email": "b@example.org", "sender_name": "Ada"}
    GiftCardBought.create(cart=cart, amount_minor=2000, currency="GBP", **people)
    order = place_order(cart, details(cart))
    begin_payment(order)
    payment = order.payments.get()
    shopper(payment)
    settle(payment.session_id)
    return fresh(order)


def spend_from_it(order):
    card = GiftCardBought.get().stored_value_id
    StoredValueMovement.create(stored_value=card, amount_minor=-1, reason="adjustment")


def test_a_gift_card_that_nobody_used_is_taken_back_with_all_the_rest(with_a_card, staff):
    carry_out(request_refund(with_a_card.id, "staff", staff).id)
    assert Refund.get().amount_minor == with_a_card.total_minor
    assert StoredValue.get().balance_minor == 0
    assert fresh(with_a_card).status == "refunded"
    assert broken_invariants() == []


def test_a_gift_card_that_was_used_stays_paid_for(with_a_card, staff):
    spend_from_it(with_a_card)
    carry_out(request_refund(with_a_card.id, "staff", staff).id)
    assert Refund.get().amount_minor == with_a_card.total_minor - 2000
    assert fresh(with_a_card).status == "delivered"
    with pytest.raises(NotRefundable):
        request_refund(with_a_card.id, "staff", staff)
    assert broken_invariants() == []


def test_a_gift_card_goes_back_by_itself_and_only_once(with_a_card):
    card = GiftCardBought.get()
    assert give(with_a_card, cards=(card.id,)).amount_minor == 2000
    with pytest.raises(NotRefundable):
        give(with_a_card, cards=(card.id,))
    assert broken_invariants() == []


def test_a_gift_card_stays_when_the_book_beside_it_is_given_up(with_a_card):
    refund = give(with_a_card, given_up={lines(with_a_card)[0].id: 1})
    assert refund.amount_minor == with_a_card.total_minor - 2000
    assert StoredValue.get().balance_minor == 2000
    assert fresh(with_a_card).status == "delivered"
    assert broken_invariants() == []


@pytest.fixture
def of_both_moneys(a_cart, a_gift_card, an_edition, details, shopper):
    """A paid order of a book (£9.99, £2.95 to send it) and of a gift card of £20: £32.94.

    A gift card paid £10 of it, which can only be for the book; the bank card paid £22.94.
    """
    cart = a_cart(an_edition())
    people = {"recipient_name": "Bea", "recipient_email": "b@example.org", "sender_name": "Ada"}
    GiftCardBought.create(cart=cart, amount_minor=2000, currency="GBP", **people)
    CartCard.create(cart=cart, stored_value=a_gift_card(1000))
    order = place_order(cart, details(cart))
    begin_payment(order)
    payment = order.payments.get()
    shopper(payment)
    settle(payment.session_id)
    assert (order.stored_minor, order.due_minor) == (1000, 2294)
    return fresh(order)


def went_back():
    """How much has gone to the bank card, and to the gift card that paid."""
    sums = {True: 0, False: 0}
    for refund in Refund.select():
        sums[refund.payment_id is not None] += refund.amount_minor
    return sums[True], sums[False]


def test_money_of_a_gift_card_never_comes_back_as_that_of_a_bank_card(of_both_moneys):
    give(of_both_moneys, given_up={lines(of_both_moneys)[0].id: 1})
    assert went_back() == (294, 1000), "the gift card that was bought stays paid"
    give(of_both_moneys, cards=(GiftCardBought.get().id,))
    assert went_back() == (2294, 1000)
    assert broken_invariants() == []


def test_a_gift_card_that_was_bought_goes_back_to_the_bank_card(of_both_moneys):
    give(of_both_moneys, cards=(GiftCardBought.get().id,))
    assert went_back() == (2000, 0)
    give(of_both_moneys, other_minor=1294, note="Sorry.")
    assert went_back() == (2294, 1000)
    assert broken_invariants() == []


@pytest.mark.parametrize(("used", "back"), [(False, (2294, 1000)), (True, (294, 1000))])
def test_all_that_is_left_goes_to_whatever_paid_it(of_both_moneys, staff, used, back):
    if used:
        bought = GiftCardBought.get().stored_value_id
        StoredValueMovement.create(stored_value=bought, amount_minor=-1, reason="adjustment")
    request_refund(of_both_moneys.id, "staff", staff)
    assert went_back() == back
    assert broken_invariants() == []


def test_of_money_for_a_gift_card_that_stays_nothing_goes_back_for_anything_else(of_both_moneys):
    give(of_both_moneys, other_minor=500, note="For the wait.")
    assert went_back() == (294, 206)
    for to_credit in (False, True):
        with pytest.raises(NotRefundable):
            give(of_both_moneys, other_minor=795, note="More.", to_credit=to_credit)
    assert broken_invariants() == []


def test_whoever_gives_all_the_money_back_under_any_name_gives_up_what_was_not_sent(two_books):
    promotion = Promotion.create(
        code="ONCE", name="Once", kind="percent", percent=1, currency="GBP", most_uses=1, uses=0
    )
    redeem([(promotion.id, 0)], two_books.id, two_books.email)
    carry_out(give(two_books, other_minor=two_books.total_minor, note="A mistake.").id)
    assert fresh(two_books).status == "refunded"
    assert Inventory.select().where(Inventory.reserved > 0).count() == 0
    assert Promotion.get().uses == 0
    assert broken_invariants() == []


def test_a_voucher_stays_used_when_all_the_money_goes_back_after_a_parcel(two_books, staff):
    promotion = Promotion.create(
        code="ONCE", name="Once", kind="percent", percent=1, currency="GBP", most_uses=1, uses=0
    )
    redeem([(promotion.id, 0)], two_books.id, two_books.email)
    ship(two_books.id, "", staff)
    carry_out(give(two_books, other_minor=two_books.total_minor, note="A mistake.").id)
    assert Promotion.get().uses == 1
    assert broken_invariants() == []


def test_a_gift_card_used_at_the_instant_it_is_taken_back_is_never_both(app, with_a_card, staff):
    calls = [lambda: request_refund(with_a_card.id, "staff", staff)]
    calls += [lambda: spend_from_it(with_a_card)]
    all_at_once(app, calls)
    used = GiftCardBought.get().stored_value.balance_minor == 1999
    back = Refund.select().exists()
    taken_back = back and Refund.get().amount_minor == with_a_card.total_minor
    assert used != bool(taken_back)
    assert broken_invariants() == []


def test_the_same_form_gives_back_once(app, two_books):
    key = next(KEYS)
    call = partial(give, two_books, other_minor=100, form_key=key, note="Sorry.")
    answers = all_at_once(app, [call] * 4)
    assert {answer.id for answer in answers} == {Refund.get().id}


def test_two_clerks_who_refund_at_once_give_back_no_more_than_was_paid(app, two_books):
    total = two_books.total_minor
    calls = [partial(give, two_books, other_minor=total // 2 + 1, note="x")] * 4
    answers = all_at_once(app, calls)
    assert sum(isinstance(answer, NotRefundable) for answer in answers) == 3
    assert broken_invariants() == []


def test_two_clerks_give_up_the_same_last_copies_once(app, two_books):
    copies = {line.id: 2 for line in lines(two_books)}
    answers = all_at_once(app, [partial(give, two_books, given_up=copies)] * 3)
    assert sum(isinstance(answer, Refund) for answer in answers) == 1
    assert Inventory.select().where(Inventory.reserved > 0).count() == 0
    assert broken_invariants() == []


def test_a_refund_that_races_a_cancellation_gives_all_back_once(app, two_books, staff):
    first = lines(two_books)[0]
    answers = all_at_once(
        app,
        [
            partial(give, two_books, given_up={first.id: 1}),
            lambda: cancel_paid(two_books.id, "buyer"),
            lambda: request_refund(two_books.id, "staff", staff),
        ],
    )
    refusals = (NotRefundable, TooLateToCancel)
    assert all(isinstance(answer, (Refund, Order, *refusals)) for answer in answers)
    carry_out_refunds()
    assert sum(at_stripe()) == two_books.total_minor
    assert fresh(two_books).status == "refunded"
    assert broken_invariants() == []


def test_a_refund_that_races_a_parcel_never_pays_back_a_copy_that_it_calls_unsent(
    app, two_books, staff
):
    copies = {line.id: 2 for line in lines(two_books)}
    answers = all_at_once(
        app,
        [
            partial(give, two_books, given_up=copies),
            lambda: ship(two_books.id, "", staff),
        ],
    )
    assert sum(isinstance(answer, (NotRefundable, NotShippable)) for answer in answers) == 1
    carry_out_refunds()
    sent = sum(line.shipped for line in lines(two_books))
    assert (sent, fresh(two_books).status) in {(4, "shipped"), (0, "refunded")}
    assert broken_invariants() == []


def test_nothing_left_to_send_gives_back_the_delivery_as_well(two_books):
    refund = give(two_books, given_up={line.id: 2 for line in lines(two_books)})
    assert refund.amount_minor == two_books.total_minor


def test_whoever_gives_up_all_copies_after_goodwill_gets_the_rest(two_books):
    give(two_books, other_minor=500, note="For the wait.")
    refund = give(two_books, given_up={line.id: 2 for line in lines(two_books)})
    assert refund.amount_minor == two_books.total_minor - 500
    assert broken_invariants() == []


def test_a_packed_order_of_which_copies_are_given_up_is_packed_again(two_books):
    Order.update(status="packed").execute()
    give(two_books, given_up={lines(two_books)[0].id: 1})
    assert fresh(two_books).status == "paid"


def test_a_packed_order_that_loses_no_copy_stays_packed(two_books):
    Order.update(status="packed").execute()
    give(two_books, other_minor=100, note="For the wait.")
    assert fresh(two_books).status == "packed"


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


def test_a_refund_that_failed_is_given_as_credit_once(app, a_paid_order, a_customer, staff, stripe):
    order = a_paid_order(action="delay")
    her = a_customer()
    Order.update(customer=her).execute()
    carry_out(request_refund(order.id, "staff", staff).id)
    failed = Refund.get()
    stripe.post(f"/_simulator/refunds/{failed.stripe_refund_id}/fail")
    ask_again(failed.stripe_refund_id)
    assert [refund.id for refund in not_arrived()] == [failed.id]
    calls = [lambda: send_again(failed.id, "staff 1", to_credit=True)] * 3
    answers = all_at_once(app, calls)
    assert sum(isinstance(answer, NotRefundable) for answer in answers) == 2
    assert StoredValue.get().balance_minor == order.total_minor
    assert list(not_arrived()) == []
    assert fresh(order).status == "refunded"
    assert broken_invariants() == []


def test_a_refund_that_failed_can_go_to_the_card_again(a_paid_order, staff, stripe):
    order = a_paid_order(action="delay")
    carry_out(request_refund(order.id, "staff", staff).id)
    failed = Refund.get()
    stripe.post(f"/_simulator/refunds/{failed.stripe_refund_id}/fail")
    ask_again(failed.stripe_refund_id)
    again = send_again(failed.id, "staff 1")
    carry_out(again.id)
    assert Refund.get_by_id(again.id).status == "pending"
    assert again.payment_id == failed.payment_id
    assert broken_invariants() == []


def test_a_refund_that_was_made_up_for_otherwise_is_not_sent_again(a_paid_order, staff, stripe):
    order = a_paid_order()
    intent = order.payments.get().payment_intent_id
    gateway.client().v1.refunds.create({"payment_intent": intent})
    failed = request_refund(order.id, "staff", staff)
    carry_out(failed.id)
    request_refund(order.id, "staff", staff)
    with pytest.raises(NotRefundable):
        send_again(failed.id, "staff 1", to_credit=True)
    assert list(not_arrived()) == []


def test_money_that_stripe_gives_back_in_another_sum_is_left_to_a_person(two_books, stripe):
    refund = give(two_books, other_minor=500, note="Sorry.")
    intent = two_books.payments.get().payment_intent_id
    told = {"metadata": {"refund": str(refund.id)}, "payment_intent": intent, "amount": 300}
    gateway.client().v1.refunds.create(told)
    carry_out(refund.id)
    carry_out(refund.id)
    assert Refund.get().status == "requested"
    assert "300 gbp" in Refund.get().last_error
    assert events_of(two_books).count("refund_mismatch") == 1


def lose(order, minor):
    """The buyer's bank has taken so much of the card's payment back for good."""
    Dispute.create(
        payment=order.payments.get(),
        stripe_dispute_id="du_1",
        reason="fraudulent",
        status="lost",
        amount_minor=minor,
        currency="GBP",
        opened_at=now(),
        closed_at=now(),
        asked_at=now(),
    )


def test_money_that_a_dispute_has_taken_is_not_given_back_again(two_books, staff):
    ship(two_books.id, "", staff)
    lose(two_books, two_books.total_minor)
    for to_credit in (False, True):
        with pytest.raises(NotRefundable):
            give(two_books, other_minor=1, note="Sorry.", to_credit=to_credit)
    with pytest.raises(NotRefundable):
        request_refund(two_books.id, "staff", staff)
    assert Refund.select().count() == 0


def test_of_a_payment_that_is_lost_in_part_the_rest_can_go_back(two_books, staff):
    lose(two_books, 2000)
    carry_out(request_refund(two_books.id, "staff", staff).id)
    assert at_stripe() == [two_books.total_minor - 2000]
    assert fresh(two_books).status == "refunded"
    assert broken_invariants() == []


def test_a_lost_dispute_leaves_what_a_gift_card_paid_to_that_gift_card(partly_by_card, staff):
    lose(partly_by_card, partly_by_card.due_minor)
    request_refund(partly_by_card.id, "staff", staff)
    assert went_back() == (0, 1000)
    assert fresh(partly_by_card).status == "refunded"
    assert broken_invariants() == []


def test_a_failed_refund_of_money_that_is_lost_since_is_not_sent_again(a_paid_order, staff, stripe):
    order = a_paid_order(action="delay")
    carry_out(request_refund(order.id, "staff", staff).id)
    failed = Refund.get()
    stripe.post(f"/_simulator/refunds/{failed.stripe_refund_id}/fail")
    ask_again(failed.stripe_refund_id)
    assert [refund.id for refund in not_arrived()] == [failed.id]
    lose(order, order.total_minor)
    assert list(not_arrived()) == []
    with pytest.raises(NotRefundable):
        send_again(failed.id, "staff 1", to_credit=True)


def test_an_order_whose_money_is_lost_is_not_sent(two_books, staff):
    lose(two_books, two_books.total_minor)
    with pytest.raises(NotShippable, match="bank"):
        ship(two_books.id, "", staff)
