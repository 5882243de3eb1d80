"""Two editions of one book in one order: whoever handles it sees which is which."""

import pytest

from app.orders.models import Order, Return
from app.orders.returns.returning import write_lines
from tests.placed_orders import keep_line, put_in_a_parcel

BOTH = ["Kindred, paperback", "Kindred, hardback"]


@pytest.fixture
def of_both(an_order, an_edition):
    paperback = an_edition("Kindred")
    hardback = an_edition(work=paperback.work, format="hardback", price_minor=1999)
    order = an_order(edition=paperback)
    keep_line(order, hardback, 1)
    Order.update(total_minor=2998, subtotal_minor=2998).execute()
    return Order.get()


@pytest.fixture
def sent_back(of_both):
    put_in_a_parcel(of_both)
    back = Return.create(order=of_both, kind="return", reason="unwanted")
    write_lines(back, {line.id: 1 for line in of_both.lines})
    return back


def missing(desk, url):
    page = desk.get(url).text
    return [words for words in BOTH if words not in page]


@pytest.mark.parametrize("form", ["", "/refunds/new"])
def test_staff_see_which_edition_they_send_and_refund(desk, of_both, form):
    assert missing(desk, f"/admin/orders/{of_both.number}{form}") == []


def test_the_pick_list_says_which_edition_goes_into_which_order(desk, of_both):
    assert missing(desk, "/admin/pick-list") == []


def test_staff_see_which_edition_went_and_which_comes_back(desk, sent_back):
    assert missing(desk, f"/admin/orders/{sent_back.order.number}") == []
    assert missing(desk, f"/admin/returns/{sent_back.id}") == []


def test_staff_see_which_edition_they_allow_back(desk, of_both):
    put_in_a_parcel(of_both)
    assert missing(desk, f"/admin/orders/{of_both.number}/returns/new") == []
