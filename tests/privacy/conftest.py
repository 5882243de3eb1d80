"""Customers with a past, and everything the shop is made of to look for them in."""

from tests.jobs.conftest import postbox
from tests.orders.conftest import (
    a_cart,
    a_customer,
    a_paid_order,
    a_session,
    an_order,
    details,
    post_webhook,
    running_stripe,
    settings_changed,
    shopper,
    staff,
    stripe,
)
from tests.pricing.conftest import tables_put_back

__all__ = [
    "a_cart",
    "a_customer",
    "a_paid_order",
    "a_session",
    "an_order",
    "details",
    "post_webhook",
    "postbox",
    "running_stripe",
    "settings_changed",
    "shopper",
    "staff",
    "stripe",
    "tables_put_back",
]
