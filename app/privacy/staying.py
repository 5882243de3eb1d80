"""What stays after an erasure and until when, as its page says it beforehand."""

from datetime import date
from typing import NamedTuple

from peewee import fn

from app.orders.models import Order
from app.privacy.legal_terms import kept_until, term
from app.reviews.models import Review


class Staying(NamedTuple):
    orders: int
    first_until: date | None  # of the oldest order
    last_until: date | None
    law: str
    reviews: int


def what_stays(customer_id):
    times = Order.select(
        fn.count(Order.id), fn.min(Order.placed_at), fn.max(Order.placed_at)
    ).where(Order.customer == customer_id)
    ((orders, first, last),) = times.tuples()
    return Staying(
        orders,
        kept_until(first) if orders else None,
        kept_until(last) if orders else None,
        term().law,
        Review.select().where(Review.customer == customer_id).count(),
    )
