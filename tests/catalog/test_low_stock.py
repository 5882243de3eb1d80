import pytest

from app.accounts.staff_actions import StaffAction
from app.catalog.inventory import move, rows_for
from app.catalog.low_stock import most_wanted_first, running_low, set_low_at
from tests.people import a_person


@pytest.fixture
def clerk(app):
    return a_person("clerk@example.org", role="owner")


def low():
    return [edition.id for edition in most_wanted_first(running_low())]


def test_few_copies_to_sell_are_low_stock_held_ones_not_counted(an_edition):
    few, held = an_edition(on_hand=3), an_edition(on_hand=5)
    an_edition(on_hand=4)
    move(held.id, reserved=2, reason="held")
    assert low() == [few.id, held.id]


def test_what_is_sold_out_is_low_and_what_never_came_is_not(an_edition):
    gone = an_edition(on_hand=1)
    move(gone.id, on_hand=-1, reason="lost")
    an_edition(on_hand=0)
    assert low() == [gone.id]


def test_an_edition_may_have_a_number_of_its_own(an_edition, clerk):
    fast, slow = an_edition(on_hand=20), an_edition(on_hand=2)
    set_low_at(fast, 25, staff_id=clerk.id)
    set_low_at(slow, 1, staff_id=clerk.id)
    assert low() == [fast.id]
    set_low_at(slow, None, staff_id=clerk.id)
    assert low() == [slow.id, fast.id]
    assert StaffAction.select().count() == 3


def test_the_most_wanted_come_first(a_work, an_edition):
    quiet = an_edition(work=a_work(popularity=1), on_hand=1)
    loud = an_edition(work=a_work(popularity=9), on_hand=1)
    assert low() == [loud.id, quiet.id]


@pytest.mark.parametrize(
    "facts",
    [
        {"withdrawn_at": "2024-01-01"},
        {"trade_status": "out_of_print"},
        {"condition": "good"},
        {"format": "ebook", "on_hand": 0},
        {"format": "audiobook", "product_form": "AJ", "on_hand": 0},
    ],
)
def test_what_is_not_ordered_is_not_on_the_list(an_edition, facts):
    edition = an_edition(**{"on_hand": 1} | facts)
    rows_for([edition.id])
    assert low() == []
