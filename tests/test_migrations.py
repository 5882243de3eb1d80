import runpy
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from peewee import DatabaseError, IntegrityError

from app import migrations
from app.catalog.inventory import move
from app.catalog.models import Edition, Inventory, InventoryMovement
from app.db import db
from app.mail import Email
from app.orders.models import OrderLine
from jobs.emails import waiting
from tests.placed_orders import placed_order


def test_nothing_is_pending_after_a_run_and_a_second_run_does_nothing(app):
    assert migrations.pending() == []
    assert migrations.migrate() == []


def test_two_runs_at_once_take_turns(app):
    def run(_):
        with db.connection_context():
            return migrations.migrate()

    with ThreadPoolExecutor(2) as threads:
        assert list(threads.map(run, range(2))) == [[], []]


def test_letters_that_nobody_writes_any_more_are_not_waited_for(app):
    kinds = ("order_shipped", "order_paid", "order_refunded")
    emails = {kind: Email.create(kind=kind, about=1, recipient="a@example.org") for kind in kinds}
    migration = Path(migrations.__file__).parents[1] / "migrations/0059_forms_letters_days.py"
    runpy.run_path(migration)["up"](None, db)
    assert waiting() == [emails["order_paid"].id]


def test_lines_of_before_are_of_the_condition_that_their_edition_has_now(an_edition):
    new, used = placed_order(an_edition()), placed_order(an_edition("Dawn", condition="good"))
    OrderLine.update(condition="new").execute()
    migration = Path(migrations.__file__).parents[1] / "migrations/0064_sold_as_until_now.py"
    runpy.run_path(migration)["up"](None, db)
    assert new.lines.get().condition == "new"
    assert used.lines.get().condition == "good"


@pytest.fixture
def written(an_edition):
    """The condition that a line is of, when it is written with this and its edition is of that."""

    def write(edition_is, **given):
        order = placed_order(an_edition(condition=edition_is))
        line = order.lines.dicts().get()
        OrderLine.delete().execute()
        rest = {name: value for name, value in line.items() if name not in ("id", "condition")}
        OrderLine.insert(rest | given).execute()
        return order.lines.get().condition

    return write


def test_a_line_that_the_code_of_before_writes_is_of_the_condition_of_its_edition(written):
    assert written("good") == "good"


def test_a_line_of_a_new_book_that_the_code_of_before_writes_is_new(written):
    assert written("new") == "new"


def test_a_line_keeps_the_condition_that_it_is_written_with(written):
    assert written("good", condition="fair") == "fair"


def test_the_database_refuses_to_reserve_more_copies_than_there_are(an_edition):
    edition = an_edition(on_hand=2)
    with pytest.raises(IntegrityError):
        move(edition.id, reserved=3, reason="held")
    assert Inventory.get_by_id(edition.id).reserved == 0


@pytest.mark.parametrize(
    "facts",
    [
        {"format": "ebook"},
        *({"format": "audiobook", "product_form": form} for form in ("AJ", "AN", "AO", "EA", "ED")),
    ],
)
def test_the_database_takes_no_copies_of_a_download(an_edition, facts):
    edition = an_edition(**facts)
    assert edition.is_download
    with pytest.raises(IntegrityError, match="A download has no copies"):
        move(edition.id, on_hand=1, reason="delivery")


@pytest.mark.parametrize("facts", [{"format": "ebook"}, {"product_form": "EA"}])
def test_the_database_makes_no_download_of_what_has_copies(an_edition, facts):
    edition = an_edition(on_hand=1)
    becoming = Edition.update(**facts).where(Edition.id == edition.id)
    with pytest.raises(IntegrityError, match="There are copies of this edition"):
        becoming.execute()
    move(edition.id, on_hand=-1, reason="lost")
    assert becoming.execute() == 1


@pytest.mark.parametrize("form", ["", "AC", "BA", "BC", "DA", "PI"])
def test_what_is_no_download_has_copies(an_edition, form):
    assert not an_edition(product_form=form, on_hand=1).is_download


def test_the_stock_ledger_cannot_be_rewritten(an_edition):
    an_edition(on_hand=2)
    with pytest.raises(DatabaseError, match="append-only"):
        InventoryMovement.update(on_hand_change=200).execute()
    with pytest.raises(DatabaseError, match="append-only"):
        InventoryMovement.delete().execute()
