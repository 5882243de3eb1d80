import pytest

from app.catalog.models import Inventory
from app.letters import LETTERS
from app.mail import Email
from app.orders.cancellation import BY_STAFF, cancel_paid
from app.orders.fulfilment.dispatch import ship
from app.orders.integrity import broken_invariants
from app.orders.models import Order, OrderLine, Refund
from app.orders.payments.settlement import settle
from app.orders.refusals import TooLateToCancel
from app.orders.standing import standing_of
from app.orders.upkeep import carry_out_refunds
from app.pricing.models import Promotion, Redemption
from tests.orders.conftest import all_at_once, events_of, fresh


def test_a_paid_order_that_is_not_packed_is_called_off_with_all_its_money(a_paid_order):
    order = a_paid_order(quantity=2)
    cancel_paid(order.id, "buyer")
    assert Inventory.get().reserved == 0
    assert standing_of(fresh(order)) == "going_back"
    carry_out_refunds()
    assert (Refund.get().amount_minor, Refund.get().status) == (order.total_minor, "succeeded")
    assert fresh(order).status == "refunded"
    assert [email.kind for email in Email.select().order_by(Email.id)] == [
        "order_paid",
        "order_cancelled",
    ]
    assert broken_invariants() == []


def test_the_letter_says_what_goes_back_and_why(a_paid_order):
    order = a_paid_order()
    cancel_paid(order.id, "staff 1", statuses=BY_STAFF, note="The last copy was damaged.")
    letter = LETTERS["order_cancelled"](order.id)
    for words in (letter.text, letter.html):
        assert str(order.total) in words
        assert "The last copy was damaged." in words


@pytest.mark.parametrize("status", ["packed", "shipped", "delivered", "refunded"])
def test_once_it_is_packed_its_buyer_cannot_call_it_off(a_paid_order, staff, status):
    order = a_paid_order()
    if status in ("shipped", "delivered"):
        ship(order.id, "", staff)
    if status != "shipped":
        Order.update(status=status).execute()
    with pytest.raises(TooLateToCancel):
        cancel_paid(order.id, "buyer")
    assert Refund.select().count() == 0


def test_staff_can_call_off_what_is_packed(a_paid_order):
    order = a_paid_order()
    Order.update(status="packed").execute()
    cancel_paid(order.id, "staff 1", statuses=BY_STAFF)
    carry_out_refunds()
    assert fresh(order).status == "refunded"
    assert broken_invariants() == []


def test_an_order_is_called_off_once(app, a_paid_order):
    order = a_paid_order()
    answers = all_at_once(app, [lambda: cancel_paid(order.id, "buyer")] * 4)
    assert sum(isinstance(answer, TooLateToCancel) for answer in answers) == 3
    assert events_of(order).count("cancelled") == 1
    assert broken_invariants() == []


def test_a_cancellation_that_races_a_parcel_leaves_one_of_the_two(app, a_paid_order, staff):
    order = a_paid_order()
    calls = [lambda: cancel_paid(order.id, "buyer"), lambda: ship(order.id, "", staff)]
    answers = all_at_once(app, calls)
    assert sum(isinstance(answer, Exception) for answer in answers) == 1
    carry_out_refunds()
    assert fresh(order).status in ("shipped", "refunded")
    assert (fresh(order).status == "refunded") == Refund.select().exists()
    assert broken_invariants() == []


def test_its_voucher_can_be_used_again_since_nothing_was_sent(
    a_session, shopper, a_cart, an_edition, details
):
    voucher = Promotion.create(
        code="TEN", name="Ten", kind="percent", percent=10, currency="GBP", most_uses=1, uses=1
    )
    payment = a_session()
    order = payment.order
    Redemption.create(promotion=voucher, order_id=order.id, email=order.email, amount_minor=1)
    shopper(payment)
    settle(payment.session_id)
    cancel_paid(order.id, "buyer")
    assert Promotion.get().uses == 0
    assert Redemption.get().released_at
    assert broken_invariants() == []


def test_a_download_is_had_at_once_so_its_buyer_cannot_call_it_off(a_paid_order):
    order = a_paid_order()
    OrderLine.update(is_download=True).execute()
    with pytest.raises(TooLateToCancel):
        cancel_paid(order.id, "buyer")


def test_an_order_that_cost_nothing_is_called_off_without_a_refund(a_paid_order):
    order = a_paid_order()
    OrderLine.update(discount_minor=OrderLine.unit_price_minor).execute()
    Order.update(
        discount_minor=Order.subtotal_minor, shipping_minor=0, tax_minor=0, total_minor=0
    ).execute()
    cancel_paid(order.id, "buyer")
    assert (fresh(order).status, Refund.select().count()) == ("refunded", 0)
    assert Inventory.get().reserved == 0
