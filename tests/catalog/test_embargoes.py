from datetime import timedelta

import pytest

from app.catalog.embargoes import lift_ended
from app.catalog.models import Edition, Work
from app.catalog.works import shelf_cards
from app.db import db
from app.search.query import SearchQuery
from app.search.search import search
from app.times import shop_today

DAY = timedelta(days=1)


@pytest.fixture
def embargoed(an_edition):
    """An edition with copies that may be sold from tomorrow on."""
    return an_edition("Kindred", embargo_until=shop_today() + DAY)


def is_in_stock(edition, app):
    """What the work's row, its card and the filter for what is in stock say."""
    with app.test_request_context():
        row = Work.get_by_id(edition.work_id).in_stock
        (card,) = shelf_cards([edition.work_id])
        found = search(SearchQuery.from_args({"q": "kindred", "available": "1"})).total == 1
    return row, card.in_stock, found


def test_copies_under_an_embargo_are_not_in_stock(embargoed, app):
    assert is_in_stock(embargoed, app) == (False, False, False)


def test_a_lifted_embargo_puts_the_copies_in_stock(embargoed, app):
    Edition.update(embargo_until=None).execute()
    assert is_in_stock(embargoed, app) == (True, True, True)


def test_an_embargo_that_ends_by_itself_is_noticed_by_the_sweep(embargoed, app):
    end_by_itself(embargoed)
    assert is_in_stock(embargoed, app)[2] is False
    lift_ended()
    assert is_in_stock(embargoed, app) == (True, True, True)


def end_by_itself(edition):
    # As when a day passes: nothing has been told of it.
    with db.atomic():
        db.execute_sql("set local octavo.index_later = 'on'")
        Edition.update(embargo_until=shop_today()).where(Edition.id == edition.id).execute()


def test_a_sweep_with_nothing_to_lift_writes_nothing(embargoed):
    facts = "select xmin::text from catalog.search_documents"
    before = db.execute_sql(facts).fetchall()
    lift_ended()
    assert db.execute_sql(facts).fetchall() == before
