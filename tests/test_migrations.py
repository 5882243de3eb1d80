from concurrent.futures import ThreadPoolExecutor

import pytest
from peewee import DatabaseError, IntegrityError

from app import migrations
from app.catalog.inventory import move
from app.catalog.models import Inventory, InventoryMovement
from app.db import db


def test_nothing_is_pending_after_a_run_and_a_second_run_does_nothing(app):
    assert migrations.pending() == []
    assert migrations.migrate() == []


def test_two_runs_at_once_take_turns(app):
    def run(_):
        with db.connection_context():
            return migrations.migrate()

    with ThreadPoolExecutor(2) as threads:
        assert list(threads.map(run, range(2))) == [[], []]


def test_the_database_refuses_to_reserve_more_copies_than_there_are(an_edition):
    edition = an_edition(on_hand=2)
    with pytest.raises(IntegrityError):
        move(edition.id, reserved=3, reason="held")
    assert Inventory.get_by_id(edition.id).reserved == 0


def test_the_stock_ledger_cannot_be_rewritten(an_edition):
    an_edition(on_hand=2)
    with pytest.raises(DatabaseError, match="append-only"):
        InventoryMovement.update(on_hand_change=200).execute()
    with pytest.raises(DatabaseError, match="append-only"):
        InventoryMovement.delete().execute()
