import pytest

from app.orders.integrity import broken_invariants
from app.orders.models import Order, Refund, StoredValue
from app.orders.payments import gateway
from app.orders.refunds.requests import request_refund
from app.orders.refunds.resending import not_arrived, send_again
from app.orders.refunds.sending import ask_again, carry_out
from app.orders.refusals import NotRefundable
from tests.at_once import all_at_once
from tests.orders.conftest import events_of, fresh
from tests.orders.refunds.conftest import give


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
    assert "£3.00" in Refund.get().last_error
    assert events_of(two_books).count("refund_mismatch") == 1
