import pytest

from app.money import Money
from app.orders.cancellation import cancel_paid
from app.orders.checkout.placing import place_order
from app.orders.fulfilment.dispatch import ship
from app.orders.holds import cancel
from app.orders.integrity import broken_invariants
from app.orders.models import Invoice, Order, Payment, Refund, StoredValue, StoredValueMovement
from app.orders.payments import gateway
from app.orders.payments.attempts import begin_payment
from app.orders.payments.settlement import settle
from app.orders.refunds.refundable import left_of
from app.orders.refunds.requests import request_refund
from app.orders.refunds.resending import not_arrived, send_again
from app.orders.refunds.sending import ask_again, carry_out
from app.orders.refusals import NotRefundable
from app.orders.stored_values.spending import credit
from app.pricing.models import Promotion, TaxRegime
from tests.at_once import all_at_once
from tests.orders.conftest import events_of, fresh
from tests.orders.refunds.conftest import fail_at_the_bank, give, lines


def test_a_refund_that_failed_is_given_as_credit_once(app, a_paid_order, a_customer, staff, stripe):
    order = a_paid_order(action="delay")
    her = a_customer()
    Order.update(customer=her).execute()
    failed = fail_at_the_bank(stripe, request_refund(order.id, "staff", staff))
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
    failed = fail_at_the_bank(stripe, request_refund(order.id, "staff", staff))
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


@pytest.fixture
def fails(stripe):
    """Has a refund made that the bank then refuses; returns it."""

    def build(refund):
        carry_out(refund.id)
        made = Refund.get_by_id(refund.id).stripe_refund_id
        stripe.post(f"/_simulator/refunds/{made}/fail")
        ask_again(made)
        return refund

    return build


@pytest.fixture
def tax_on_top(app):
    british = TaxRegime.country == "GB"
    TaxRegime.update(included=False).where(british).execute()
    yield
    TaxRegime.update(included=True).where(british).execute()


def refuse_to_send_again(failed):
    with pytest.raises(NotRefundable):
        send_again(failed.id, "staff 1")
    assert list(not_arrived()) == []
    assert broken_invariants() == []


def test_copies_that_were_given_back_since_are_not_given_back_again(two_books, fails):
    copies = {lines(two_books)[0].id: 2}
    failed = fails(give(two_books, given_up=copies))
    give(two_books, back=copies)
    refuse_to_send_again(failed)


def test_delivery_that_was_given_back_since_is_not_given_back_again(two_books, fails):
    failed = fails(give(two_books, shipping_minor=295))
    give(two_books, shipping_minor=295)
    refuse_to_send_again(failed)


def test_delivery_with_tax_on_top_is_not_given_back_again_either(
    a_paid_order, an_edition, fails, tax_on_top
):
    order = a_paid_order(an_edition(price_minor=1000, tax_class="standard"), quantity=2)
    delivery = left_of(order).shipping_minor
    assert delivery > order.shipping_minor
    failed = fails(give(order, shipping_minor=delivery))
    assert [refund.id for refund in not_arrived()] == [failed.id]
    give(order, shipping_minor=delivery)
    refuse_to_send_again(failed)


def test_a_penny_of_rounding_leaves_nobody_without_her_money(
    a_paid_order, an_edition, fails, staff
):
    Promotion.create(name="Ten percent off", kind="percent", percent=10, currency="GBP")
    order = a_paid_order(an_edition(price_minor=995), quantity=2)
    ship(order.id, "", staff)
    copy = {lines(order)[0].id: 1}
    failed = fails(give(order, back=copy))
    other = give(order, back=copy)
    assert (failed.amount_minor, other.amount_minor) == (896, 896), "of £17.91"
    assert [refund.id for refund in not_arrived()] == [failed.id]
    assert send_again(failed.id, "staff 1").amount_minor == 895
    assert list(not_arrived()) == []
    assert broken_invariants() == []


