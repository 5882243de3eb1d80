"""The day on which a book comes out begins by the shop's clock, wherever its servers are."""

import pytest

from app.catalog.availability import availability, counted
from app.catalog.embargoes import lift_ended
from app.catalog.models import Work
from app.db import db, now
from app.times import shop_today
from tests.orders.conftest import settings_changed

__all__ = ["settings_changed"]


@pytest.fixture
def abroad(settings_changed):
    """The shop stands where it is another day than by UTC: tomorrow, or yesterday."""
    zone = "Pacific/Kiritimati" if now().hour >= 12 else "Pacific/Pago_Pago"
    settings_changed(timezone=zone)
    set_zone(zone)
    yield
    set_zone("UTC")


def set_zone(zone):
    # As the connections of a shop that is started there have it from the beginning.
    db.execute_sql("select set_config('octavo.timezone', %s, false)", (zone,))


@pytest.fixture
def later(abroad):
    """The later of the two days, and whether it has begun in the shop."""
    days = shop_today(), now().date()
    assert days[0] != days[1]
    return max(days), shop_today() == max(days)


def test_a_book_is_out_when_its_day_has_begun_in_the_shop(client, an_edition, later):
    day, begun = later
    an_edition("Kindred", published_on=day, on_hand=5)
    awaited = an_edition("Dawn", published_on=day, on_hand=0)
    assert ("Out on" in availability(counted(awaited)).words) is not begun
    assert ("Kindred" in client.get("/new").text) is begun
    assert ("Kindred" in client.get("/coming").text) is not begun
    assert ("Kindred" in client.get("/feeds/new.atom").text) is begun


def test_an_embargo_ends_when_its_day_has_begun_in_the_shop(an_edition, later):
    day, begun = later
    edition = an_edition(embargo_until=day, on_hand=5)
    assert edition.for_sale is begun
    assert Work.get_by_id(edition.work_id).in_stock is begun
    lift_ended()
    assert Work.get_by_id(edition.work_id).in_stock is begun
