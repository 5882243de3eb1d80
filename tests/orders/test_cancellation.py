import re

import pytest

from app.catalog.models import Inventory
from app.letters import LETTERS
from app.mail import Email
from app.orders.cancellation import BY_STAFF, cancel_paid
from app.orders.checkout.placing import place_order
from app.orders.fulfilment.collecting import hand_over, make_ready
from app.orders.fulfilment.dispatch import ship
from app.orders.fulfilment.packing import pack
from app.orders.integrity import broken_invariants
from app.orders.models import CartCard, Order, OrderEvent, OrderLine, Refund
from app.orders.payments.settlement import settle
from app.orders.refunds.resending import send_again
from app.orders.refunds.sending import mark_refused
from app.orders.refusals import NotShippable, TooLateToCancel
from app.orders.standing import standing_of, steps_of
from app.orders.stored_values.gift_cards import block
from app.orders.upkeep import carry_out_refunds
from app.pricing.models import Promotion, Redemption
from tests.at_once import all_at_once
from tests.orders.conftest import events_of, fresh
from tests.orders.gift_cards import a_card
from tests.people import signed_in


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


@pytest.fixture
def stuck(a_paid_order, a_collected_way):
    """A cancelled order to be collected, whose money Stripe would not send back."""
    order = a_paid_order(delivery=a_collected_way.code)
    cancel_paid(order.id, "buyer")
    mark_refused(Refund.get().id, "The charge is disputed.")
    return fresh(order)


def test_while_its_money_is_stuck_a_cancelled_order_is_not_called_paid(stuck, client):
    assert (stuck.status, standing_of(stuck)) == ("paid", "not_back_yet")
    with client.session_transaction() as session:
        session["orders"] = [stuck.number]
    page = client.get(f"/orders/{stuck.number}").text
    assert "Nothing will be sent" in page
    assert "Thank you, your order is paid" not in page
    assert "Cancel the order" not in page
    with pytest.raises(TooLateToCancel):
        cancel_paid(stuck.id, "staff 1", statuses=BY_STAFF)


def test_lists_say_of_an_order_whose_money_is_stuck_what_its_own_page_says(
    stuck, a_paid_order, client
):
    going_back = a_paid_order()
    cancel_paid(going_back.id, "buyer")
    a_paid_order()
    Order.update(customer=signed_in(client, role="owner")).execute()
    for url in ("/account/orders", "/admin/orders?queue=all"):
        page = client.get(url).text
        pills = re.findall(r'class="pill[^>]*>([^<]+)<', page)
        assert pills == [
            "Paid",
            "Cancelled, money on its way back",
            "Cancelled, money not back yet",
        ]


@pytest.mark.parametrize("status", ["paid", "packed", "ready"])
def test_an_order_without_copies_is_neither_packed_nor_made_ready_nor_handed_over(
    stuck, staff, status
):
    Order.update(status=status).execute()
    steps = {"paid": (pack, make_ready), "packed": (make_ready,), "ready": (hand_over,)}
    for step in steps[status]:
        with pytest.raises(NotShippable, match="given up"):
            step(stuck.id, staff)
    assert Email.select().where(Email.kind == "ready_to_collect").count() == 0


def test_once_its_money_went_another_way_it_is_refunded(stuck):
    send_again(Refund.get().id, "staff 1", to_credit=True)
    assert standing_of(fresh(stuck)) == "refunded"
    assert broken_invariants() == []


def test_an_order_stays_cancelled_on_the_day_it_was_though_its_money_is_sent_again(stuck):
    before = cancelled_at(stuck)
    send_again(Refund.get().id, "staff 1")
    assert standing_of(fresh(stuck)) == "going_back"
    assert cancelled_at(stuck) == before


def cancelled_at(order):
    ending = steps_of(order, standing_of(fresh(order)))[-1]
    assert ending.name == "Cancelled"
    return ending.at


def test_what_goes_back_to_a_blocked_gift_card_is_told_to_staff_and_to_its_buyer(
    a_cart, an_edition, details
):
    card, _ = a_card(5000)
    cart = a_cart(an_edition())
    CartCard.create(cart=cart, stored_value=card)
    order = place_order(cart, details(cart))
    block(card.id)
    cancel_paid(order.id, "buyer")
    note = order.events.where(OrderEvent.event == "refund_to_blocked").get().note
    assert note == f"£12.94 to gift card …{card.code_end}"
    letter = LETTERS["order_cancelled"](order.id)
    for words in (letter.text, letter.html):
        assert "blocked at present: please write to us" in " ".join(words.split())
        assert "ready to be used" not in words
    assert broken_invariants() == []