def test_the_price_of_a_gift_card_that_was_used_is_not_sent_again_for_something_else(
    with_a_card, fails
):
    StoredValueMovement.create(
        stored_value=StoredValue.get(), amount_minor=-2000, reason="adjustment"
    )
    failed = fails(give(with_a_card, other_minor=500, note="Sorry."))
    give(with_a_card, other_minor=with_a_card.total_minor - 2000, note="Sorry.")
    refuse_to_send_again(failed)


def test_money_that_stripe_gives_back_in_another_sum_is_left_to_a_person(two_books, stripe):
    refund = give(two_books, other_minor=500, note="Sorry.")
    intent = two_books.payments.get().payment_intent_id
    told = {"metadata": {"refund": str(refund.id)}, "payment_intent": intent, "amount": 300}
    gateway.client().v1.refunds.create(told)
    carry_out(refund.id)
    carry_out(refund.id)
    assert Refund.get().status == "requested"
    assert "£3.00" in Refund.get().last_error
    assert events_of(two_books).count("refund_mismatch") == 1


@pytest.mark.parametrize("paid_in_time", [False, True])
def test_money_that_came_too_late_or_twice_and_did_not_go_back_is_given_as_credit(
    a_session, shopper, stripe, page_of, paid_in_time
):
    late = a_session()
    if paid_in_time:
        pay_another_page(late, shopper)
    else:
        cancel(late.order_id, "buyer")
    comes_and_is_given_as_credit(late, shopper, stripe)
    assert StoredValue.get().balance_minor == late.amount_minor
    assert [one.kind for one in Invoice.select()] == (["invoice"] if paid_in_time else [])
    assert ("is yours again on a gift card" in page_of(late.order)) != paid_in_time
    assert "goes back to where it came from" not in page_of(late.order)
    assert broken_invariants() == []


def test_money_paid_twice_and_given_as_credit_leaves_what_credit_paid_to_go_back(
    a_cart, a_customer, an_edition, details, shopper, stripe
):
    her = a_customer()
    credit(her, Money(500, "GBP"), "issued")
    cart = a_cart(an_edition(), customer=her)
    order = place_order(cart, details(cart), her.id)
    assert order.stored_minor == 500
    begin_payment(order)
    late = order.payments.get()
    pay_another_page(late, shopper)
    comes_and_is_given_as_credit(late, shopper, stripe)
    cancel_paid(order.id, "buyer")
    assert StoredValue.get().balance_minor == 500 + late.amount_minor
    assert broken_invariants() == []


def pay_another_page(payment, shopper):
    Payment.update(status="failed").where(Payment.id == payment.id).execute()
    begin_payment(payment.order)
    another = payment.order.payments.order_by(Payment.attempt.desc()).first()
    shopper(another)
    settle(another.session_id)


def comes_and_is_given_as_credit(late, shopper, stripe):
    shopper(late)
    settle(late.session_id)
    failed = fail_at_the_bank(stripe, Refund.get())
    send_again(failed.id, "staff 1", to_credit=True)


def test_a_refund_that_somebody_made_at_stripe_instead_is_not_made_up_for(
    a_paid_order, staff, stripe
):
    order = a_paid_order()
    intent = order.payments.get().payment_intent_id
    gateway.client().v1.refunds.create({"payment_intent": intent})
    carry_out(request_refund(order.id, "staff", staff).id)
    failed = Refund.get()
    assert failed.status == "failed"
    with pytest.raises(NotRefundable, match="Take that refund over first"):
        send_again(failed.id, "staff 1", to_credit=True)
    assert StoredValue.select().count() == 0


def test_while_stripe_does_not_answer_nothing_is_sent_again(a_paid_order, staff, stripe):
    order = a_paid_order(action="delay")
    failed = fail_at_the_bank(stripe, request_refund(order.id, "staff", staff))
    stripe.fault(api=500, path="/v1/refunds")
    with pytest.raises(NotRefundable, match="Stripe does not answer"):
        send_again(failed.id, "staff 1", to_credit=True)
