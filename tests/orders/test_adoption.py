"""Guest orders find their customer once she has shown that their address is hers."""

import pytest

from app.accounts import changing, joining, tokens
from app.accounts.models import Customer
from app.orders.adoption import adopt_all
from app.orders.models import Order
from tests.orders.conftest import run_jobs
from tests.people import a_person, sign_in
from tests.placed_orders import placed_order


@pytest.fixture
def a_guest_order(an_edition):
    def build(email="Ada@Example.org", **facts):
        return placed_order(an_edition(), email=email, **facts)

    return build


def owner_of(order):
    return Order.get_by_id(order.id).customer_id


def verify(customer):
    assert joining.verify(tokens.fresh_secret(tokens.issue("verify", customer)))
    run_jobs()


def test_they_are_hers_once_her_address_is_verified(client, a_guest_order):
    order = a_guest_order()
    ada = a_person("ada@example.org", verified=False)
    verify(ada)
    assert owner_of(order) == ada.id
    sign_in(client, "ada@example.org")
    assert order.number in client.get("/account/orders").text
    assert client.get(f"/orders/{order.number}").status_code == 200


def test_until_then_they_are_not(app, a_guest_order):
    order = a_guest_order()
    a_person("ada@example.org", verified=False)
    adopt_all()
    assert owner_of(order) is None


def test_those_of_other_addresses_and_other_customers_are_left_alone(app, a_guest_order):
    other = a_person("other@example.org", name="Otto")
    theirs = a_guest_order(customer=other)
    strangers = a_guest_order("adda@example.org")
    verify(a_person("ada@example.org", verified=False))
    assert owner_of(theirs) == other.id
    assert owner_of(strangers) is None


def test_with_a_new_address_come_the_orders_of_that_one(app, a_guest_order):
    order = a_guest_order("new@example.org")
    ada = a_person("ada@example.org", verified=False)
    token = tokens.issue("change_email", ada, "new@example.org")
    assert changing.confirm_email(tokens.fresh_secret(token))
    run_jobs()
    assert owner_of(order) == ada.id
    assert Customer.get().email == "new@example.org"


def test_an_order_placed_while_signed_out_is_found_by_the_sweep(app, a_guest_order):
    ada = a_person("ada@example.org")
    order = a_guest_order()
    adopt_all()
    adopt_all()
    assert owner_of(order) == ada.id
