"""Accounts whose address nobody has proven: what was done with them when its owner comes, or never.

app/accounts/disowning.py gives her an account of her own at once; what is here may take its time.
"""

from datetime import timedelta

from peewee import IntegrityError

from app.accounts.audit import audit
from app.accounts.models import Customer
from app.cart.models import Cart
from app.db import db, now
from app.orders.adoption import adopt_all
from app.orders.models import Order
from app.reviews.models import Review

KEEP = timedelta(days=30)  # accounts that were never verified
AT_ONCE = 200

# Whatever the books point to stays, and what somebody uses or may still verify.
UNUSED = """
    select id from accounts.customers c
    where verified_at is null and role is null and erased_at is null and created_at < %s
        and not exists (select from sales.orders where customer_id = c.id)
        and not exists (select from sales.stored_values where customer_id = c.id)
        and not exists (select from sales.redemptions where customer_id = c.id)
        and not exists (
            select from accounts.sessions where customer_id = c.id and expires_at > now())
        and not exists (
            select from accounts.tokens
            where customer_id = c.id and used_at is null and expires_at > now())
    order by id limit %s
"""


def part_with_strangers():
    """Make the orders of disowned accounts guests', and delete their carts and reviews.

    Orders stay open to whoever has their links; those with the address of a customer become hers,
    like any guest's. Safe to run at any time, and twice.
    """
    theirs = Customer.select(Customer.id).where(Customer.disowned_at.is_null(False))
    with db.atomic():
        Cart.delete().where(Cart.customer.in_(theirs)).execute()
        Order.update(customer=None).where(Order.customer.in_(theirs)).execute()
        Review.delete().where(Review.customer.in_(theirs)).execute()
    adopt_all()


def forget_unused():
    """Delete accounts that nobody verified in their time, and that nothing was ordered with."""
    for (id,) in db.execute_sql(UNUSED, (now() - KEEP, AT_ONCE)).fetchall():
        try:
            forget(id)
        except IntegrityError:
            continue  # Something has come to point to it.


def forget(id):
    """Delete it, and say so in the trail, unless somebody has verified it meanwhile."""
    unproven = (Customer.id == id) & Customer.verified_at.is_null()
    with db.atomic():
        if Customer.delete().where(unproven).execute():
            audit("unproven account removed", id)
