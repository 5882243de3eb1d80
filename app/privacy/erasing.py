"""Erasing a customer: at once, in one transaction, wherever the shop knows her."""

from dataclasses import dataclass

from app.accounts.audit import audit
from app.accounts.models import Customer
from app.accounts.personal import (
    addresses_of,
    forget_account,
    forget_emails,
    is_about_account,
    proven_addresses,
    went_to,
)
from app.cart.personal import forget_cart, lock_cart
from app.catalog.stock_alerts.personal import forget_alerts
from app.db import db
from app.mail import Email, send_once
from app.orders.adoption import adopt
from app.orders.caused_emails import is_about
from app.orders.models import Order
from app.orders.personal.forgetting import forget_buyer, give_up_credit
from app.orders.personal.obstacles import obstacles
from app.orders.stored_values.spending import credits_of
from app.privacy.models import Export
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
        ids = orders_of(customer_id)
        if reasons := reasons_to_wait(customer, ids, wishes):
            raise NotYet(reasons)
        forget_all(customer, ids, wishes)
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


def letters_of(customer, order_ids, proven):
    """The condition on emails that they are hers: all to addresses that are shown to be hers.

    Of those to the others that she named, which may be anybody's, the ones about what is hers.
    """
    copies = Export.select(Export.id).where(Export.customer == customer)
    about_hers = is_about_account(customer) | is_about(order_ids)
    about_hers |= (Email.kind == "export_ready") & Email.about.in_(copies)
    return went_to(proven) | (went_to(addresses_named(customer)) & about_hers)


def addresses_named(customer):
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
    if customer.role == "owner" and not other_owners(customer).exists():
        reasons.append(LAST_OWNER)
    if not wishes.give_up_credit:
        reasons += [CREDIT.format(money) for money in credit_left(customer.id)]
    return reasons


def other_owners(customer):
    """Those who have come, not those who were merely invited; the database asks the same."""
    came = Customer.verified_at.is_null(False)
    return Customer.select().where(Customer.role == "owner", came, Customer.id != customer.id)


def credit_left(customer_id):
    left = [value.balance for value in credits_of(customer_id) if value.balance_minor]
    return sorted(left, key=lambda money: money.currency)


def forget_all(customer, order_ids, wishes):
    if not wishes.keep_reviews:
        forget_reviews(customer.id)
    proven = proven_addresses(customer)
    forget_alerts(proven)
    forget_emails(letters_of(customer, order_ids, proven))
    forget_cart(customer.id)
    give_up_credit(customer.id)
    forget_buyer(order_ids, customer_id=customer.id, addresses=proven)
    forget_account(customer)
