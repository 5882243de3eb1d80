"""Buyers without an account: whoever asks the shop to be forgotten is, by an operator's command."""

from peewee import fn

from app.accounts.audit import audit
from app.accounts.models import Customer
from app.accounts.personal import forget_emails, went_to
from app.catalog.stock_alerts.personal import forget_alerts
from app.db import db
from app.orders.models import Order
from app.orders.personal.forgetting import forget_buyer
from app.orders.personal.obstacles import obstacles
from app.privacy.erasing import NotYet


class HasAccount(Exception):
    """Its owner erases herself, or her guest orders would be lost to her."""


def erase_guest(email):
    """Forget whoever ordered, or waits for books, with this address; how many orders it were.

    Raises HasAccount and NotYet, and changes nothing then.
    """
    address = email.lower()
    if Customer.at(address):
        raise HasAccount
    with db.atomic():
        orders = Order.select(Order.id).where(
            fn.lower(Order.email) == address, Order.customer.is_null()
        )
        ids = [order.id for order in orders.order_by(Order.id).for_update()]
        if reasons := obstacles(ids):
            raise NotYet(reasons)
        forget_alerts({address})
        forget_emails(went_to({address}))
        forget_buyer(ids, addresses={address})
        audit("guest erased", orders=len(ids))
    return len(ids)
