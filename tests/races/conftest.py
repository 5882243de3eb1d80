"""The running shop with several web processes, and what is needed to let many loose on it."""

import pytest
import requests

from app.cart.models import Cart
from app.cart.vouchers import keep_voucher
from app.orders import upkeep
from app.orders.checkout.codes import use_card
from app.orders.integrity import broken_invariants
from app.orders.models import StoredValue
from app.pricing.models import Promotion
from tests.at_once import all_at_once
from tests.browser.conftest import all_jobs_are_done
from tests.browser.whole_shop import running_shop
from tests.orders.conftest import a_cart, details, settings_changed
from tests.orders.gift_cards import a_card
from tests.people import a_person
from tests.races.buyer import Buyer
from tests.races.rounds import Round

__all__ = ["a_cart", "details", "settings_changed"]


@pytest.fixture(scope="package")
def running(empty_shop, settings, tmp_path_factory):
    facts = {"web_processes": 3, "worker": "python -m tests.races.worker"}
    with running_shop(settings, tmp_path_factory.mktemp("races"), **facts) as shop:
        yield shop


@pytest.fixture
def shop(running, app, settings_changed):
    """The running shop, empty; what a test itself does at Stripe, it does at the same one."""
    settings_changed(stripe_api_base=running.payments_url, public_url=running.url)
    yield running
    running.wait_for("worker", all_jobs_are_done)


@pytest.fixture
def a_buyer(shop):
    def build(*editions, quantity=1):
        buyer = Buyer(shop)
        for edition in editions:
            assert buyer.add(edition, quantity).status_code == 303
        return buyer

    return build


@pytest.fixture
def a_round(a_buyer, a_cart, details, an_edition, unlimited):
    """Builds a round: an order of so many of three copies, placed and not paid."""
    staff = a_person("clerk@example.org", role="owner")

    def build(copies):
        unlimited()
        edition = an_edition(on_hand=2, backorder_limit=1)
        buyer, rival = a_buyer(edition, quantity=copies), a_cart(edition)
        give_codes(Cart.select().order_by(Cart.id.desc()).limit(2))
        # Before the order uses up what she agrees to.
        rival = Cart.get_by_id(rival.id)
        agreed = details(rival)
        assert buyer.check_out().status_code == 303
        assert buyer.order.voucher
        assert buyer.order.stored_minor
        return Round(buyer, (rival, agreed), edition, staff)

    return build


def give_codes(carts):
    """Let each of the carts use one voucher that can be used once, and one gift card."""
    facts = {"name": "Half", "kind": "percent", "percent": 50, "currency": "GBP", "most_uses": 1}
    promotion = Promotion.create(code=f"HALF{Promotion.select().count()}", **facts)
    card, _ = a_card(300)
    for cart in carts:
        keep_voucher(cart, promotion.code)
        use_card(cart, StoredValue.get_by_id(card.id))


@pytest.fixture
def at_once(app):
    """Runs calls in threads of their own, let go together; returns what they return or raise."""

    return lambda *calls: all_at_once(app, calls)


@pytest.fixture
def all_is_well(shop, app):
    """Lets the shop finish what it does, does what its sweeps would, and checks every rule."""

    def check():
        shop.wait_for("payments", lambda: nothing_on_its_way(shop))
        shop.wait_for("worker", all_jobs_are_done)
        upkeep.handle_waiting_events()
        upkeep.carry_out_refunds()
        upkeep.allocate_copies()
        assert broken_invariants() == []

    return check


@pytest.fixture
def unlimited(app):
    """Forgets how often one address has tried: all these buyers live at one."""

    def forget():
        redis = app.extensions["redis"]
        for key in redis.scan_iter("tries:*"):
            redis.delete(key)

    return forget


def nothing_on_its_way(shop):
    """Whether Stripe has told the shop all that it has to tell."""
    deliveries = requests.get(f"{shop.payments_url}/_simulator/deliveries", timeout=30).json()
    return not any(delivery["state"] == "waiting" for delivery in deliveries)
