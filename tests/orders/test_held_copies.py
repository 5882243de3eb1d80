from datetime import timedelta

from app.catalog.book_page import editions_on_sale
from app.db import now
from app.orders.held_copies import held_until
from tests.placed_orders import placed_order


def test_the_first_hold_that_ends_says_when_copies_come_back(an_edition):
    edition = an_edition(on_hand=2)
    soon, later = now() + timedelta(minutes=8), now() + timedelta(minutes=20)
    placed_order(edition, "awaiting_payment", hold_expires_at=later)
    placed_order(edition, "awaiting_payment", hold_expires_at=soon)
    assert held_until(editions_on_sale(edition.work)) == {edition.id: soon}


def test_nobody_waits_for_copies_that_are_sold_or_for_a_hold_that_is_over(an_edition):
    sold, over = an_edition(on_hand=1), an_edition(on_hand=1)
    placed_order(sold, "paid")
    placed_order(over, "awaiting_payment", hold_expires_at=now() - timedelta(minutes=1))
    for edition in (sold, over):
        assert held_until(editions_on_sale(edition.work)) == {}


def test_holds_are_not_looked_for_while_a_copy_is_free(an_edition, queries):
    edition = an_edition(on_hand=2)
    placed_order(edition, "awaiting_payment")
    editions = editions_on_sale(edition.work)
    assert queries(lambda: held_until(editions)) == 0
