"""No more copies of an edition to one customer than staff allow, over all that she orders."""

from datetime import timedelta

from peewee import fn

from app.db import db, now
from app.orders.models import Order, OrderLine
from app.orders.refusals import TooManyForOne

WITHIN = timedelta(days=30)
NOT_BOUGHT = ("expired", "cancelled", "refunded")


def check_limits(items, customer_id, email):
    """Raise TooManyForOne when an item, with what she ordered of it lately, is over its limit.

    She is known by her account and by her address. Call it in the transaction that writes the
    order: another order of hers waits until that one is there to be counted.
    """
    limited = [item for item in items if item.edition.most_per_customer]
    before = {}
    if limited:
        one_at_a_time(customer_id, email)
        before = ordered_lately([item.edition_id for item in limited], customer_id, email)
    over = [i for i in items if i.quantity + before.get(i.edition_id, 0) > i.edition.most]
    if over:
        raise TooManyForOne(over)


def one_at_a_time(customer_id, email):
    # Sorted, so that two orders of a pair of names cannot deadlock.
    for name in sorted(filter(None, (customer_id and f"customer {customer_id}", email.lower()))):
        key = (f"limits of {name}",)
        db.execute_sql("select pg_advisory_xact_lock(hashtextextended(%s, 0))", key)


def ordered_lately(edition_ids, customer_id, email):
    """Copies by edition id in her orders that are open or paid."""
    hers = fn.lower(Order.email) == fn.lower(email)
    if customer_id:
        hers |= Order.customer == customer_id
    query = (
        OrderLine.select(OrderLine.edition, fn.sum(OrderLine.quantity - OrderLine.cancelled))
        .join(Order)
        .where(
            hers,
            Order.placed_at > now() - WITHIN,
            Order.status.not_in(NOT_BOUGHT),
            OrderLine.edition.in_(edition_ids),
        )
        .group_by(OrderLine.edition)
    )
    return dict(query.tuples())
