import pytest
from peewee import IntegrityError

from app.db import db, now
from app.mail import Email
from app.money import Money
from app.orders.checkout.codes import apply_code
from app.orders.checkout.placing import place_order
from app.orders.checkout.quotes import quote
from app.orders.holds import cancel, run_out
from app.orders.integrity import broken_invariants
from app.orders.models import CartCard, Order, Refund, StoredValue, StoredValueMovement
from app.orders.payments.attempts import begin_payment
from app.orders.payments.settlement import settle
from app.orders.refusals import PriceChanged, StoredValueSpent
from app.orders.stored_values.spending import account_of, credit, credit_of, pay_again, pay_with
from app.pricing.models import Promotion, Redemption
from tests.at_once import all_at_once
from tests.orders.conftest import fresh
from tests.orders.gift_cards import a_card, want_card

FIVE = Money(500, "GBP")


@pytest.fixture
def with_card(a_cart, an_edition):
    """A cart of one book whose buyer has typed a gift card."""

    def build(card, price_minor=1000):
        cart = a_cart(an_edition(price_minor=price_minor))
        CartCard.create(cart=cart, stored_value=card)
        return cart

    return build


def balance(card):
    return StoredValue.get_by_id(card.id).balance_minor


def test_a_gift_card_pays_what_it_holds_and_the_rest_is_due(with_card, details):
    card, _ = a_card(500)
    cart = with_card(card)
    order = place_order(cart, details(cart))
    assert (order.stored_minor, order.due_minor) == (500, 795)
    assert balance(card) == 0
    assert broken_invariants() == []


def test_what_a_card_could_not_pay_of_a_cent_is_left_on_the_gift_card(with_card, details):
    card, _ = a_card(1290)
    cart = with_card(card)
    order = place_order(cart, details(cart))
    assert (order.due_minor, balance(card)) == (30, 25)


def test_an_order_that_is_paid_with_a_gift_card_is_settled_without_stripe(
    with_card, details, no_stripe
):
    card, _ = a_card(5000)
    cart = with_card(card)
    order = place_order(cart, details(cart))
    assert (order.status, balance(card)) == ("paid", 5000 - 1295)
    assert cart.cards.count() == 0
    assert broken_invariants() == []


def test_gift_cards_are_not_bought_with_gift_cards(a_cart, an_edition, details):
    card, _ = a_card(50_000)
    cart = want_card(a_cart(an_edition(price_minor=1000)))
    CartCard.create(cart=cart, stored_value=card)
    assert quote(cart, details(cart)).due.minor == 2500


def test_credit_is_spent_unless_she_would_rather_not(a_cart, an_edition, details, staff):
    credit(staff, FIVE, "issued")
    cart = a_cart(an_edition(price_minor=1000), customer=staff)
    assert quote(cart, details(cart)).stored_minor == 500
    assert quote(cart, details(cart, use_credit=False)).stored_minor == 0


def test_nobody_spends_the_credit_of_another(a_cart, an_edition, details, staff):
    credit(staff, FIVE, "issued")
    cart = a_cart(an_edition())
    assert quote(cart, details(cart, email=staff.email)).stored_minor == 0


def test_an_order_that_ends_unpaid_gives_back_what_it_spent(with_card, details):
    card, _ = a_card(500)
    cart = with_card(card)
    order = place_order(cart, details(cart))
    cancel(order.id, "buyer")
    assert balance(card) == 500
    assert broken_invariants() == []


def test_a_gift_card_spent_in_another_tab_changes_the_price(with_card, details):
    card, _ = a_card(500)
    cart, other = with_card(card), with_card(card)
    form = details(cart)
    place_order(other, details(other))
    with pytest.raises(PriceChanged, match=r"£12\.95"):
        place_order(cart, form)


def test_what_is_blocked_is_not_spent_even_by_who_did_not_look(with_card, details, an_order):
    card, _ = a_card(500)
    cart = with_card(card)
    StoredValue.update(blocked_at=now()).execute()
    assert quote(cart, details(cart)).stored_minor == 0
    with pytest.raises(IntegrityError), db.atomic():
        pay_with(an_order(), [(card.id, 100)])


def test_credit_of_a_customer_adds_up_in_one_place(app, staff):
    all_at_once(app, [lambda: credit(staff, FIVE, "issued")] * 6)
    assert credit_of(staff.id, "GBP") == Money(3000, "GBP")
    assert StoredValue.select().count() == 1
    assert broken_invariants() == []


def test_a_guest_is_sent_a_gift_card_instead(app):
    card = credit("guest@example.org", FIVE, "issued")
    assert (card.kind, card.recipient_email) == ("gift_card", "guest@example.org")
    letter = Email.get(Email.kind == "store_credit")
    assert (letter.about, letter.recipient) == (card.id, "guest@example.org")


