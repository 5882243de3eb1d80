"""What is kept for a time and then forgotten by itself; docs/privacy.md has the whole table."""

from datetime import datetime, timedelta

from peewee import fn

from app.accounts.models import Customer
from app.accounts.personal import CARDS
from app.db import db, now
from app.mail import Email
from app.orders.models import Order
from app.orders.personal.events import redact_old
from app.orders.personal.forgetting import forget_buyer
from app.privacy import exporting, unproven
from app.privacy.legal_terms import last_year_over
from app.times import shop_today, shop_zone

KEEP_RECIPIENTS = timedelta(days=90)  # of emails, for whoever asks whether we wrote
KEEP_UNPAID = timedelta(days=90)  # orders of which nothing came
KEEP_EVENTS = timedelta(days=90)  # what Stripe told us, as it told it
AT_ONCE = 200  # orders, which stay locked meanwhile


def forget_old():
    """Safe to run at any time, and twice; what is left over waits for the next hour."""
    exporting.forget_old()
    unproven.part_with_strangers()
    unproven.forget_unused()
    forget_recipients()
    redact_old(KEEP_EVENTS)
    forget_buyers(unpaid())
    forget_buyers(past_the_term())
    unlink_erased()


def forget_recipients():
    ended = fn.coalesce(Email.sent_at, Email.given_up_at)
    over = (ended < now() - KEEP_RECIPIENTS) | ((Email.kind == "account_erased") & (ended < now()))
    # A card's code waits until staff have another address for it.
    waits = Email.kind.in_(CARDS) & Email.sent_at.is_null()
    Email.update(recipient="").where(over, ~waits, Email.recipient != "").execute()


def unpaid():
    """Guests' orders that ended without money; a customer sees hers for as long as she likes."""
    return (
        Order.settled_at.is_null()
        & Order.status.in_(("expired", "cancelled"))
        & (Order.ended_at < now() - KEEP_UNPAID)
        & Order.customer.is_null()
    )


def past_the_term():
    return Order.customer.is_null() & (Order.placed_at < end_of_term())


def end_of_term():
    """Before this moment, orders are older than the law has the shop keep them."""
    return datetime(last_year_over(shop_today()) + 1, 1, 1, tzinfo=shop_zone())


def forget_buyers(which):
    with db.atomic():
        orders = Order.select(Order.id).where(which, Order.email != "").order_by(Order.id)
        ids = [order.id for order in orders.limit(AT_ONCE).for_update(skip_locked=True)]
        if ids:
            forget_buyer(ids)


def unlink_erased():
    """After the term, not even a number says which orders were of one person."""
    erased = Customer.select(Customer.id).where(Customer.erased_at.is_null(False))
    Order.update(customer=None).where(
        Order.customer.in_(erased), Order.placed_at < end_of_term()
    ).execute()
