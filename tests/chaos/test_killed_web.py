"""The web process is killed at each step of a checkout, and at each of a buyer's return.

The same form, or the same return, must afterwards lead to one order, paid once.
"""

from concurrent.futures import ThreadPoolExecutor

import pytest
from requests import ConnectionError

from app.db import db
from app.orders.fulfilment.dispatch import ship
from app.orders.models import Order, PaymentEvent
from app.orders.refusals import NotShippable
from tests.chaos.holds import at_call, at_table
from tests.orders.conftest import events_of

SESSIONS = "/v1/checkout/sessions"
CHECKOUT = {
    "cart locked": at_table("sales.carts"),
    "order written": at_table("sales.orders"),
    "lines written": at_table("sales.order_lines"),
    "copies held": at_table("catalog.inventory"),
    "placing noted": at_table("sales.order_events"),
    "attempt to pay written": at_table("sales.payments"),
    "page asked for": at_call("POST", SESSIONS, "skipped"),
    "page made": at_call("POST", SESSIONS, "done"),
}
RETURN = {
    "Stripe asked": at_call("GET", f"{SESSIONS}/*", "skipped"),
    "order locked": at_table("sales.orders"),
    "sale counted": at_table("catalog.works"),
}
# The invoice takes its number in the commit itself, which Postgres finishes for whoever is gone.
COMMIT = at_table("sales.invoice_counter")


def steps(of):
    return pytest.mark.parametrize("step", of.values(), ids=of.keys())


@pytest.fixture
def killed_at(shop, app, restarted):
    """Kills the web process while it does what is asked, at this step; it is started again."""

    def kill(step, ask):
        def asked():
            with app.app_context(), db.connection_context():
                return ask()

        with ThreadPoolExecutor(1) as thread:
            with step(shop) as until_it_waits:
                asking = thread.submit(asked)
                until_it_waits()
                shop.kill("web")
            with pytest.raises(ConnectionError):
                asking.result(timeout=30)
        restarted("web")

    return kill


@pytest.fixture
def a_payer(a_buyer, an_edition):
    """A buyer who has paid at Stripe, and nobody but her will tell the shop."""
    buyer = a_buyer(an_edition(on_hand=1))
    buyer.check_out()
    buyer.act_at_stripe("pay")
    return buyer


@steps(CHECKOUT)
def test_a_form_sent_again_is_one_order(step, killed_at, a_buyer, an_edition, all_is_well):
    buyer = a_buyer(an_edition(on_hand=1))
    form = buyer.form()
    killed_at(step, lambda: buyer.check_out(form))
    assert buyer.check_out(form).status_code == 303
    assert Order.select().count() == 1
    buyer.act_at_stripe("pay")
    buyer.come_back()
    assert events_of(buyer.order) == ["placed", "paid"]
    all_is_well()


@steps(RETURN)
def test_a_buyer_who_comes_back_again_has_paid_once(step, killed_at, a_payer, staff, all_is_well):
    killed_at(step, a_payer.come_back)
    with pytest.raises(NotShippable):
        ship(a_payer.order.id, "", staff)
    assert a_payer.come_back().status_code == 200
    assert events_of(a_payer.order) == ["placed", "paid"]
    all_is_well()


def test_a_settlement_that_nobody_hears_of_is_one_all_the_same(killed_at, a_payer, all_is_well):
    killed_at(COMMIT, a_payer.come_back)
    assert "Thank you" in a_payer.come_back().text
    assert events_of(a_payer.order) == ["placed", "paid"]
    all_is_well()


def test_a_webhook_that_was_not_stored_comes_again(
    shop, a_buyer, an_edition, restarted, all_is_well
):
    buyer = a_buyer(an_edition(on_hand=1))
    buyer.check_out()
    with at_table("sales.payment_events")(shop) as until_it_waits:
        buyer.act_at_stripe("pay")
        until_it_waits()
        shop.kill("web")
    restarted("web")
    all_is_well()
    assert {event.type for event in PaymentEvent.select()} >= {"checkout.session.completed"}
    assert events_of(buyer.order) == ["placed", "paid"]
