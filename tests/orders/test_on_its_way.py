"""What the buyer's page says while her order is on its way."""

from datetime import timedelta

from app.db import now
from app.orders.fulfilment.collecting import hand_over, make_ready
from app.orders.fulfilment.dispatch import mark_delivered, ship
from app.orders.models import OrderLine

SOON = now().date() + timedelta(days=30)


def test_each_parcel_is_shown_with_its_books_and_where_to_look_it_up(
    page_of, a_paid_order, an_edition, staff
):
    order = a_paid_order(an_edition("Kindred"), an_edition("Dawn"))
    first, second = order.lines.order_by(OrderLine.id)
    ship(order.id, "AB 1", staff, carrier="dpd", copies={first.id: 1})
    page = page_of(order)
    assert "Part of your order is on its way" in page
    assert "Your parcel" in page
    assert "https://track.dpd.co.uk/search?reference=AB1" in page
    ship(order.id, "XY 2", staff, copies={second.id: 1})
    page = page_of(order)
    assert "Parcel 2" in page
    assert "Its tracking number is XY 2." in page
    mark_delivered(order.id, staff)
    assert "It reached you on" in page_of(order)


def test_a_book_that_is_not_out_yet_says_when_it_will_be(page_of, a_paid_order, an_edition):
    edition = an_edition("Dawn", on_hand=0, preorder_limit=5, published_on=SOON)
    page = page_of(a_paid_order(edition))
    assert "your copy has still to come in; it comes out on" in page
    assert str(SOON.year) in page


def test_an_order_to_collect_says_where_and_when_it_is_ready(
    page_of, a_paid_order, a_collected_way, staff
):
    order = a_paid_order(delivery=a_collected_way.code)
    page = page_of(order)
    assert "write to ada@example.org when it is ready for you" in page
    assert "3 Dale Street" in page
    assert "Going to" not in page
    make_ready(order.id, staff)
    assert "Ready for you" in page_of(order)
    hand_over(order.id, staff)
    page = page_of(order)
    assert "You collected it on" in page
    assert "Your parcel" not in page
