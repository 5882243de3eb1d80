"""A shop with something on every page, and those who walk through it."""

from functools import partial
from typing import NamedTuple

import pytest

from app.accounts.models import Customer
from app.db import db
from app.orders.checkout.placing import place_order
from app.orders.models import Order, Payment
from app.orders.payments.attempts import begin_payment
from app.orders.payments.settlement import settle
from tests.attacks.full_shop import fill_the_rest
from tests.catalog.imports.conftest import requests_made
from tests.every_route import (
    a_delivery,
    a_person,
    a_review,
    an_order,
    her,
    one_of_everything,
    owner,
    signed_in,
    taken_back,
)
from tests.people import PASSWORD, hashed
from tests.privacy import whole_life
from tests.privacy.conftest import (
    a_cart,
    details,
    post_webhook,
    running_stripe,
    settings_changed,
    shopper,
    staff,
    stripe,
)

__all__ = [
    "a_cart",
    "a_delivery",
    "a_person",
    "a_review",
    "an_order",
    "details",
    "her",
    "one_of_everything",
    "owner",
    "post_webhook",
    "requests_made",
    "running_stripe",
    "settings_changed",
    "shopper",
    "signed_in",
    "staff",
    "stripe",
]


@pytest.fixture
def a_paid_order(a_cart, details, shopper):
    def build(edition, **typed):
        cart = a_cart(edition)
        order = place_order(cart, details(cart, **typed))
        begin_payment(order)
        payment = Payment.get(Payment.order == order)
        shopper(payment)
        settle(payment.session_id)
        return Order.get_by_id(order.id)

    return build


class Shop(NamedTuple):
    app: object
    visitors: dict  # by who it is, what makes a browser of hers


@pytest.fixture
def shop(app, her, owner, signed_in, a_browser):
    """Visited by a stranger, the customer whose all the rows are, and the owner of the shop."""
    Customer.update(password_hash=hashed(PASSWORD)).execute()
    people = {"customer": partial(signed_in, her), "owner": partial(signed_in, owner)}
    return Shop(app, {"stranger": a_browser, **people})


@pytest.fixture
def full_shop(shop, client, an_edition, a_cart, details, a_paid_order, staff, post_webhook):
    """The same with a second customer, who did whatever can be done; all of it is taken back."""
    needed = (client, an_edition, a_cart, details, a_paid_order, staff, post_webhook)
    with taken_back(shop.app):
        whole_life.live(whole_life.Shop(*needed))
        fill_the_rest()
        db.execute_sql("set constraints all immediate")  # invoices get their numbers late
        yield shop._replace(visitors=shop.visitors | {"buyer": lambda: client})
