from datetime import timedelta

import pytest

from app.catalog.facts import fingerprint
from app.db import now
from app.orders.checkout.placing import place_order
from app.orders.holds import cancel
from app.orders.integrity import broken_invariants
from app.orders.refusals import VoucherFailed
from app.pricing.models import Promotion, Redemption
from app.pricing.promotion_editing import UsedMoreOften, promotion_facts, save_promotion
from app.pricing.vouchers import VoucherRefused, find, redeem_again
from tests.orders.conftest import a_cart, an_order, details, staff

__all__ = ["a_cart", "an_order", "details", "staff"]

TOMORROW, YESTERDAY = timedelta(days=1), timedelta(days=-1)


@pytest.fixture
def a_voucher(app):
    def build(**facts):
        facts = {"code": "TEN", "name": "Ten", "kind": "percent", "percent": 10, **facts}
        return Promotion.create(**{"currency": "GBP", **facts})

    return build


@pytest.fixture
def buy(a_cart, an_edition, details):
    """Places an order with the voucher TEN in its cart."""

    def place(email="ada@example.org", customer=None):
        cart = a_cart(an_edition(price_minor=1000), customer=customer)
        cart.voucher = "TEN"
        cart.save()
        return place_order(cart, details(cart, email=email), customer and customer.id)

    return place


def test_a_code_is_found_however_it_is_typed(a_voucher):
    voucher = a_voucher()
    assert find(" t e n ") == voucher


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"withdrawn_at": now()}, "any more"),
        ({"starts_at": now() + TOMORROW}, "cannot be used yet"),
        ({"starts_at": now() + 2 * YESTERDAY, "ends_at": now() + YESTERDAY}, "has ended"),
        ({"most_uses": 1, "uses": 1}, "as many times as it can be"),
        ({"code": "OTHER"}, "We do not recognise the voucher “ten”"),
        ({"currency": "EUR"}, "We do not recognise the voucher"),
    ],
)
def test_a_voucher_that_does_not_hold_says_why(a_voucher, facts, why):
    a_voucher(**facts)
    with pytest.raises(VoucherRefused, match=why):
        find("ten")


def test_one_customer_uses_it_so_often_under_whatever_email(a_voucher, buy, staff):
    a_voucher(most_per_customer=1)
    buy(customer=staff)
    with pytest.raises(VoucherRefused, match="one customer"):
        find("TEN", "ADA@example.org")
    with pytest.raises(VoucherRefused, match="one customer"):
        find("TEN", "another@example.org", staff.id)
    assert find("TEN", "another@example.org")


def test_guests_are_not_taken_for_one_another(a_voucher, buy):
    a_voucher(most_per_customer=1)
    buy("ada@example.org")
    assert buy("bea@example.org").voucher == "TEN"


def test_an_order_that_ends_gives_its_use_back(a_voucher, buy):
    voucher = a_voucher(most_uses=1)
    order = buy()
    with pytest.raises(VoucherRefused):
        find("TEN")
    cancel(order.id, "buyer")
    assert find("TEN") == voucher
    assert broken_invariants() == []


def test_late_money_takes_the_use_of_its_voucher_again(a_voucher, buy):
    a_voucher(most_uses=1)
    order = buy()
    cancel(order.id, "buyer")
    redeem_again(order.id)
    assert Promotion.get().uses == 1


def test_late_money_finds_the_last_use_gone_even_when_the_voucher_has_ended(a_voucher, buy):
    a_voucher(most_uses=1)
    late = buy()
    cancel(late.id, "buyer")
    buy("bea@example.org")
    Promotion.update(starts_at=now() + 2 * YESTERDAY, ends_at=now() + YESTERDAY).execute()
    with pytest.raises(VoucherRefused, match="as many times as it can be"):
        redeem_again(late.id)


def test_a_voucher_that_ended_meanwhile_is_told_with_the_price_without_it(
    a_voucher, a_cart, an_edition, details
):
    a_voucher()
    cart = a_cart(an_edition(price_minor=1000))
    cart.voucher = "TEN"
    cart.save()
    form = details(cart)
    Promotion.update(withdrawn_at=now()).execute()
    with pytest.raises(VoucherFailed, match=r"any more\. Without it there is £12\.95 to pay"):
        place_order(cart, form)
    # Who has read that and orders all the same is not asked again.
    assert place_order(cart, details(cart)).discount_minor == 0


def test_a_cart_begins_anew_when_its_order_is_placed_and_has_its_voucher_when_cancelled(
    a_voucher, a_cart, an_edition, details
):
    a_voucher()
    cart = a_cart(an_edition())
    cart.voucher = "TEN"
    cart.save()
    order = place_order(cart, details(cart))
    assert cart.lock().voucher == ""
    cancel(order.id, "buyer", cart)
    assert cart.lock().voucher == "TEN"


def test_a_limit_that_is_new_counts_what_was_used_before_it(a_voucher, buy, staff):
    voucher = a_voucher()
    order = buy()
    buy("bea@example.org")
    save = {"currency": "GBP", "staff_id": staff.id, "promotion": voucher}
    seen = fingerprint_of(voucher)
    with pytest.raises(UsedMoreOften):
        save_promotion({"code": "TEN", "most_uses": 1}, seen=seen, **save)
    save_promotion({"code": "TEN", "most_uses": 5}, seen=seen, **save)
    assert Promotion.get().uses == 2
    cancel(order.id, "buyer")
    assert Promotion.get().uses == 1
    assert broken_invariants() == []


def fingerprint_of(voucher):
    return fingerprint(promotion_facts(Promotion.get_by_id(voucher.id)))


def test_whose_email_is_forgotten_has_used_no_voucher_for_everybody_else(a_voucher, buy):
    a_voucher(most_per_customer=1)
    buy()
    Redemption.update(email="").execute()
    assert find("TEN") == find("TEN", "bea@example.org") == Promotion.get()
