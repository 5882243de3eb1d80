"""What is forgotten by itself, and when."""

import itertools
from datetime import UTC, datetime, timedelta

import pytest

from app.db import now
from app.mail import Email, send_once
from app.orders.fulfilment.dispatch import mark_delivered, ship
from app.orders.integrity import broken_invariants
from app.orders.models import Order, PaymentEvent
from app.pricing.models import TaxRegime
from app.privacy import tidying
from app.privacy.erasing import Wishes, erase
from app.privacy.legal_terms import kept_until
from tests.orders.conftest import fresh
from tests.people import a_person

numbers = itertools.count(1)


def long_ago(days):
    return now() - timedelta(days=days)


def placed(order, moment):
    Order.update(placed_at=moment).where(Order.id == order.id).execute()
    return order


def name_of(order):
    tidying.forget_old()
    return fresh(order).name


@pytest.fixture
def an_email(app):
    def build(kind="order_paid", **facts):
        send_once(kind, next(numbers), "ada@example.org")
        email = Email.select().order_by(Email.id.desc()).get()
        if facts:
            Email.update(**facts).where(Email.id == email.id).execute()
        return email

    return build


@pytest.mark.parametrize(
    ("kind", "facts", "kept"),
    [
        ("order_paid", {"sent_at": long_ago(89)}, True),
        ("order_paid", {"sent_at": long_ago(91)}, False),
        ("order_paid", {"given_up_at": long_ago(91)}, False),
        ("order_paid", {}, True),  # it has still to be sent
        ("account_erased", {"given_up_at": long_ago(1)}, False),
        ("gift_card", {"given_up_at": long_ago(91)}, True),  # its code waits for an address
    ],
)
def test_to_whom_an_email_went_is_known_for_a_while(an_email, kind, facts, kept):
    email = an_email(kind, **facts)
    tidying.forget_old()
    assert bool(Email.get_by_id(email.id).recipient) is kept


def test_a_guest_order_keeps_its_buyer_for_as_long_as_the_law_wants(a_paid_order):
    first_day_kept = datetime(now().year - 7, 1, 1, tzinfo=UTC)
    young = placed(a_paid_order(), first_day_kept)
    old = placed(a_paid_order(), first_day_kept - timedelta(seconds=1))
    assert (name_of(young), name_of(old)) == ("Ada Lovelace", "Erased")
    assert broken_invariants() == []


def test_a_customer_sees_her_old_orders_as_they_were(a_paid_order):
    order = placed(a_paid_order(), long_ago(20 * 365))
    Order.update(customer=a_person("ada@example.org")).execute()
    assert name_of(order) == "Ada Lovelace"


def test_a_guest_order_that_nobody_paid_is_forgotten_soon(an_order):
    order = an_order()
    Order.update(status="cancelled", ended_at=long_ago(89)).execute()
    assert name_of(order) == "Ada Lovelace"
    Order.update(ended_at=long_ago(91)).execute()
    assert name_of(order) == "Erased"


def test_after_the_term_nothing_says_which_orders_were_of_one_erased_person(a_paid_order, staff):
    customer = a_person("ada@example.org")
    order = a_paid_order()
    ship(order.id, "", staff)
    mark_delivered(order.id, staff)
    erase(customer.id, Wishes())
    tidying.forget_old()
    assert fresh(order).customer == customer
    placed(order, long_ago(20 * 365))
    tidying.forget_old()
    assert fresh(order).customer is None


def test_what_stripe_told_us_is_stripped_of_people_after_a_while(app):
    details = {"email": "ada@example.org", "name": "Ada"}
    told = {"id": "cs_1", "object": "checkout.session", "customer_details": details}
    payload = {"id": "evt", "type": "checkout.session.completed", "data": {"object": told}}
    for id, days in (("old", 91), ("new", 89)):
        PaymentEvent.create(
            event_id=id, type=payload["type"], payload=payload, handled_at=long_ago(days)
        )
    tidying.forget_old()
    old, new = PaymentEvent.select().order_by(PaymentEvent.event_id.desc())
    assert old.payload["data"]["object"] == {"id": "cs_1", "object": "checkout.session"}
    assert new.payload == payload


@pytest.mark.parametrize(
    ("country", "until"),
    [
        ("GB", "2033-12-31"),
        ("AT", "2034-12-31"),
        ("DE", "2034-12-31"),
        ("FR", "2037-12-31"),
        ("NO", "2037-12-31"),
    ],
)
def test_the_term_is_that_of_the_shops_country(
    app, settings_changed, tables_put_back, country, until
):
    TaxRegime.update(collected=False).execute()
    settings_changed(country=country)
    assert kept_until(datetime(2026, 4, 2, tzinfo=UTC)).isoformat() == until


@pytest.mark.parametrize(
    ("country", "until"), [("DE", "2036-12-31"), ("IE", "2036-12-31"), ("FR", "2037-12-31")]
)
def test_who_collects_tax_for_others_in_the_eu_keeps_orders_for_ten_years(
    app, settings_changed, country, until
):
    settings_changed(country=country)
    assert kept_until(datetime(2026, 4, 2, tzinfo=UTC)).isoformat() == until


def test_an_operator_forgets_a_guest_who_asks(app, a_paid_order, staff):
    order = a_paid_order()
    answer = run(app, "erase-guest", "Ada@Example.org")
    assert (answer.exit_code, fresh(order).name) == (1, "Ada Lovelace")
    assert "still under way" in answer.output
    ship(order.id, "", staff)
    mark_delivered(order.id, staff)
    assert "1 orders" in run(app, "erase-guest", "Ada@Example.org").output
    assert (fresh(order).name, fresh(order).email) == ("Erased", "")


def test_but_not_somebody_with_an_account(app, a_paid_order):
    a_person("ada@example.org")
    assert "its owner erases it" in run(app, "erase-guest", "ada@example.org").output


def run(app, *args):
    return app.test_cli_runner().invoke(args=["privacy", *args])
