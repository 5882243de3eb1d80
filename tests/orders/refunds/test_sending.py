import pytest

from app.catalog.models import Inventory
from app.mail import Email
from app.orders.fulfilment.dispatch import ship
from app.orders.integrity import broken_invariants
from app.orders.models import Refund
from app.orders.payments import gateway
from app.orders.refunds.requests import request_refund
from app.orders.refunds.sending import ask_again, carry_out, take_note
from app.orders.refusals import NotRefundable, NotShippable
from tests.at_once import all_at_once
from tests.orders.conftest import events_of, fresh, queued


def kinds():
    return {email.kind for email in Email.select()}


def test_a_shipped_order_leaves_the_shelf_and_tells_its_buyer(a_paid_order, an_edition, staff):
    order = a_paid_order(an_edition(on_hand=5), quantity=2)
    ship(order.id, "AB 123", staff)
    shelf = Inventory.get()
    assert (shelf.on_hand, shelf.reserved) == (3, 0)
    assert (fresh(order).status, order.shipments.get().tracking) == ("shipped", "AB 123")
    assert "parcel_shipped" in kinds()
    assert broken_invariants() == []


def test_an_order_is_shipped_once(app, a_paid_order, staff):
    order = a_paid_order()
    answers = all_at_once(app, [lambda: ship(order.id, "", staff)] * 4)
    assert sum(isinstance(answer, NotShippable) for answer in answers) == 3
    assert broken_invariants() == []


def test_an_unpaid_order_is_not_shipped(an_order, staff):
    with pytest.raises(NotShippable):
        ship(an_order().id, "", staff)


def test_a_refund_gives_all_back_and_puts_the_copies_back_on_the_shelf(a_paid_order, staff):
    order = a_paid_order()
    request_refund(order.id, "staff", staff)
    assert fresh(order).status == "paid", "until Stripe took it"
    assert "jobs.payments.carry_out_refund" in queued()
    carry_out(Refund.get().id)
    refund = Refund.get()
    assert (refund.status, refund.amount_minor) == ("succeeded", order.total_minor)
    assert fresh(order).status == "refunded"
    assert Inventory.get().reserved == 0
    assert "refund_made" in kinds()
    assert broken_invariants() == []


def test_a_refund_of_a_shipped_order_leaves_the_shelf_alone(a_paid_order, an_edition, staff):
    order = a_paid_order(an_edition(on_hand=5))
    ship(order.id, "", staff)
    carry_out(request_refund(order.id, "requested_by_customer", staff).id)
    assert (Inventory.get().on_hand, fresh(order).status) == (4, "refunded")
    assert broken_invariants() == []


def test_an_order_being_refunded_is_not_shipped(a_paid_order, staff):
    order = a_paid_order()
    request_refund(order.id, "staff", staff)
    with pytest.raises(NotShippable):
        ship(order.id, "", staff)


def test_money_goes_back_once_however_often_it_is_asked(app, a_paid_order, staff):
    order = a_paid_order()
    refund = request_refund(order.id, "staff", staff)
    with pytest.raises(NotRefundable):
        request_refund(order.id, "staff", staff)
    all_at_once(app, [lambda: carry_out(refund.id)] * 4)
    carry_out(refund.id)
    assert len(gateway.client().v1.refunds.list().data) == 1
    assert events_of(order).count("refunded") == 1


def test_an_unpaid_order_has_nothing_to_give_back(an_order, staff):
    with pytest.raises(NotRefundable):
        request_refund(an_order().id, "staff", staff)


def test_an_answer_lost_on_the_way_makes_no_second_refund(a_paid_order, staff, stripe):
    order = a_paid_order()
    refund = request_refund(order.id, "staff", staff)
    stripe.fault(api=500, next=2, path="/v1/refunds", method="POST", stored=True)
    with pytest.raises(gateway.Unreachable):
        carry_out(refund.id)
    carry_out(refund.id)
    assert Refund.get().status == "succeeded"
    assert len(gateway.client().v1.refunds.list().data) == 1


def test_a_refund_that_stripe_refuses_is_shown_to_staff_and_can_be_asked_again(a_paid_order, staff):
    order = a_paid_order()
    intent = order.payments.get().payment_intent_id
    gateway.client().v1.refunds.create({"payment_intent": intent})
    carry_out(request_refund(order.id, "staff", staff).id)
    refund = Refund.get()
    assert refund.status == "failed"
    assert "already been refunded" in refund.last_error
    assert events_of(order)[-1] == "refund_failed"
    assert request_refund(order.id, "staff", staff).id != refund.id


def test_a_refund_that_fails_days_later_is_shown_to_staff(a_paid_order, staff, stripe):
    order = a_paid_order(action="delay")
    carry_out(request_refund(order.id, "staff", staff).id)
    refund = Refund.get()
    assert (refund.status, fresh(order).status) == ("pending", "refunded")
    stripe.post(f"/_simulator/refunds/{refund.stripe_refund_id}/fail")
    ask_again(refund.stripe_refund_id)
    ask_again(refund.stripe_refund_id)
    assert Refund.get().status == "failed"
    assert Refund.get().last_error == "The card has expired or was cancelled"
    assert events_of(order).count("refund_failed") == 1
    assert broken_invariants() == []


def test_an_answer_that_was_overtaken_by_a_later_one_does_not_undo_it(a_paid_order, staff, stripe):
    order = a_paid_order(action="delay")
    carry_out(request_refund(order.id, "staff", staff).id)
    refund = Refund.get()
    earlier = gateway.find_refund(refund.stripe_refund_id)
    stripe.post(f"/_simulator/refunds/{refund.stripe_refund_id}/settle")
    ask_again(refund.stripe_refund_id)
    take_note(refund.id, earlier)
    assert (earlier.status, Refund.get().status) == ("pending", "succeeded")


def test_a_refund_that_takes_days_arrives(a_paid_order, staff, stripe):
    order = a_paid_order(action="delay")
    carry_out(request_refund(order.id, "staff", staff).id)
    stripe.post(f"/_simulator/refunds/{Refund.get().stripe_refund_id}/settle")
    ask_again(Refund.get().stripe_refund_id)
    assert Refund.get().status == "succeeded"
    assert events_of(order).count("refunded") == 1