def test_one_refund_credits_once(with_card, details, staff):
    cart = with_card(a_card(5000)[0])
    order = place_order(cart, details(cart))
    account = account_of(staff, "GBP")
    facts = {"order": order, "stored_value": account, "amount_minor": 500, "reason": "staff"}
    refund = Refund.create(**facts, requested_by="staff 1", status="succeeded")
    credit(account, FIVE, "refund", refund_id=refund.id)
    with pytest.raises(IntegrityError), db.atomic():
        credit(account, FIVE, "refund", refund_id=refund.id)
    assert credit_of(staff.id, "GBP") == FIVE


def test_a_gift_card_with_one_sum_left_pays_for_one_of_many_orders(app, with_card, details):
    card, _ = a_card(1295)
    carts = [with_card(card) for _ in range(8)]
    forms = [details(cart) for cart in carts]
    orders = [lambda c=c, f=f: place_order(c, f) for c, f in zip(carts, forms, strict=True)]
    done = all_at_once(app, orders)
    assert [type(one) for one in done].count(Order) == 1
    assert [type(one) for one in done].count(PriceChanged) == 7
    assert balance(card) == 0
    assert broken_invariants() == []


def test_two_gift_cards_that_two_buyers_type_in_turns_do_not_deadlock(app, with_card, details):
    (one, _), (two, _) = a_card(100_000), a_card(100_000)
    carts = [with_card(card) for card in (one, two) * 4]
    for cart, card in zip(carts, (two, one) * 4, strict=True):
        CartCard.create(cart=cart, stored_value=card)
    calls = [lambda c=cart: place_order(c, details(c)) for cart in carts]
    assert {type(order) for order in all_at_once(app, calls)} == {Order}
    assert balance(one) + balance(two) == 200_000 - 8 * 1295
    assert broken_invariants() == []


def test_a_voucher_with_one_use_left_is_used_by_one_of_many_buyers(
    app, a_cart, an_edition, details
):
    facts = {"name": "Once", "kind": "percent", "percent": 50, "currency": "GBP"}
    Promotion.create(code="ONCE", most_uses=1, **facts)
    carts = [a_cart(an_edition(price_minor=1000)) for _ in range(8)]
    for cart in carts:
        apply_code_of(app, cart, "once")
    forms = [details(cart, email=f"reader{cart.id}@example.org") for cart in carts]
    orders = [lambda c=c, f=f: place_order(c, f) for c, f in zip(carts, forms, strict=True)]
    done = all_at_once(app, orders)
    assert [type(one) for one in done].count(Order) == 1
    assert Redemption.select().count() == Promotion.get().uses == 1
    assert broken_invariants() == []


def apply_code_of(app, cart, code):
    with app.test_request_context():
        apply_code(cart, code)


@pytest.fixture
def late(with_card, details, stripe, shopper):
    """An order paid in part with a gift card, whose money comes after its time was up."""

    def build(card):
        cart = with_card(card)
        order = place_order(cart, details(cart))
        begin_payment(order)
        Order.update(hold_expires_at=now()).execute()
        run_out(order.id)
        shopper(order.payments.get())
        return order

    return build


def test_late_money_spends_the_gift_card_again(late):
    card, _ = a_card(500)
    order = late(card)
    settle(order.payments.get().session_id)
    assert (fresh(order).status, balance(card)) == ("paid", 0)
    assert broken_invariants() == []


def test_late_money_goes_back_when_the_gift_card_was_spent_meanwhile(late, with_card, details):
    card, _ = a_card(500)
    order = late(card)
    other = with_card(card)
    place_order(other, details(other))
    settle(order.payments.get().session_id)
    assert fresh(order).status == "expired"
    assert Refund.get().reason == "late_payment"
    assert broken_invariants() == []


def test_late_money_does_not_spend_what_was_blocked_meanwhile(late):
    card, _ = a_card(500)
    order = late(card)
    StoredValue.update(blocked_at=now()).execute()
    with pytest.raises(StoredValueSpent):
        pay_again(order)
    settle(order.payments.get().session_id)
    assert (fresh(order).status, balance(card)) == ("expired", 500)
    assert broken_invariants() == []


def test_late_money_races_another_buyer_for_the_same_gift_card(app, late, with_card, details):
    card, _ = a_card(500)
    order = late(card)
    other = with_card(card)
    form = details(other)
    session = order.payments.get().session_id
    all_at_once(app, [lambda: settle(session), lambda: place_order(other, form)])
    assert balance(card) == 0
    spent = StoredValueMovement.select().where(StoredValueMovement.reason == "spent")
    assert spent.count() in (2, 3)
    assert broken_invariants() == []
