"""No more copies to one customer than staff allow, over all her orders of 30 days."""

from datetime import timedelta

import pytest

from app.catalog.models import Edition
from app.db import now
from app.orders.checkout.per_customer import WITHIN
from app.orders.checkout.placing import place_order
from app.orders.holds import cancel
from app.orders.models import Order
from app.orders.refusals import TooManyForOne
from tests.at_once import all_at_once


@pytest.fixture
def signed(an_edition):
    """An edition of which one customer gets two copies."""
    return an_edition("Kindred", on_hand=9, most_per_customer=2)


@pytest.fixture
def order(a_cart, details):
    def build(edition, quantity=1, customer=None, **typed):
        cart = a_cart(edition, quantity=quantity)
        return place_order(cart, details(cart, **typed), customer)

    return build


def test_what_she_ordered_lately_counts(signed, order):
    order(signed, 1)
    order(signed, 1)
    with pytest.raises(TooManyForOne, match="Kindred: we sell at most 2 copies to one customer"):
        order(signed, 1)
    assert signed.inventories.get().reserved == 2


def test_she_is_known_by_her_address_however_she_writes_it(signed, order):
    order(signed, 2, email="ada@example.org")
    with pytest.raises(TooManyForOne):
        order(signed, email="Ada@Example.org")
    assert order(signed, email="grace@example.org")


def test_she_is_known_by_her_account_whatever_address_she_gives(signed, order, a_customer):
    ada = a_customer().id
    order(signed, 2, customer=ada, email="ada@example.org")
    with pytest.raises(TooManyForOne):
        order(signed, customer=ada, email="elsewhere@example.org")


def test_what_she_cancelled_or_ordered_long_ago_does_not_count(signed, order):
    cancel(order(signed, 2).id, "buyer")
    assert order(signed, 2)
    Order.update(placed_at=now() - WITHIN - timedelta(days=1)).execute()
    assert order(signed, 2)


def test_a_cart_from_before_the_limit_is_refused(an_edition, a_cart, details):
    edition = an_edition(on_hand=9)
    cart = a_cart(edition, quantity=3)
    Edition.update(most_per_customer=2).execute()
    with pytest.raises(TooManyForOne):
        place_order(cart.lock(), details(cart))
    assert cart.lock().count == 3


def test_without_a_limit_of_its_own_each_order_may_have_twenty(an_edition, order):
    edition = an_edition(on_hand=60)
    order(edition, 20)
    assert order(edition, 20)
    with pytest.raises(TooManyForOne, match="at most 20 copies at a time"):
        order(edition, 21)


def test_the_form_sent_again_is_the_same_order_still(signed, a_cart, details):
    cart = a_cart(signed, quantity=2)
    form = details(cart)
    assert place_order(cart, form) == place_order(cart, form)


def test_orders_at_the_same_instant_are_counted_too(app, signed, a_cart, details):
    carts = [a_cart(signed) for _ in range(6)]
    forms = {cart: details(cart) for cart in carts}
    placed = all_at_once(app, [lambda c=cart: place_order(c, forms[c]) for cart in carts])
    assert sum(isinstance(one, Order) for one in placed) == 2
    assert sum(isinstance(one, TooManyForOne) for one in placed) == 4
