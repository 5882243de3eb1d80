"""What the checkout says of books that are sold before they are here."""

import re
from datetime import timedelta

import pytest

from app.catalog.models import Inventory
from app.db import now
from app.orders.checkout.later import ALONE, COLLECTED, IN_PARTS, ONE_BY_ONE
from app.times import shop_date

SOON = now().date() + timedelta(days=30)


@pytest.fixture
def reordered(an_edition):
    return an_edition("Dawn", on_hand=0, backorder_limit=9)


@pytest.fixture
def not_out(an_edition):
    return an_edition("Emma", on_hand=0, preorder_limit=9, published_on=SOON)


@pytest.fixture
def said(client, add):
    """What the checkout says of these copies; each a pair of an edition and a number."""

    def read(*wanted, **typed):
        for edition, copies in wanted:
            add(edition, copies)
        page = client.post("/checkout", data={"country": "GB", "update": "1", **typed}).text
        return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page))

    return read


def test_a_line_that_comes_later_says_when(said, reordered, not_out, an_edition):
    page = said((reordered, 1), (not_out, 1), (an_edition("Kindred"), 1))
    assert "Dawn, paperback: £9.99 To be reordered: about two weeks" in page
    assert f"Emma, paperback: £9.99 Out on {shop_date(SOON)}" in page
    assert f"Kindred, paperback: £9.99 {IN_PARTS}" in page


def test_a_line_that_is_here_in_part_says_how_many(said, an_edition):
    page = said((an_edition("Dawn", on_hand=2, backorder_limit=9), 3))
    assert "2 here, the rest to be reordered: about two weeks" in page
    assert IN_PARTS in page


def test_copies_that_older_orders_wait_for_are_not_here(said, an_edition):
    edition = an_edition("Dawn", on_hand=1, backorder_limit=9)
    Inventory.update(promised=1).where(Inventory.edition == edition).execute()
    assert "Dawn, paperback: £9.99 To be reordered: about two weeks" in said((edition, 1))


def test_what_comes_later_altogether_is_sent_when_it_has_come(said, reordered, not_out):
    assert ALONE in said((reordered, 2))
    assert ONE_BY_ONE in said((not_out, 1))


def test_what_is_collected_waits_until_all_is_here(said, reordered, an_edition, a_collected_way):
    wanted = (reordered, 1), (an_edition("Kindred"), 1)
    assert COLLECTED in said(*wanted, delivery=a_collected_way.code)


def test_what_is_here_is_not_said_to_wait(said, an_edition):
    page = said((an_edition("Kindred", backorder_limit=9), 5))
    assert "reordered" not in page
    assert "when it has come in" not in page
