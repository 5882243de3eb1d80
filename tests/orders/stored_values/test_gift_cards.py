from datetime import timedelta

import pytest

from app.cart.models import Cart
from app.cart.refusals import CartGone
from app.mail import Email
from app.orders.checkout.codes import use_card
from app.orders.checkout.placing import place_order
from app.orders.holds import cancel
from app.orders.integrity import broken_invariants
from app.orders.models import CartCard, GiftCardBought, Order, StoredValue
from app.orders.payments.attempts import begin_payment
from app.orders.payments.settlement import settle
from app.orders.refunds.parts import Wanted
from app.orders.refunds.requests import request_part, request_refund
from app.orders.refusals import CartChanged
from app.orders.stored_values.gift_card_codes import hash_of
from app.orders.stored_values.gift_cards import cancel_gift_card, find_card, mail_due
from app.orders.stored_values.gift_cards_wanted import TooManyGiftCards, put_in
from app.orders.stored_values.spending import pay_with
from app.times import shop_today
from tests.at_once import all_at_once
from tests.orders.conftest import events_of, fresh
from tests.orders.gift_cards import FACTS, a_card, want_card


@pytest.fixture
def bought(a_cart, details, stripe, shopper):
    """Buys gift cards, alone or beside books, and pays for them."""

    def buy(*editions, minor=2500, **facts):
        cart = want_card(a_cart(*editions), minor, **facts)
        order = place_order(cart, details(cart))
        begin_payment(order)
        shopper(order.payments.get())
        settle(order.payments.get().session_id)
        return GiftCardBought.get(GiftCardBought.order == order)

    return buy


def letters():
    return [(email.kind, email.about, email.recipient) for email in Email.select()]


def test_a_gift_card_is_issued_when_its_order_is_paid(bought):
    card = bought().stored_value
    assert (card.balance_minor, card.recipient_email) == (2500, "bea@example.org")
    assert card.code_hash == hash_of(card.code_to_mail)
    assert card.code_to_mail.endswith(card.code_end)
    assert ("gift_card", 1, "bea@example.org") in letters()
    assert broken_invariants() == []


def test_an_order_of_gift_cards_alone_has_nothing_to_be_packed(bought):
    order = fresh(bought().order)
    assert (order.status, order.shipping_name, order.shipping_minor) == ("delivered", "By email", 0)
    assert events_of(order)[-1] == "delivered"


def test_beside_a_book_the_order_waits_to_be_packed(bought, an_edition):
    card = bought(an_edition(price_minor=1000))
    order = fresh(card.order)
    assert (order.status, order.total_minor) == ("paid", 1000 + 295 + 2500)
    assert order.tax_minor == 0
    assert broken_invariants() == []


def test_money_heard_of_many_times_issues_one_card(app, a_cart, details, stripe, shopper):
    cart = want_card(a_cart())
    order = place_order(cart, details(cart))
    begin_payment(order)
    payment = order.payments.get()
    shopper(payment)
    all_at_once(app, [lambda: settle(payment.session_id)] * 6)
    assert StoredValue.get().balance_minor == 2500
    assert broken_invariants() == []


def test_one_for_a_day_to_come_is_mailed_on_that_day(bought):
    card = bought(send_on=shop_today() + timedelta(days=3))
    mail_due()
    assert "gift_card" not in [kind for kind, *_ in letters()]
    GiftCardBought.update(send_on=shop_today()).execute()
    for _ in range(2):
        mail_due()
    assert letters().count(("gift_card", card.id, "bea@example.org")) == 1


def test_a_gift_card_is_taken_back_whole_or_not_at_all(bought):
    card = bought()
    spend(card, 1000)
    assert not cancel_gift_card(card)
    assert StoredValue.get_by_id(card.stored_value_id).balance_minor == 1500


def test_one_taken_back_whole_is_not_mailed_any_more(bought):
    card = bought(send_on=shop_today() + timedelta(days=3))
    assert cancel_gift_card(card)
    assert not cancel_gift_card(card)
    GiftCardBought.update(send_on=shop_today()).execute()
    mail_due()
    assert "gift_card" not in [kind for kind, *_ in letters()]


def spend(bought, minor):
    pay_with(bought.order, [(bought.stored_value_id, minor)])


def test_cancelling_puts_gift_cards_back_into_the_cart(a_cart, details):
    cart = want_card(a_cart())
    order = place_order(cart, details(cart))
    assert cart.gift_cards.count() == 0
    cancel(order.id, "buyer", cart)
    assert cart.gift_cards.get().recipient_name == "Bea"
    assert order.gift_cards_bought.count() == 1


def test_the_same_form_sent_twice_is_one_gift_card(app, a_cart):
    cart = a_cart()
    facts = FACTS | {"amount_minor": 2500, "form_key": "a-key-of-this-form"}
    all_at_once(app, [lambda: put_in(cart, facts, "GBP")] * 4)
    assert cart.gift_cards.count() == 1


def test_a_cart_has_room_for_so_many(a_cart):
    cart = a_cart()
    for _ in range(20):
        want_card(cart, 100)
    with pytest.raises(TooManyGiftCards):
        want_card(cart, 100)


def test_another_gift_card_in_the_cart_must_be_seen_first(a_cart, an_edition, details):
    cart = a_cart(an_edition())
    form = details(cart)
    want_card(cart)
    with pytest.raises(CartChanged):
        place_order(cart, form)
    assert Order.select().count() == 0


def test_refunding_an_order_takes_its_unspent_gift_card_back(bought, staff):
    card = bought()
    refund = request_refund(card.order_id, "staff", staff)
    assert refund.amount_minor == 2500
    assert StoredValue.get_by_id(card.stored_value_id).balance_minor == 0
    assert broken_invariants() == []


def test_a_gift_card_that_was_used_is_kept_when_its_order_is_refunded(
    bought, an_edition, a_cart, details, staff
):
    card = bought(an_edition(price_minor=1000))
    cart = a_cart(an_edition(price_minor=1000))
    CartCard.create(cart=cart, stored_value=card.stored_value_id)
    place_order(cart, details(cart))
    refund = request_refund(card.order_id, "staff", staff)
    assert refund.amount_minor == 1000 + 295
    assert StoredValue.get_by_id(card.stored_value_id).balance_minor == 2500 - 1295
    assert broken_invariants() == []


def test_money_back_to_a_guest_as_credit_is_a_gift_card_that_can_be_spent(
    bought, an_edition, staff
):
    order = bought(an_edition(price_minor=1000)).order
    wanted = Wanted("staff", other_minor=500, to_credit=True)
    refund = request_part(order.id, wanted, f"staff {staff.id}")
    card = StoredValue.get_by_id(refund.stored_value_id)
    assert find_card(card.code_to_mail) == card
    assert (card.balance_minor, card.recipient_email) == (500, order.email)
    assert ("store_credit", card.id, order.email) in letters()
    assert broken_invariants() == []


def test_what_is_put_in_a_cart_that_a_sign_in_took_away_is_refused_in_words(a_cart):
    cart = a_cart()
    card, _ = a_card()
    Cart.delete().where(Cart.id == cart.id).execute()
    with pytest.raises(CartGone, match="please try again"):
        want_card(cart)
    with pytest.raises(CartGone, match="please try again"):
        use_card(cart, StoredValue.get_by_id(card.id))
