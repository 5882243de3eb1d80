"""Pre-orders and back-orders: copies that come in go to those who wait, the oldest first."""

from datetime import timedelta

import pytest

from app.catalog.deliveries import read_lines, receive_delivery
from app.catalog.inventory import count_again, move_many, receive
from app.catalog.models import Edition, Inventory
from app.catalog.stock_takes import count, finish, start
from app.db import now
from app.letters import LETTERS
from app.mail import Email
from app.orders import upkeep
from app.orders.checkout.placing import place_order
from app.orders.fulfilment.delays import tell_of_delays
from app.orders.fulfilment.dispatch import ship
from app.orders.fulfilment.promises import allocate
from app.orders.holds import cancel
from app.orders.integrity import broken_invariants
from app.orders.models import Delay, OrderLine
from app.orders.refunds.requests import request_refund
from app.orders.refunds.sending import carry_out
from app.orders.refusals import NotShippable, OutOfStock
from app.queueing import DEFAULT, queue_named
from tests.at_once import all_at_once
from tests.orders.conftest import events_of, fresh

SOON = now().date() + timedelta(days=30)


@pytest.fixture
def to_come(an_edition):
    """Builds an edition that is not out yet and may be pre-ordered."""

    def build(limit=10, **facts):
        return an_edition(on_hand=0, preorder_limit=limit, published_on=SOON, **facts)

    return build


def give_out():
    """What a worker does of what is queued, but for the letters."""
    queue = queue_named(DEFAULT)
    for job in [queue.fetch_job(id) for id in queue.job_ids]:
        if job.func_name == "jobs.promises.allocate":
            job.func(*job.args)


def promised(order):
    return order.lines.get().promised


def told(kind="preorder_out"):
    return [email.about for email in Email.select().where(Email.kind == kind)]


def test_a_preorder_is_promised_within_its_limit(to_come, an_order):
    edition = to_come(limit=3)
    order = an_order(edition, quantity=3)
    line = order.lines.get()
    assert (line.promised, line.told_day) == (3, SOON)
    with pytest.raises(OutOfStock):
        an_order(edition)
    assert broken_invariants() == []


def test_the_last_copy_to_be_ordered_ahead_goes_to_one_of_eight_at_the_same_instant(
    app, to_come, a_cart, details
):
    edition = to_come(limit=1)
    carts = [a_cart(edition) for _ in range(8)]
    forms = [details(cart) for cart in carts]
    answers = all_at_once(
        app, [lambda c=c, f=f: place_order(c, f) for c, f in zip(carts, forms, strict=True)]
    )
    assert sorted(type(answer).__name__ for answer in answers) == ["Order"] + ["OutOfStock"] * 7
    assert Inventory.get().promised == 1
    assert broken_invariants() == []


def test_what_comes_in_goes_to_paid_orders_first_and_the_oldest_of_them(
    to_come, an_order, a_paid_order
):
    edition = to_come()
    unpaid = an_order(edition)
    first, second = a_paid_order(edition, quantity=2), a_paid_order(edition, quantity=2)
    receive(edition.id, 3)
    give_out()
    assert [promised(order) for order in (unpaid, first, second)] == [1, 0, 1]
    assert told() == [first.lines.get().id]
    receive(edition.id, 2)
    give_out()
    assert [promised(order) for order in (unpaid, first, second)] == [0, 0, 0]
    assert told() == [first.lines.get().id, second.lines.get().id], "who has paid is told"
    assert broken_invariants() == []


def by_delivery(edition, staff):
    lines = read_lines(f"{edition.isbn} 1")
    receive_delivery(lines, supplier="Gardners", staff_id=staff.id)


def by_stock_take(edition, staff):
    take = start("January", staff_id=staff.id)
    count(take, edition, copies=1, staff_id=staff.id)
    finish(take, staff_id=staff.id)


def by_count(edition, staff):
    count_again(edition.id, 1, staff_id=staff.id)


