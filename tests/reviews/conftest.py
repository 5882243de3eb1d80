import itertools

import pytest

from app.db import now
from app.orders.models import Order, OrderLine
from app.reviews.writing import post_review
from tests.accounts.conftest import hashes
from tests.accounts.people import a_person

__all__ = ["hashes"]


@pytest.fixture
def a_review(app):
    """Posts a review by a new customer, unless one is given."""
    numbers = itertools.count(1)

    def build(work, stars=4, *, title="", body="Read it twice.", by=None):
        by = by or a_person(f"critic-{next(numbers)}@example.org")
        return post_review(work, by, stars=stars, title=title, body=body)

    return build


@pytest.fixture
def an_order(app):
    """Puts an order of one copy in the books, settled or not."""
    numbers = itertools.count(1)

    def build(customer, edition, *, status="paid"):
        number = f"TEST-{next(numbers):04}"
        order = Order.create(
            number=number,
            idempotency_key=number,
            customer=customer,
            status=status,
            email=customer.email,
            name=customer.name,
            address={},
            shipping_method="standard",
            shipping_name="Standard",
            currency="GBP",
            subtotal_minor=edition.price_minor,
            shipping_minor=0,
            total_minor=edition.price_minor,
            simulated=True,
            hold_expires_at=now(),
            settled_at=None if status in ("awaiting_payment", "expired", "cancelled") else now(),
            shipped_at=now() if status in ("shipped", "delivered") else None,
        )
        OrderLine.create(
            order=order,
            edition=edition,
            title=edition.work.title,
            byline="",
            isbn=edition.isbn,
            format=edition.format,
            quantity=1,
            unit_price_minor=edition.price_minor,
        )
        return order

    return build
