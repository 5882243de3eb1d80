"""Erasing a customer: at once, in one transaction, wherever the shop knows her."""

from dataclasses import dataclass

from app.accounts.audit import audit
from app.accounts.models import Customer
from app.accounts.personal import (
    addresses_of,
    forget_account,
    forget_emails,
    proven_addresses,
)
from app.cart.personal import forget_cart, lock_cart
from app.catalog.stock_alerts.personal import forget_alerts
from app.db import db
from app.mail import send_once
from app.orders.adoption import adopt
from app.orders.models import Order
from app.orders.personal.forgetting import forget_buyer, give_up_credit
from app.orders.personal.obstacles import obstacles
from app.orders.stored_values.spending import credits_of
from app.reviews.personal import forget_reviews

LAST_OWNER = "You are the last owner of this shop. Make somebody else an owner first."
CREDIT = "You still have {} of credit. Spend it, or tick that you do without it."


class NotYet(Exception):
    """Something has to be over first; `reasons` are sentences."""

    def __init__(self, reasons):
        super().__init__(" ".join(reasons))
        self.reasons = reasons


@dataclass(frozen=True)
class Wishes:
    """What is hers to choose: reviews that stay have no name, credit that is left is lost."""

    keep_reviews: bool = False
    give_up_credit: bool = False


def erase(customer_id, wishes):
    """Forget her; what the law has us keep of her orders stays, without a name. Raises NotYet.

    A letter to her address of till now says that it is done, and its own row forgets her then.
    """
    with db.atomic():
        customer = lock(customer_id)
        if customer.erased_at:
            return
        ids, addresses = orders_of(customer_id), addresses_known(customer)
        if reasons := reasons_to_wait(customer, ids, wishes):
            raise NotYet(reasons)
        forget_all(customer, ids, addresses, wishes)
        send_once("account_erased", customer.id, customer.email)
        audit("erased", customer.id, orders=len(ids), reviews_kept=wishes.keep_reviews)


def lock(customer_id):
    """In the order in which an order is placed: cart, orders, and her row, which both refer to."""
    lock_cart(customer_id)
    adopt(customer_id)
    hers = Order.select(Order.id).where(Order.customer == customer_id)
    list(hers.order_by(Order.id).for_update())
    if Customer.get_by_id(customer_id).role == "owner":
        owners = Customer.select(Customer.id).where(Customer.role == "owner")
        list(owners.order_by(Customer.id).for_update())
    return Customer.select().where(Customer.id == customer_id).for_update().get()


def orders_of(customer_id):
    hers = Order.select(Order.id).where(Order.customer == customer_id)
    return [id for (id,) in hers.order_by(Order.id).tuples()]


def addresses_known(customer):
    """Her addresses, and those that she ordered with, unless one is another customer's."""
    ordered_with = Order.select(Order.email).where(Order.customer == customer.id, Order.email != "")
    others = {email.lower() for (email,) in ordered_with.tuples()}
    return addresses_of(customer) | {email for email in others if not is_anothers(email, customer)}


def is_anothers(email, customer):
    owner = Customer.at(email)
    return owner is not None and owner.id != customer.id


def reasons_to_wait(customer, order_ids, wishes):
    """Sentences about what has to be over first; none when she can be erased."""
    reasons = obstacles(order_ids)
    if customer.role == "owner" and Customer.select().where(Customer.role == "owner").count() == 1:
        reasons.append(LAST_OWNER)
    if not wishes.give_up_credit:
        reasons += [CREDIT.format(money) for money in credit_left(customer.id)]
    return reasons


def credit_left(customer_id):
    left = [value.balance for value in credits_of(customer_id) if value.balance_minor]
    return sorted(left, key=lambda money: money.currency)


def forget_all(customer, order_ids, addresses, wishes):
    if not wishes.keep_reviews:
        forget_reviews(customer.id)
    proven = proven_addresses(customer)
    forget_alerts(proven)
    forget_emails(addresses)
    forget_cart(customer.id)
    give_up_credit(customer.id)
    forget_buyer(order_ids, customer_id=customer.id, addresses=proven)
    forget_account(customer)
