"""What has changed since a line was added is told for as long as it is so."""

from datetime import timedelta

import pytest

from app.cart.refusals import NotEnoughCopies
from app.cart.since import price_change, stock_change
from app.catalog.availability import availability
from app.catalog.inventory import move
from app.catalog.models import Edition
from app.catalog.prices import set_list_prices
from app.db import now
from app.times import shop_date

SOON = now().date() + timedelta(days=9)


def only(cart):
    (line,) = cart.lock().items
    return line


def stock_of(cart):
    line = only(cart)
    return stock_change(line, availability(line.edition))


def test_another_price_is_told_for_as_long_as_it_is_another(cart, an_edition):
    edition = an_edition(price_minor=899)
    cart.add(edition, 1)
    assert price_change(only(cart)) == ""
    set_list_prices({edition.id: 999})
    assert price_change(only(cart)) == "£8.99 when you added it, £9.99 now."
    cart.set_quantity(only(cart).id, 2)
    assert price_change(only(cart)) == "£8.99 when you added it, £9.99 now."
    set_list_prices({edition.id: 899})
    assert price_change(only(cart)) == ""


def test_what_is_added_anew_is_added_at_the_price_of_now(cart, an_edition):
    edition = an_edition(price_minor=899)
    cart.add(edition, 1)
    cart.put(edition, 0)
    set_list_prices({edition.id: 999})
    cart.add(Edition.get(), 1)
    assert price_change(only(cart)) == ""


@pytest.mark.parametrize(
    ("then", "lost", "words"),
    [
        (5, 0, ""),
        (5, 3, "Was in stock, now 2 left."),
        (5, 5, "Was in stock, now out of stock."),
        (2, 2, "Was in stock, now out of stock."),
        (2, 1, ""),
        (2, -7, ""),
    ],
)
def test_fewer_copies_are_told_when_they_have_become_few(cart, an_edition, then, lost, words):
    edition = an_edition(on_hand=then)
    cart.add(edition, 1)
    if lost:
        move(edition.id, on_hand=-lost, reason="adjustment")
    assert stock_of(cart) == words


def test_what_is_withdrawn_or_here_again_is_told(cart, an_edition):
    edition = an_edition(on_hand=0)
    cart.put(edition, 1)
    move(edition.id, on_hand=9, reason="delivery")
    assert stock_of(cart) == "Was out of stock, now in stock."
    Edition.update(withdrawn_at=now()).execute()
    assert stock_of(cart) == ""
    assert only(cart).problem == "We do not sell this edition at present."


def test_a_line_from_before_these_were_kept_tells_of_no_change(cart, an_edition):
    cart.add(an_edition(), 1)
    line = only(cart)
    line.price_minor_then = line.state_then = None
    assert (price_change(line), stock_change(line, availability(line.edition))) == ("", "")


def test_the_page_tells_both_beside_the_line(client, add, an_edition):
    edition = an_edition(price_minor=899)
    add(edition)
    set_list_prices({edition.id: 999})
    move(edition.id, on_hand=-3, reason="lost")
    page = client.get("/cart").text
    assert "£8.99 when you added it, £9.99 now." in page
    assert "Was in stock, now 2 left." in page


def test_a_book_that_is_not_out_yet_is_ordered_up_to_its_limit(cart, an_edition):
    edition = an_edition(on_hand=0, published_on=SOON, preorder_limit=10)
    cart.add(edition, 10)
    with pytest.raises(NotEnoughCopies):
        cart.add(edition, 1)
    line = only(cart)
    assert line.problem == ""
    words = availability(line.edition, copies=10).words
    assert words == f"Out on {shop_date(SOON)}: order it now, and we send it then"
    assert stock_of(cart) == ""


def test_what_is_not_on_the_shelf_is_to_be_reordered(client, add, an_edition):
    edition = an_edition("Kindred", on_hand=9, backorder_limit=3)
    add(edition, 5)
    move(edition.id, on_hand=-7, reason="lost")
    page = client.get("/cart").text
    assert "Was in stock, now 2 left." in page
    assert "2 in stock, the rest to be reordered: about two weeks" in page
    assert "Only 2 copies are left" not in page
