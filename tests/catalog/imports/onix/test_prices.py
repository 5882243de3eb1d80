from datetime import date

import pytest

from app.catalog.imports.records import Price
from tests.catalog.imports.onix.messages import record, record_2

PRICE = (
    "<Price><PriceType>02</PriceType><PriceAmount>%s</PriceAmount>"
    "<CurrencyCode>%s</CurrencyCode>%s</Price>"
)


def supplied(inner, market="", header=""):
    supply = (
        f"<ProductSupply>{market}<SupplyDetail><ProductAvailability>20</ProductAvailability>"
        f"{inner}</SupplyDetail></ProductSupply>"
    )
    return record("", supply, header=header)


def one(inner, **options):
    [price] = supplied(inner, **options).prices
    return price


@pytest.mark.parametrize(
    ("amount", "currency", "minor"),
    [
        ("7.99", "GBP", 799),
        ("7,99", "EUR", 799),
        ("12", "USD", 1200),
        ("1200", "JPY", 1200),
        ("3.500", "KWD", 3500),
        ("18.175", "AUD", 1818),
        ("0.00", "EUR", 0),
        ("9.99", "gbp", 999),
    ],
)
def test_amounts_are_kept_in_minor_units(amount, currency, minor):
    price = one(PRICE % (amount, currency, ""))
    assert price == Price(minor, currency.upper(), "02")


def test_all_prices_are_kept_with_their_type_and_territory():
    uk = "<Territory><CountriesIncluded>GB  IE</CountriesIncluded></Territory>"
    row = (
        "<Territory><RegionsIncluded>WORLD</RegionsIncluded>"
        "<CountriesExcluded>GB IE</CountriesExcluded></Territory>"
    )
    found = supplied(PRICE % ("7.99", "GBP", uk) + PRICE % ("8.99", "EUR", row))
    assert found.prices == [
        Price(799, "GBP", "02", "GB IE"),
        Price(899, "EUR", "02", "WORLD except GB IE"),
    ]


def test_a_price_without_a_territory_is_for_the_market_it_stands_in():
    market = "<Market><Territory><CountriesIncluded>NZ</CountriesIncluded></Territory></Market>"
    assert one(PRICE % ("9.99", "NZD", ""), market=market).territory == "NZ"


def test_prices_in_time():
    dates = "".join(
        f"<PriceDate><PriceDateRole>{role}</PriceDateRole><Date>{day}</Date></PriceDate>"
        for role, day in (("14", "20160801"), ("15", "20160815"))
    )
    price = one(PRICE % ("3.99", "EUR", dates))
    assert (price.starts_on, price.ends_on) == (date(2016, 8, 1), date(2016, 8, 15))


def test_a_spread_of_dates_is_both_ends_of_a_price():
    spread = (
        "<PriceDate><PriceDateRole>24</PriceDateRole>"
        '<Date dateformat="06">2016080120160815</Date></PriceDate>'
    )
    price = one(PRICE % ("3.99", "EUR", spread))
    assert (price.starts_on, price.ends_on) == (date(2016, 8, 1), date(2016, 8, 15))


def test_defaults_of_the_header():
    header = "<DefaultPriceType>01</DefaultPriceType><DefaultCurrencyCode>USD</DefaultCurrencyCode>"
    price = one("<Price><PriceAmount>5.00</PriceAmount></Price>", header=header)
    assert price == Price(500, "USD", "01")


def test_prices_for_libraries_and_members_are_not_for_shoppers():
    def qualified(code):
        return PRICE % ("5.00", "EUR", f"<PriceQualifier>{code}</PriceQualifier>")

    assert supplied(qualified("06") + qualified("10")).prices is None
    assert len(supplied(qualified("05")).prices) == 1


def test_the_same_price_twice_is_one():
    assert len(supplied(PRICE % ("5.00", "EUR", "") * 2).prices) == 1


@pytest.mark.parametrize(
    ("amount", "currency", "remark"),
    [
        ("5.00", "", "Its price of 5.00 has no currency and was left out."),
        ("on request", "EUR", "Its price “on request” is not an amount of money and was left out."),
        ("-5", "EUR", "Its price “-5” is not an amount of money and was left out."),
        (
            "1e999999999",
            "EUR",
            "Its price “1e999999999” is not an amount of money and was left out.",
        ),
        (
            "99999999999",
            "EUR",
            "Its price “99999999999” is not an amount of money and was left out.",
        ),
    ],
)
def test_a_price_that_is_none_is_left_out_with_a_remark(amount, currency, remark):
    found = supplied(PRICE % (amount, currency, ""))
    assert found.prices is None
    assert found.remarks == [remark]


def test_a_record_may_say_that_there_is_no_price_yet():
    found = supplied("<UnpricedItemType>02</UnpricedItemType>")
    assert found.prices == []
    assert found.remarks == ["It has no price: its price will be announced."]
    inside = supplied("<Price><UnpricedItemType>04</UnpricedItemType></Price>")
    assert inside.prices == []


@pytest.mark.parametrize("price", ["%s", "<Price>%s<CurrencyCode>GBP</CurrencyCode></Price>"])
def test_what_is_free_of_charge_costs_nothing_in_the_shops_currency(app, price):
    (found,) = supplied(price % "<UnpricedItemType>01</UnpricedItemType>").prices
    assert (found.amount_minor, found.currency) == (0, "GBP")


def test_a_price_counts_though_another_supplier_has_none():
    supplies = "<UnpricedItemType>02</UnpricedItemType>" + PRICE % ("5.00", "EUR", "")
    found = supplied(supplies)
    assert len(found.prices) == 1
    assert found.remarks == []


def test_a_record_without_supply_says_nothing_of_prices():
    assert record().prices is None
    assert record_2().prices is None


def test_prices_of_onix_2():
    found = record_2(
        "<SupplyDetail><SupplyToCountry>AU NZ</SupplyToCountry><Price>"
        "<PriceTypeCode>02</PriceTypeCode><PriceAmount>19.99</PriceAmount>"
        "<PriceEffectiveFrom>20190601</PriceEffectiveFrom>"
        "<PriceEffectiveUntil>20190630</PriceEffectiveUntil></Price>"
        "<Price><PriceTypeCode>01</PriceTypeCode><PriceAmount>9.99</PriceAmount>"
        "<CurrencyCode>USD</CurrencyCode><CountryCode>US</CountryCode></Price></SupplyDetail>",
        header="<DefaultCurrencyCode>AUD</DefaultCurrencyCode>",
    )
    assert found.prices == [
        Price(1999, "AUD", "02", "AU NZ", date(2019, 6, 1), date(2019, 6, 30)),
        Price(999, "USD", "01", "US"),
    ]


def test_a_price_that_ends_before_it_begins_has_no_dates():
    found = record_2(
        "<SupplyDetail><Price><PriceTypeCode>02</PriceTypeCode><PriceAmount>9.99</PriceAmount>"
        "<CurrencyCode>USD</CurrencyCode><PriceEffectiveFrom>20190601</PriceEffectiveFrom>"
        "<PriceEffectiveUntil>20190501</PriceEffectiveUntil></Price></SupplyDetail>"
    )
    assert found.prices == [Price(999, "USD", "02")]
    assert found.remarks == ["A price ends before it begins: its dates were left out."]
