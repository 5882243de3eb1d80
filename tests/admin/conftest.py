"""Staff at their desk, and orders in whatever state a test wants to find them."""

import itertools
from datetime import timedelta

import pytest

from app.accounts.models import Customer
from app.accounts.sessions import open_session
from app.catalog.inventory import move
from app.db import now
from app.orders.models import Order, OrderLine, Payment
from app.reviews.models import Review


@pytest.fixture
def a_person(app):
    """Builds a customer, or a member of staff when a role is given."""
    numbers = itertools.count(1)

    def build(role=None, name="Inês Duarte"):
        email = f"person{next(numbers)}@example.org"
        return Customer.create(email=email, name=name, password_hash="none", role=role)

    return build


@pytest.fixture
def signed_in(app):
    """Builds a browser in which somebody has signed in."""

    def build(person):
        client = app.test_client()
        client.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
        with client.session_transaction() as session:
            session["_user_id"] = open_session(person)
        return client

    return build


@pytest.fixture
def owner(a_person):
    return a_person("owner")


@pytest.fixture
def desk(signed_in, owner):
    """The browser of a member of staff who may change things."""
    return signed_in(owner)


@pytest.fixture
def an_order(an_edition):
    """Builds an order with its copies held; a settled one has its payment."""
    numbers = itertools.count(1)

    def build(status="paid", *, edition=None, quantity=1, **facts):
        number = next(numbers)
        edition = edition or an_edition()
        minor = edition.price_minor * quantity
        settled = None if status in ("awaiting_payment", "expired", "cancelled") else now()
        order = Order.create(
            number=facts.pop("number", f"OC-TEST-{number:04d}"),
            idempotency_key=f"form {number}",
            status=status,
            email=facts.pop("email", "ada@example.org"),
            name=facts.pop("name", "Ada Lovelace"),
            address={"line1": "14 Folio Street", "city": "Norwich", "country": "GB"},
            shipping_method="standard",
            shipping_name="Standard",
            currency="GBP",
            subtotal_minor=minor,
            shipping_minor=0,
            total_minor=minor,
            simulated=True,
            hold_expires_at=now() + timedelta(minutes=30),
            settled_at=settled,
            shipped_at=now() if status in ("shipped", "delivered") else None,
        )
        keep_line(order, edition, quantity)
        if settled:
            pay(order)
        return order

    return build


def keep_line(order, edition, quantity):
    OrderLine.create(
        order=order,
        edition=edition,
        title=edition.work.title,
        byline="Octavia E. Butler",
        isbn=edition.isbn,
        format=edition.format,
        quantity=quantity,
        unit_price_minor=edition.price_minor,
    )
    move(edition.id, reserved=quantity, reason="held", order_id=order.id)


def pay(order):
    Payment.create(
        order=order,
        attempt=1,
        amount_minor=order.total_minor,
        currency="GBP",
        status="paid",
        session_id=f"cs_{order.id}",
        payment_intent_id=f"pi_{order.id}",
        expires_at=now(),
        paid_at=now(),
    )


@pytest.fixture
def a_review(a_work, a_person):
    def build(work=None, **facts):
        work = work or a_work()
        writer = a_person(name="Zoë Quinn")
        return Review.create(work=work, customer=writer, **{"stars": 4, "body": "Good.", **facts})

    return build
