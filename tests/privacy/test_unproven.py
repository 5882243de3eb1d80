"""What becomes of accounts whose address nobody has proven, and of what was done with them."""

from datetime import timedelta

import pytest

from app.accounts import coming_back, joining, tokens
from app.accounts.audit import AuditEvent
from app.accounts.models import Customer, Session
from app.accounts.sessions import open_session
from app.cart.models import Cart
from app.db import now
from app.orders.access import private_link
from app.orders.finding import mail_link
from app.orders.integrity import broken_invariants
from app.orders.models import Order
from app.privacy import tidying, unproven
from tests.orders.conftest import run_jobs
from tests.people import PASSWORD, a_person, letters_to

HERS = "ada@example.org"

pytestmark = pytest.mark.usefixtures("postbox")


@pytest.fixture
def stranger(app):
    """An account with her address that somebody else has opened."""
    return a_person(HERS, name="Eve", verified=False)


def she_comes():
    secret = tokens.fresh_secret(tokens.issue("reset", Customer.at(HERS)))
    she = coming_back.reset_password(secret, PASSWORD)
    run_jobs()
    return she


def of_the_stranger(order, stranger, email):
    Order.update(customer=stranger, email=email).where(Order.id == order.id).execute()
    return order


def test_his_cart_is_not_hers_and_goes(client, stranger, a_cart):
    cart = a_cart()
    Cart.update(customer=stranger).where(Cart.id == cart.id).execute()
    she = she_comes()
    assert she.id != stranger.id
    assert Cart.select().count() == 0


def test_an_order_that_he_paid_stays_as_a_guests_with_its_link(client, stranger, a_paid_order):
    order = of_the_stranger(a_paid_order(), stranger, "eve@example.org")
    she_comes()
    order = Order.get_by_id(order.id)
    assert (order.customer, order.status, order.email) == (None, "paid", "eve@example.org")
    mail_link(order.number, "eve@example.org")
    assert ("order_link") in [kind for kind, _ in letters_to("eve@example.org")]
    page = client.get(private_link(order).removeprefix("http://localhost"), follow_redirects=True)
    assert order.number in page.text
    assert broken_invariants() == []


def test_an_order_that_was_placed_with_her_address_comes_to_her_as_a_guests_would(
    client, stranger, a_paid_order
):
    order = of_the_stranger(a_paid_order(), stranger, "Ada@example.org")
    she = she_comes()
    assert Order.get_by_id(order.id).customer == she


def test_what_the_job_could_not_do_the_tidying_does(client, stranger, a_paid_order):
    she_comes()
    order = of_the_stranger(a_paid_order(), stranger, "eve@example.org")
    tidying.forget_old()
    assert Order.get_by_id(order.id).customer is None


def aged(customer, days):
    joined = now() - timedelta(days=days)
    Customer.update(created_at=joined).where(Customer.id == customer.id).execute()
    return customer


def is_kept(customer):
    tidying.forget_old()
    return Customer.get_or_none(Customer.id == customer.id) is not None


@pytest.mark.parametrize(("days", "kept"), [(29, True), (31, False)])
def test_an_account_that_nobody_verifies_goes_after_thirty_days(stranger, days, kept):
    assert is_kept(aged(stranger, days)) is kept
    removed = AuditEvent.select().where(AuditEvent.event == "unproven account removed")
    assert removed.count() == (not kept)


def test_one_that_is_verified_at_the_last_moment_stays_and_nothing_is_said_of_it(stranger):
    joining.mark_verified(stranger)
    unproven.forget(stranger.id)
    assert Customer.select().count() == 1
    assert AuditEvent.select().count() == 0


def test_a_verified_one_and_one_of_staff_stay(app):
    assert is_kept(aged(a_person("eve@example.org"), 400))
    assert is_kept(aged(a_person("bea@example.org", verified=False, role="support"), 400))


def test_one_that_something_was_ordered_with_stays(stranger, a_paid_order):
    of_the_stranger(a_paid_order(), stranger, HERS)
    assert is_kept(aged(stranger, 400))


def test_one_that_somebody_uses_stays_until_she_does_not(stranger):
    open_session(aged(stranger, 400))
    assert is_kept(stranger)
    Session.update(expires_at=now()).execute()
    assert not is_kept(stranger)


def test_one_that_can_still_be_verified_by_a_link_stays(stranger):
    tokens.issue("verify", aged(stranger, 400))
    assert is_kept(stranger)


def test_with_it_goes_its_cart(stranger, a_cart):
    cart = a_cart()
    Cart.update(customer=aged(stranger, 31)).where(Cart.id == cart.id).execute()
    unproven.forget_unused()
    assert Cart.select().count() == 0
