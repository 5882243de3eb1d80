"""Several parcels of an order: each copy is in one of them, whoever packs at the same instant."""

import pytest

from app.catalog.models import Inventory
from app.letters import LETTERS
from app.mail import Email
from app.orders.fulfilment.carriers import CARRIERS, tracking_link
from app.orders.fulfilment.dispatch import mark_delivered, ship
from app.orders.fulfilment.packing import pack, unpack
from app.orders.integrity import broken_invariants
from app.orders.models import Shipment
from app.orders.refunds.parts import Wanted
from app.orders.refunds.requests import request_part, request_refund
from app.orders.refusals import NotShippable
from tests.at_once import all_at_once
from tests.orders.conftest import events_of, fresh

FORM = "a form of the back office"


@pytest.fixture
def two_books(a_paid_order, an_edition):
    """An order of two copies each of two books."""
    return a_paid_order(an_edition("Kindred"), an_edition("Dawn"), quantity=2)


def line(order, title):
    return next(line for line in order.lines if line.title == title)


def books_in(parcel):
    return {book.order_line.title: book.quantity for book in parcel.lines}


def letters():
    return [email.about for email in Email.select().where(Email.kind == "parcel_shipped")]


def test_an_order_leaves_in_two_parcels_and_its_buyer_hears_of_each(two_books, staff):
    first = ship(two_books.id, "A1", staff, copies={line(two_books, "Kindred").id: 1})
    assert fresh(two_books).status == "part_shipped"
    assert books_in(first) == {"Kindred": 1}
    second = ship(two_books.id, "A2", staff)
    order = fresh(two_books)
    assert (order.status, order.shipped_at is not None) == ("shipped", True)
    assert books_in(second) == {
        "Kindred": 1,
        "Dawn": 2,
    }
    assert letters() == [first.id, second.id]
    assert broken_invariants() == []


def test_a_copy_more_than_is_here_is_not_sent(two_books, staff):
    for copies in ({line(two_books, "Dawn").id: 3}, {4711: 1}, {line(two_books, "Dawn").id: -1}):
        with pytest.raises(NotShippable):
            ship(two_books.id, "", staff, copies=copies)
    with pytest.raises(NotShippable, match="Type how many copies"):
        ship(two_books.id, "", staff, copies={line(two_books, "Dawn").id: 0})
    assert Shipment.select().count() == 0
    assert broken_invariants() == []


def test_two_clerks_at_once_send_each_copy_once(app, two_books, staff):
    one = {line(two_books, "Kindred").id: 2}
    answers = all_at_once(app, [lambda: ship(two_books.id, "", staff, copies=one)] * 4)
    assert sum(isinstance(answer, Shipment) for answer in answers) == 1
    assert line(two_books, "Kindred").shipped == 2
    assert broken_invariants() == []


def test_the_same_form_sent_again_and_at_once_is_one_parcel(app, two_books, staff):
    one = {line(two_books, "Kindred").id: 1}
    calls = [lambda: ship(two_books.id, "", staff, copies=one, form_key=FORM)] * 4
    parcels = all_at_once(app, calls)
    assert {parcel.id for parcel in parcels} == {Shipment.get().id}
    assert line(two_books, "Kindred").shipped == 1
    assert broken_invariants() == []


def test_the_form_of_another_order_sends_nothing(a_paid_order, staff):
    hers, his = a_paid_order(), a_paid_order()
    ship(hers.id, "", staff, form_key=FORM)
    with pytest.raises(NotShippable, match="another order"):
        ship(his.id, "", staff, form_key=FORM)


def test_copies_whose_money_is_going_back_stay_and_the_others_leave(two_books, staff):
    wanted = Wanted("staff", given_up={line(two_books, "Dawn").id: 1})
    request_part(two_books.id, wanted, "staff")
    with pytest.raises(NotShippable):
        ship(two_books.id, "", staff, copies={line(two_books, "Dawn").id: 2})
    parcel = ship(two_books.id, "", staff)
    assert books_in(parcel) == {
        "Kindred": 2,
        "Dawn": 1,
    }
    assert fresh(two_books).status == "shipped"
    assert broken_invariants() == []


