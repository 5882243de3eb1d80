from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.catalog.imports.records import Price
from app.catalog.models import Edition, PriceChange, Sale, TradePrice
from app.catalog.prices import put_on_sale
from app.db import now
from tests.conftest import isbn_for


@pytest.mark.parametrize(
    ("prices", "asked"),
    [
        ([Price(1000, "USD", "02")], None),
        ([Price(1000, "GBP", "05")], None),
        ([Price(1100, "GBP", "01"), Price(1200, "GBP", "02")], 1200),
        ([Price(1200, "GBP", "02"), Price(900, "GBP", "")], 900),
        ([Price(1200, "GBP", "02", "US"), Price(1300, "GBP", "02", "GB IE")], 1300),
        ([Price(1200, "GBP", "02", "WORLD except GB")], None),
        ([Price(1200, "GBP", "02"), Price(800, "GBP", "02", "", date(2999, 1, 1))], 1200),
        ([Price(1200, "GBP", "02", "", None, date(2001, 1, 1))], None),
        ([], None),
    ],
)
def test_the_price_asked_is_the_readers_own_of_today(take, a_record, prices, asked):
    take(a_record(prices=prices))
    assert Edition.get().price_minor == asked
    assert TradePrice.select().count() == len(prices)


@pytest.mark.parametrize(("country", "asked"), [("IE", 1100), ("US", 1000), ("AU", 1100)])
def test_the_price_asked_is_that_of_the_shops_own_country(
    take, a_record, app, monkeypatch, country, asked
):
    settings = replace(app.config["SETTINGS"], country=country)
    monkeypatch.setitem(app.config, "SETTINGS", settings)
    prices = [Price(1000, "GBP", "02", "WORLD except AU"), Price(1100, "GBP", "02", "IE")]
    take(a_record(prices=prices))
    assert Edition.get().price_minor == asked


def test_a_price_set_by_hand_stays_until_the_feed_has_another(take, a_record):
    isbn = isbn_for(1)
    take(a_record(isbn=isbn, prices=[Price(1000, "GBP", "02")]))
    Edition.update(price_minor=950, list_price_minor=950).execute()
    take(a_record(isbn=isbn, prices=[Price(1000, "GBP", "02")]))
    assert Edition.get().price_minor == 950
    take(a_record(isbn=isbn, prices=[Price(1100, "GBP", "02")]))
    assert Edition.get().price_minor == 1100
    prices = [row.price_minor for row in PriceChange.select().order_by(PriceChange.id)]
    assert prices == [1000, 950, 1100]


def test_a_sale_goes_on_when_the_feed_has_another_list_price(take, a_record):
    isbn = isbn_for(1)
    take(a_record(isbn=isbn, prices=[Price(1000, "GBP", "02")]))
    put_on_sale(Edition.get(), 700, now() - timedelta(days=1), now() + timedelta(days=1))
    take(a_record(isbn=isbn, prices=[Price(1100, "GBP", "02")]))
    assert (Edition.get().price_minor, Edition.get().list_price_minor) == (700, 1100)
    assert Sale.select().count() == 1