def by_finding(edition, staff):
    move_many({edition.id: 1}, reason="adjustment", staff_id=staff.id)


@pytest.mark.parametrize("way", [by_delivery, by_stock_take, by_count, by_finding])
def test_however_a_copy_comes_in_it_goes_to_who_waits(way, to_come, a_paid_order, staff):
    edition = to_come()
    order = a_paid_order(edition)
    way(edition, staff)
    give_out()
    assert promised(order) == 0
    assert broken_invariants() == []


def test_copies_that_another_gives_up_go_to_who_waits(an_edition, an_order, a_paid_order, staff):
    edition = an_edition(on_hand=1, backorder_limit=5)
    hers = an_order(edition)
    waits = a_paid_order(edition)
    cancel(hers.id, "buyer")
    give_out()
    assert promised(waits) == 0
    assert broken_invariants() == []


def test_a_lost_nudge_is_made_up_for_by_the_sweep(app, to_come, a_paid_order):
    edition = to_come()
    order = a_paid_order(edition)
    receive(edition.id, 1)
    app.extensions["redis"].flushdb()
    upkeep.allocate_copies()
    assert promised(order) == 0


def test_who_comes_later_does_not_take_what_others_wait_for(to_come, a_paid_order, an_order):
    edition = to_come(limit=2)
    a_paid_order(edition, quantity=2)
    receive(edition.id, 2)
    with pytest.raises(OutOfStock):
        an_order(edition)
    receive(edition.id, 1)
    late = an_order(edition)
    assert promised(late) == 0
    give_out()
    assert broken_invariants() == []


def test_copies_given_out_by_many_at_once_go_to_one_order_each(app, to_come, a_paid_order):
    edition = to_come()
    orders = [a_paid_order(edition) for _ in range(4)]
    receive(edition.id, 3)
    answers = all_at_once(app, [lambda: allocate(edition.id)] * 4)
    assert answers == [None] * 4
    assert [promised(order) for order in orders] == [0, 0, 0, 1]
    shelf = Inventory.get_by_id(edition.id)
    assert (shelf.reserved, shelf.promised) == (3, 1)
    assert broken_invariants() == []


def test_giving_out_copies_while_orders_are_placed_sent_and_cancelled_keeps_all_in_step(
    app, to_come, a_paid_order, an_order, staff, a_cart, details
):
    edition = to_come(limit=6)
    paid, unpaid = a_paid_order(edition, quantity=2), an_order(edition)
    receive(edition.id, 3)
    answers = all_at_once(
        app,
        [
            lambda: allocate(edition.id),
            lambda: ship(paid.id, "", staff),
            lambda: cancel(unpaid.id, "buyer"),
            lambda: an_order(edition),
            lambda: receive(edition.id, 1),
            lambda: allocate(edition.id),
        ],
    )
    unexpected = [a for a in answers if isinstance(a, Exception)]
    assert all(isinstance(a, (NotShippable, OutOfStock)) for a in unexpected), unexpected
    allocate(edition.id)
    assert promised(paid) == 0
    assert broken_invariants() == []


def test_only_what_has_come_in_is_sent(an_edition, a_paid_order, staff):
    edition = an_edition(on_hand=1, backorder_limit=5)
    order = a_paid_order(edition, quantity=2)
    ship(order.id, "", staff)
    assert fresh(order).status == "part_shipped"
    with pytest.raises(NotShippable):
        ship(order.id, "", staff)
    receive(edition.id, 1)
    give_out()
    ship(order.id, "", staff)
    assert fresh(order).status == "shipped"
    assert broken_invariants() == []


def test_a_refunded_preorder_waits_for_nothing_any_more(to_come, a_paid_order, staff):
    edition = to_come()
    order = a_paid_order(edition)
    carry_out(request_refund(order.id, "staff", staff).id)
    receive(edition.id, 1)
    give_out()
    shelf = Inventory.get_by_id(edition.id)
    assert (shelf.available, shelf.promised) == (1, 0)
    assert broken_invariants() == []