def test_a_parcel_racing_the_refund_of_its_order_leaves_money_and_copies_in_step(
    app, a_paid_order, staff
):
    order = a_paid_order()
    all_at_once(
        app,
        [
            lambda: ship(order.id, "", staff),
            lambda: request_refund(order.id, "staff", staff),
        ],
    )
    assert broken_invariants() == []


def test_an_order_is_packed_and_taken_out_again_and_says_so(two_books, staff):
    pack(two_books.id, staff)
    pack(two_books.id, staff)
    assert fresh(two_books).status == "packed"
    unpack(two_books.id, staff)
    assert fresh(two_books).status == "paid"
    assert events_of(two_books)[-2:] == ["packed", "unpacked"]


def test_an_unpaid_order_is_not_packed_nor_is_one_whose_money_goes_back(an_order, two_books, staff):
    with pytest.raises(NotShippable):
        pack(an_order().id, staff)
    request_refund(two_books.id, "staff", staff)
    with pytest.raises(NotShippable):
        pack(two_books.id, staff)


def test_an_order_is_delivered_once_it_was_sent_whole(two_books, staff):
    ship(two_books.id, "", staff, copies={line(two_books, "Dawn").id: 1})
    with pytest.raises(NotShippable):
        mark_delivered(two_books.id, staff)
    ship(two_books.id, "", staff)
    mark_delivered(two_books.id, staff)
    mark_delivered(two_books.id, staff)
    order = fresh(two_books)
    assert (order.status, order.delivered_at is not None) == ("delivered", True)
    assert events_of(order).count("delivered") == 1


def test_the_letter_of_a_parcel_says_what_is_in_it_and_where_to_look_it_up(two_books, staff):
    first = ship(
        two_books.id,
        "AB 12/3",
        staff,
        carrier="evri",
        copies={line(two_books, "Kindred").id: 1},
    )
    letter = LETTERS["parcel_shipped"](first.id)
    assert "1 x Kindred (paperback)" in letter.text
    assert "Dawn" not in letter.text
    assert "with Evri" in letter.text
    assert "https://www.evri.com/track/parcel/AB12%2F3/details" in letter.text
    assert "https://www.evri.com/track/parcel/AB12%2F3/details" in letter.html
    assert "The rest will follow" in letter.text
    last = LETTERS["parcel_shipped"](ship(two_books.id, "", staff).id)
    assert "Some of your books have left us" in letter.text
    assert "The last of your books have left us" in last.text
    assert "tracking" not in last.text
    assert "The rest will follow" not in last.text


def test_letters_written_when_both_parcels_have_left_say_of_one_that_it_is_the_last(
    two_books, staff
):
    first = ship(two_books.id, "", staff, copies={line(two_books, "Kindred").id: 1})
    last = ship(two_books.id, "", staff)
    for words in both_ways(first):
        assert "Some of your books have left us" in words
        assert "The rest will follow in a parcel of its own" in words
    for words in both_ways(last):
        assert "The last of your books have left us" in words
        assert "The rest will follow" not in words


def test_the_letter_of_the_only_parcel_speaks_of_neither_last_nor_rest(two_books, staff):
    for words in both_ways(ship(two_books.id, "", staff)):
        assert "Your books have left us" in words
        assert "The rest will follow" not in words


def both_ways(parcel):
    letter = LETTERS["parcel_shipped"](parcel.id)
    return letter.text, letter.html


@pytest.mark.parametrize("carrier", [name for name in CARRIERS if name != "other"])
def test_each_known_carrier_has_a_page_for_a_number(carrier):
    link = tracking_link(carrier, "XY 1&2")
    assert link.startswith("https://")
    assert "XY1%262" in link


def test_nothing_is_linked_where_the_carrier_or_the_number_is_unknown():
    assert tracking_link("other", "12") is None
    assert tracking_link("", "12") is None
    assert tracking_link("ups", " ") is None


def test_what_is_left_of_the_shelf_is_what_did_not_leave(a_paid_order, an_edition, staff):
    edition = an_edition(on_hand=5)
    order = a_paid_order(edition, quantity=3)
    ship(order.id, "", staff, copies={order.lines.get().id: 2})
    shelf = Inventory.get_by_id(edition.id)
    assert (shelf.on_hand, shelf.reserved) == (3, 1)
