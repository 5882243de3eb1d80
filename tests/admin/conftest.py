"""Staff at their desk, and what they find on it."""

import itertools

import pytest

from app.accounts.models import Customer
from app.accounts.sessions import open_session
from app.catalog.deliveries import read_lines, receive_delivery
from app.catalog.models import Import, Subject
from app.catalog.stock_takes import start
from app.db import now
from app.money import Money
from app.orders.invoices.issuing import invoice_for
from app.orders.models import Return
from app.orders.stored_values.spending import credit
from app.pricing.models import Promotion
from app.reviews.models import Review
from tests.orders.conftest import settings_changed
from tests.placed_orders import placed_order
from tests.pricing.conftest import tables_put_back

__all__ = ["settings_changed", "tables_put_back"]


@pytest.fixture
def a_person(app):
    """Builds a customer, or a member of staff when a role is given."""
    numbers = itertools.count(1)

    def build(role=None, name="Inês Duarte"):
        email = f"person{next(numbers)}@example.org"
        facts = {"role": role, "verified_at": now() if role else None}
        return Customer.create(email=email, name=name, password_hash="none", **facts)

    return build


@pytest.fixture
def signed_in(a_browser):
    """Builds a browser in which somebody has signed in, with a second factor."""

    def build(person):
        client = a_browser()
        with client.session_transaction() as session:
            session["_user_id"] = open_session(person, second_factor=True)
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
    def build(status="paid", *, edition=None, **facts):
        return placed_order(edition or an_edition(), status, **facts)

    return build


@pytest.fixture
def a_review(a_work, a_person):
    def build(work=None, **facts):
        work = work or a_work()
        writer = a_person(name="Zoë Quinn")
        return Review.create(work=work, customer=writer, **{"stars": 4, "body": "Good.", **facts})

    return build


@pytest.fixture
def a_delivery(owner, an_edition):
    def build(*editions, copies=2, supplier="Gardners"):
        isbns = [edition.isbn for edition in editions or [an_edition()]]
        lines = read_lines("\n".join(f"{isbn} {copies}" for isbn in isbns))
        return receive_delivery(lines, supplier=supplier, staff_id=owner.id)

    return build


@pytest.fixture
def one_of_everything(owner, an_order, a_review, a_delivery):
    """Whatever the addresses of the back office can name, as number 1."""
    Subject.create(slug="fantasy", name="Fantasy")
    order = an_order()
    invoice_for(order)
    Return.create(order=order, kind="return", reason="damaged")
    edition = order.lines.get().edition
    a_review(edition.work)
    a_delivery(edition)
    start("January", staff_id=owner.id)
    Promotion.create(name="Spring", kind="percent", percent=10, currency="GBP")
    credit("reader@example.org", Money(500, "GBP"), "issued")
    Import.create(file_name="feed.xml", file_format="onix", digest="", bytes_total=1)
