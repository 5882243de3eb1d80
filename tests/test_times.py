import dataclasses
from datetime import UTC, datetime

import pytest

from app.times import shop_date, shop_time, shop_zone, zone_town

EVENING = datetime(2027, 3, 3, 23, 30, tzinfo=UTC)


@pytest.fixture
def shop_in(app, monkeypatch):
    """Moves the shop to where the clocks go by this zone."""

    def move(timezone):
        settings = dataclasses.replace(app.config["SETTINGS"], timezone=timezone)
        monkeypatch.setitem(app.config, "SETTINGS", settings)

    return move


@pytest.mark.parametrize(
    ("timezone", "date", "time"),
    [
        ("Europe/London", "3 March 2027", "23:30"),
        ("Europe/Berlin", "4 March 2027", "00:30"),
        ("America/New_York", "3 March 2027", "18:30"),
    ],
)
def test_a_shop_tells_dates_and_times_by_its_own_clock(shop_in, timezone, date, time):
    shop_in(timezone)
    assert (shop_date(EVENING), shop_time(EVENING)) == (date, time)
    assert shop_zone().key == timezone


@pytest.mark.parametrize(
    ("timezone", "town"),
    [("Europe/London", "London"), ("America/New_York", "New York"), ("UTC", "UTC")],
)
def test_a_time_zone_is_called_by_its_town(timezone, town):
    assert zone_town(timezone) == town
