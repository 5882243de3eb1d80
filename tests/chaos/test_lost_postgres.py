"""Postgres ends while many buy, and is started again: the shop goes on by itself."""

import signal
from concurrent.futures import ThreadPoolExecutor, as_completed
from itertools import islice

import pytest

from app.mail import Email
from app.orders.models import Order, Payment
from tests.chaos.conftest import reconnect
from tests.chaos.shoppers import Shopper

AT_ONCE = 4
SHOPPERS = 12
WAYS = {"stopped": signal.SIGINT, "crashed": signal.SIGQUIT, "killed": signal.SIGKILL}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS.keys())
def test_everybody_gets_one_order_paid_once(way, shop, servers, an_edition, all_is_well):
    edition = an_edition(on_hand=10 * SHOPPERS)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        buying = [pool.submit(Shopper(shop).buy, edition) for _ in range(SHOPPERS)]
        list(islice(as_completed(buying), SHOPPERS // 4))
        servers.postgres.kill_postgres(way)
        servers.postgres.start()
        pages = [one.result(timeout=90) for one in buying]
    reconnect()
    assert {payment.session_url for payment in Payment.select()} == set(pages)
    all_is_well()
    assert [order.status for order in Order.select()] == ["paid"] * SHOPPERS
    assert Email.select().where(Email.kind == "order_paid").count() == SHOPPERS


def test_a_shop_without_its_database_says_so_and_serves_again(shop, servers, an_edition, a_buyer):
    buyer = a_buyer(an_edition())
    servers.postgres.stop()
    answers = [buyer.get(path) for path in ("/", "/cart", "/checkout")]
    assert {answer.status_code for answer in answers} == {503}
    assert all("catching its breath" in answer.text for answer in answers)
    servers.postgres.start()
    assert buyer.check_out().status_code == 303
    reconnect()