def test_the_letter_about_copies_that_came_in_says_what_they_are(to_come, an_edition, a_paid_order):
    ahead = a_paid_order(to_come(title="Kindred"))
    later = a_paid_order(an_edition("Dawn", on_hand=0, backorder_limit=2), quantity=2)
    letter = LETTERS["preorder_out"](ahead.lines.get().id)
    assert "Kindred (paperback), which you pre-ordered, is out" in letter.text
    assert "pre-ordered is out" in letter.subject
    assert "Your copies of Dawn (paperback) have come in" in letter_to(later)


def test_what_is_collected_is_not_said_to_be_packed_while_the_rest_has_still_to_come(
    an_edition, a_paid_order, a_collected_way
):
    ahead = [an_edition(title, on_hand=0, backorder_limit=2) for title in ("Dawn", "Emma")]
    order = a_paid_order(*ahead, delivery=a_collected_way.code)
    came, waits = order.ordered_lines
    OrderLine.update(promised=0).where(OrderLine.id == came.id).execute()
    letter = LETTERS["preorder_out"](came.id)
    for words in (letter.text, letter.html):
        assert "We will write again when all of it is ready to collect." in words
        assert "pack it next" not in words
    OrderLine.update(promised=0).where(OrderLine.id == waits.id).execute()
    assert "We will pack it next" in LETTERS["preorder_out"](waits.id).text


def letter_to(order):
    return LETTERS["preorder_out"](order.lines.get().id).text


def move_day(edition, days):
    Edition.update(published_on=SOON + timedelta(days=days)).where(
        Edition.id == edition.id
    ).execute()


def test_a_book_that_comes_out_more_than_a_week_later_is_told_of_once_a_day_named(
    to_come, a_paid_order
):
    edition = to_come(title="Kindred")
    order = a_paid_order(edition)
    move_day(edition, 7)
    tell_of_delays()
    assert told("preorder_delayed") == []
    move_day(edition, 20)
    tell_of_delays()
    tell_of_delays()
    assert told("preorder_delayed") == [Delay.get().id]
    assert "delayed" in events_of(order)
    letter = LETTERS["preorder_delayed"](Delay.get().id)
    assert "Kindred" in letter.text
    assert str((SOON + timedelta(days=20)).year) in letter.html
    move_day(edition, 0)
    move_day(edition, 20)
    tell_of_delays()
    assert Delay.select().count() == 1
    move_day(edition, 60)
    tell_of_delays()
    assert len(told("preorder_delayed")) == 2


def test_delays_are_told_once_however_many_look_at_once(app, to_come, a_paid_order):
    edition = to_come()
    a_paid_order(edition)
    move_day(edition, 30)
    assert all_at_once(app, [tell_of_delays] * 3) == [None] * 3
    assert Delay.select().count() == 1


def test_who_has_not_paid_or_has_her_copies_is_not_told_of_delays(to_come, an_order, a_paid_order):
    edition = to_come()
    an_order(edition)
    here = a_paid_order(edition)
    OrderLine.update(promised=0).where(OrderLine.order == here).execute()
    move_day(edition, 30)
    tell_of_delays()
    assert told("preorder_delayed") == []


def test_a_buyer_is_not_told_that_we_pack_next_what_has_still_to_come(
    to_come, an_edition, a_paid_order, client
):
    alone, with_more = a_paid_order(to_come()), a_paid_order(to_come(), an_edition())
    with client.session_transaction() as session:
        session["orders"] = [alone.number, with_more.number]
    page = client.get(f"/orders/{alone.number}").text
    assert "We will pack it next" not in page
    assert "We will pack it once its books have come in" in page
    assert "We will pack what is here next" in client.get(f"/orders/{with_more.number}").text
