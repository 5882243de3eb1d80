"""A feed gives prices with dates; each holds in its time, whenever the feed comes again."""

from datetime import date, timedelta

import pytest

from app.catalog.imports import price_periods, writing
from app.catalog.imports.price_periods import follow_feeds
from app.catalog.imports.records import Price
from app.catalog.models import Edition, Work
from app.catalog.prices import put_on_sale, set_list_prices
from app.db import now
from tests.catalog.imports.conftest import counts
from tests.conftest import isbn_for

LAST, FIRST = date(2030, 12, 31), date(2031, 1, 1)
PRICES = [Price(999, "GBP", "02", "", None, LAST), Price(1099, "GBP", "02", "", FIRST)]


@pytest.fixture
def on_day(monkeypatch):
    """Makes it some day for imports and the sweep."""

    def on_day(day):
        for module in (writing, price_periods):
            monkeypatch.setattr(module, "shop_today", lambda: day)

    return on_day


@pytest.fixture
def feed(take, a_record):
    """What a publisher sends again and again."""

    def send(prices=PRICES):
        return counts(take(a_record(isbn=isbn_for(1), title="Emma", prices=prices)))

    return send


def price():
    return Edition.get().list_price_minor


def test_a_price_begins_to_hold_on_its_day(feed, on_day):
    on_day(LAST)
    feed()
    follow_feeds()
    assert price() == 999
    on_day(FIRST)
    follow_feeds()
    assert (price(), Edition.get().price_minor, Work.get().lowest_price_minor) == (1099,) * 3


def test_a_price_whose_time_has_come_is_taken_when_the_feed_comes_first(feed, on_day):
    on_day(LAST)
    feed()
    on_day(FIRST + timedelta(days=4))
    assert feed() == {"changed": 1}
    assert price() == 1099
    assert feed() == {"unchanged": 1}


def test_a_price_that_ends_leaves_the_one_that_has_no_end(feed, on_day):
    on_day(LAST)
    feed([Price(499, "GBP", "02", "", None, LAST), Price(999, "GBP", "02")])
    assert price() == 499
    on_day(FIRST)
    follow_feeds()
    assert price() == 999


def test_an_edition_keeps_the_price_that_ended_when_none_follows(feed, on_day):
    on_day(LAST)
    feed(PRICES[:1])
    on_day(FIRST)
    follow_feeds()
    assert price() == 999


def test_an_edition_has_no_price_until_the_first_one_begins(feed, on_day):
    on_day(LAST)
    feed(PRICES[1:])
    assert price() is None
    on_day(FIRST)
    follow_feeds()
    assert (price(), Edition.get().currency) == (1099, "GBP")


def test_what_staff_set_by_hand_stays_until_another_price_of_the_feed_begins(feed, on_day):
    on_day(LAST)
    feed()
    set_list_prices({Edition.get().id: 950})
    follow_feeds()
    feed()
    assert price() == 950
    on_day(FIRST)
    follow_feeds()
    assert price() == 1099
    set_list_prices({Edition.get().id: 950})
    follow_feeds()
    feed()
    on_day(FIRST + timedelta(days=30))
    follow_feeds()
    assert price() == 950


def test_a_sale_goes_on_when_another_list_price_begins(feed, on_day):
    on_day(LAST)
    feed()
    put_on_sale(Edition.get(), 700, now() - timedelta(days=1), now() + timedelta(days=1))
    on_day(FIRST)
    follow_feeds()
    assert (price(), Edition.get().price_minor) == (1099, 700)


def test_prices_without_end_and_for_ever_are_not_looked_at_again(feed):
    feed([Price(999, "GBP", "02"), Price(899, "USD", "02", "", None, date.max)])
    assert Edition.get().reprice_on is None
