"""Queries written once: they answer as those of peewee do, whatever was asked before."""

from peewee import JOIN, fn

from app.catalog.models import Edition, Inventory
from app.planned import Planned

SHELVED = Planned(
    lambda ids, least: (
        Edition.select(Edition.id, Edition.isbn, Inventory)
        .join(Inventory, JOIN.LEFT_OUTER, attr="shelf")
        .where(Edition.id == fn.ANY(ids), Edition.price_minor >= least, Edition.condition == "new")
        .order_by(Edition.id)
    )
)


def test_each_run_has_its_own_values(an_edition):
    cheap, dear = an_edition(price_minor=500), an_edition(price_minor=900)
    ids = [cheap.id, dear.id]
    assert SHELVED.all(ids, 1) == [cheap, dear]
    assert SHELVED.all(ids, 600) == [dear]
    assert SHELVED.all([cheap.id], 1) == [cheap]
    assert SHELVED.all([], 1) == []


def test_a_row_has_what_was_joined_to_it_or_nothing(an_edition):
    counted = an_edition(on_hand=4)
    uncounted = an_edition()
    Inventory.delete().where(Inventory.edition == uncounted).execute()
    first, second = SHELVED.all([counted.id, uncounted.id], 0)
    assert first.shelf.on_hand == 4
    assert getattr(second, "shelf", None) is None


def test_the_first_of_none_is_none(app):
    assert SHELVED.first([], 0) is None
