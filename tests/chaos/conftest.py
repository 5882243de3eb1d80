"""A running shop with a Postgres and a Redis of its own, which tests stop, start and kill."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
import requests

from app.db import configure, db, now
from app.orders import upkeep
from app.orders.integrity import broken_invariants
from app.orders.models import Order, Payment
from app.orders.payments import gateway
from dev.waiting import page_answers
from tests.browser.whole_shop import running_shop
from tests.chaos.servers import a_postgres, a_redis
from tests.conftest import empty_shop_with
from tests.jobs.conftest import until
from tests.orders.conftest import settings_changed, staff
from tests.races.conftest import a_buyer, nothing_on_its_way
from tests.races.rounds import kept_here

__all__ = ["a_buyer", "settings_changed", "staff"]


@pytest.fixture(scope="package")
def servers(tmp_path_factory):
    folder = tmp_path_factory.mktemp("servers")
    started = {"postgres": a_postgres(folder / "postgres"), "redis": a_redis(folder / "redis")}
    yield SimpleNamespace(**started)
    for server in started.values():
        server.stop()


@pytest.fixture(scope="package")
def own_settings(settings, servers):
    return settings | {"DATABASE_URL": servers.postgres.url, "REDIS_URL": servers.redis.url}


@pytest.fixture(scope="package")
def empty_shop(empty_shop, own_settings, settings):
    yield empty_shop_with(own_settings)
    configure(settings["DATABASE_URL"])


@pytest.fixture(scope="package")
def running(empty_shop, own_settings, tmp_path_factory):
    with running_shop(own_settings, tmp_path_factory.mktemp("chaos")) as shop:
        yield shop


@pytest.fixture
def shop(running, app, settings_changed, restarted):
    """The running shop, empty, as its simulator is; its worker runs once a test starts it."""
    settings_changed(stripe_api_base=running.payments_url, public_url=running.url)
    requests.post(f"{running.payments_url}/_simulator/reset", timeout=30).raise_for_status()
    if "worker" in running.processes:
        running.kill("worker")
    if "web" not in running.processes:
        restarted("web")
    return running


@pytest.fixture
def restarted(running):
    """Starts a process again, as whatever supervises it would."""

    def start(name):
        running.start(name)
        if name == "web":
            running.wait_for("web", lambda: page_answers(f"{running.url}/healthz"))

    return start


@pytest.fixture
def all_is_well(shop):
    """Does what the sweeps of the next minutes would, and checks that rows and money agree."""

    def check():
        shop.wait_for("payments", lambda: nothing_on_its_way(shop))
        Payment.update(created_at=now() - timedelta(hours=1), asked_at=None).execute()
        upkeep.handle_waiting_events()
        upkeep.ask_about_payments()
        upkeep.carry_out_refunds()
        assert broken_invariants() == []
        assert kept_at_stripe() == sum(kept_here(payment) for payment in Payment.select())

    return check


def kept_at_stripe():
    """All the money that came, without what went back, whether or not we know of it."""
    sessions = gateway.page_of("sessions", {"limit": 100})
    refunds = gateway.page_of("refunds", {"limit": 100})
    assert not sessions.has_more
    assert not refunds.has_more
    came = sum(each.amount_total for each in sessions.data if each.payment_status == "paid")
    return came - sum(each.amount for each in refunds.data if each.status != "failed")


def order_is(order, status):
    def order_has_that_status():
        return Order.get_by_id(order.id).status == status

    return until(order_has_that_status, seconds=30)


def reconnect():
    """A connection of the test's own in the place of the one that its server dropped."""
    db.close()
    db.connection_context().__enter__()  # the fixture `app` leaves it
