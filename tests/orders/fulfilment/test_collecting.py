"""Click and collect: ready once all is here, handed over once."""

from datetime import timedelta

import pytest

from app.catalog.models import Inventory
from app.db import now
from app.letters import LETTERS
from app.mail import Email
from app.orders.fulfilment.collecting import hand_over, make_ready
from app.orders.fulfilment.dispatch import ship
from app.orders.integrity import broken_invariants
from app.orders.models import OrderEvent, OrderLine
from app.orders.refunds.requests import request_refund
from app.orders.refusals import NotShippable
from app.orders.returns.periods import is_open_to_return
from tests.at_once import all_at_once
from tests.orders.conftest import events_of, fresh


@pytest.fixture
def to_collect(a_paid_order, an_edition, a_collected_way):
    return a_paid_order(an_edition(on_hand=5), quantity=2, delivery=a_collected_way.code)


def test_an_order_waits_at_the_counter_and_its_buyer_hears_of_it_once(to_collect, staff):
    make_ready(to_collect.id, staff)
    make_ready(to_collect.id, staff)
    order = fresh(to_collect)
    assert (order.status, order.ready_at is not None) == ("ready", True)
    assert Inventory.get().on_hand == 5, "until somebody has fetched them"
    assert Email.select().where(Email.kind == "ready_to_collect").count() == 1
    letter = LETTERS["ready_to_collect"](order.id)
    for words in (letter.text, letter.html):
        assert "3 Dale Street" in words
        assert order.number in words


def test_what_is_handed_over_leaves_the_shelf_once(app, to_collect, staff):
    make_ready(to_collect.id, staff)
    all_at_once(app, [lambda: hand_over(to_collect.id, staff)] * 3)
    shelf = Inventory.get()
    assert (shelf.on_hand, shelf.reserved) == (3, 0)
    assert fresh(to_collect).status == "delivered"
    assert events_of(to_collect).count("collected") == 1
    assert not Email.select().where(Email.kind == "parcel_shipped").exists()
    assert broken_invariants() == []


def test_what_was_collected_may_come_back_when_faulty_as_long_as_her_country_says(to_collect):
    assert to_collect.address["country"] == "GB"
    OrderLine.update(shipped=2).execute()
    three_years_ago = now() - timedelta(days=3 * 365)
    facts = {"event": "collected", "actor": "staff", "created_at": three_years_ago}
    OrderEvent.create(order=to_collect, **facts)
    assert is_open_to_return(to_collect, "damaged")
    assert not is_open_to_return(to_collect, "unwanted")


def test_what_is_not_ready_is_not_handed_over(to_collect, staff):
    with pytest.raises(NotShippable):
        hand_over(to_collect.id, staff)


def test_what_will_be_collected_is_not_sent_and_a_parcel_is_not_made_ready(
    to_collect, a_paid_order, staff
):
    with pytest.raises(NotShippable):
        ship(to_collect.id, "", staff)
    with pytest.raises(NotShippable):
        make_ready(a_paid_order().id, staff)


def test_what_has_still_to_come_in_or_goes_back_is_not_made_ready(
    to_collect, a_paid_order, an_edition, a_collected_way, staff
):
    ahead = an_edition(on_hand=1, backorder_limit=5)
    waits = a_paid_order(ahead, quantity=2, delivery=a_collected_way.code)
    with pytest.raises(NotShippable, match="not come in"):
        make_ready(waits.id, staff)
    request_refund(to_collect.id, "staff", staff)
    with pytest.raises(NotShippable, match="given back"):
        make_ready(to_collect.id, staff)
