"""Whether an edition can be had is said in honest words."""

from datetime import date, timedelta

import pytest

from app.catalog.availability import availability
from app.catalog.book_page import editions_on_sale
from app.catalog.inventory import move
from app.db import now
from app.times import shop_date, shop_time

SOON = now().date() + timedelta(days=9)


@pytest.fixture
def said(an_edition):
    """What is said of an edition of which these facts are true."""

    def words(back_at=None, reserved=0, **facts):
        edition = an_edition(**facts)
        if reserved:
            move(edition.id, reserved=reserved, reason="held")
        return availability(*editions_on_sale(edition.work), back_at).words

    return words


@pytest.mark.parametrize(
    ("copies", "words"),
    [(0, "Out of stock"), (1, "1 in stock"), (3, "3 in stock"), (4, "In stock")],
)
def test_copies_are_counted_while_they_are_few(said, copies, words):
    assert said(on_hand=copies) == words


def test_the_last_copies_may_come_back_from_other_readers(said):
    back_at = now() + timedelta(minutes=11, seconds=30)
    assert said(on_hand=2, reserved=2, back_at=back_at) == (
        f"Held by other readers; back in 12 minutes, at {shop_time(back_at)}, if they do not buy"
    )
    assert "back in a minute" in said(on_hand=1, reserved=1, back_at=now())


def test_copies_that_are_sold_do_not_come_back(said):
    assert said(on_hand=1, reserved=1) == "Out of stock"


def test_one_free_copy_is_worth_more_than_those_held(said):
    assert said(on_hand=3, reserved=2, back_at=now() + timedelta(minutes=5)) == "1 in stock"


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"published_on": SOON}, f"Out on {shop_date(SOON)}"),
        ({"published_on": SOON, "price_minor": None}, f"Out on {shop_date(SOON)}"),
        ({"published_on": SOON, "trade_status": "cancelled"}, "Will not be published"),
        ({"published_on": date(1999, 3, 3)}, "Out of stock"),
        ({"trade_status": "forthcoming"}, "Not out yet"),
        ({"trade_status": "out_of_print"}, "Out of print"),
        ({"trade_status": "unavailable"}, "Not available at present"),
        ({"price_minor": None}, "We have no price for this edition yet"),
        ({"price_minor": None, "trade_status": "out_of_print"}, "Out of print"),
        ({"format": "ebook"}, "Not sold online yet"),
        ({"format": "audiobook", "product_form": "AJ"}, "Not sold online yet"),
        ({"format": "audiobook", "product_form": "ED"}, "Not sold online yet"),
        ({"format": "audiobook", "product_form": "AC"}, "Out of stock"),
    ],
)
def test_what_we_do_not_have_is_said_for_what_it_is(said, facts, words):
    assert said(on_hand=0, **facts) == words


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"embargo_until": SOON}, f"Not for sale before {shop_date(SOON)}"),
        ({"price_minor": None}, "We have no price for this edition yet"),
        ({"trade_status": "out_of_print"}, "3 in stock"),
        ({"published_on": SOON}, "3 in stock"),
    ],
)
def test_copies_on_the_shelf_are_for_sale_unless_they_may_not_be(said, facts, words):
    assert said(on_hand=3, **facts) == words


def test_whatever_says_it_is_in_stock_can_be_bought_and_nothing_else(app, an_edition):
    for facts in (
        {},
        {"price_minor": None},
        {"embargo_until": SOON},
        {"embargo_until": now().date()},
        {"format": "ebook"},
        {"format": "audiobook", "product_form": "AJ"},
        {"format": "audiobook", "product_form": "ED"},
        {"trade_status": "out_of_print"},
        {"withdrawn_at": now()},
    ):
        edition = an_edition(**facts)
        edition.available = edition.on_hand = 2
        assert (availability(edition).state == "few") == edition.for_sale, facts
