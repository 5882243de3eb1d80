"""All prices that shoppers may be asked, in all currencies and times."""

import re
from decimal import ROUND_HALF_UP

from babel.numbers import get_currency_precision

from app.catalog.imports.feed_prices import shop_currency
from app.catalog.imports.onix.dates import date_in, date_of
from app.catalog.imports.onix.measures import decimal
from app.catalog.imports.onix.territories import territory_of
from app.catalog.imports.records import Price

CURRENCY = re.compile(r"[A-Z]{3}")
MOST = 2**31 - 1
FROM, UNTIL, FROM_UNTIL = "14", "15", "24"  # code list 173
# Code list 59: what members, libraries, schools and companies pay, and lenders of subscriptions.
NOT_FOR_SHOPPERS = {"01", "06", "10", "11", "12", "13", "14", "15", "16", "18", "19"}
FREE = "01"  # code list 57; the others are no prices
UNPRICED = {
    "02": "its price will be announced",
    "03": "it is not sold separately",
    "04": "the supplier tells it when asked",
    "05": "it is not sold as a set",
    "06": "it is shared out of what comes in",
    "07": "it is reckoned from its contents",
    "08": "this supplier does not supply it",
}


def prices_of(source):
    """The prices; [] when the record says there is none, None when it says nothing."""
    supplies = [
        (supply, detail) for supply in source.supplies for detail in supply.all("SupplyDetail")
    ]
    given = [
        (supply, detail, price) for supply, detail in supplies for price in detail.all("Price")
    ]
    found = [price_in(price, supply, detail, source) for supply, detail, price in given]
    prices = list(dict.fromkeys(price for price in found if price))
    reasons = [each.value("UnpricedItemType") for pair in supplies for each in pair[1:]]
    reasons += [price.value("UnpricedItemType") for *_, price in given]
    reason = next((UNPRICED[each] for each in reasons if each in UNPRICED), "")
    if FREE in reasons and not prices:
        return [Price(0, source.header.currency or shop_currency())]
    if prices or not reason:
        return prices or None
    source.remark(f"It has no price: {reason}.")
    return []


def price_in(price, supply, detail, source):
    free = price.value("UnpricedItemType") == FREE
    amount = "0" if free else price.value("PriceAmount")
    currency = currency_of(price, source) or (shop_currency() if free else "")
    if not amount or price.value("PriceQualifier") in NOT_FOR_SHOPPERS:
        return None
    if not CURRENCY.fullmatch(currency):
        source.remark(f"Its price of {amount} has no currency and was left out.")
        return None
    minor = minor_units(amount, currency)
    if minor is None:
        source.remark(f"Its price “{amount}” is not an amount of money and was left out.")
        return None
    starts_on, ends_on = time_of(price, source)
    return Price(
        minor,
        currency,
        price.value("PriceType", "PriceTypeCode") or source.header.price_type,
        territory_of(price) or market_of(supply, detail),
        starts_on,
        ends_on,
    )


def currency_of(price, source):
    return (price.value("CurrencyCode") or source.header.currency).upper()


def minor_units(amount, currency):
    number = decimal(amount)
    if number is None:
        return None
    minor = number.scaleb(get_currency_precision(currency)).quantize(1, ROUND_HALF_UP)
    return int(minor) if 0 <= minor <= MOST else None


def market_of(supply, detail):
    """Where the supply is for, when the price itself does not say."""
    markets = (territory_of(market) for market in supply.all("Market"))
    return " ".join(filter(None, markets)) or " ".join(
        detail.values("SupplyToCountry", "SupplyToTerritory")
    )


def time_of(price, source):
    """(first day, last day), None where it is open."""
    starts_on = date_in(price.value("PriceEffectiveFrom"), source, "first day of a price")
    ends_on = date_in(price.value("PriceEffectiveUntil"), source, "last day of a price")
    for each in price.all("PriceDate"):
        role = each.value("PriceDateRole")
        if role in {FROM, FROM_UNTIL}:
            starts_on = date_of(each, source, "first day of a price") or starts_on
        if role in {UNTIL, FROM_UNTIL}:
            ends_on = date_of(each, source, "last day of a price", last=True) or ends_on
    if starts_on and ends_on and ends_on < starts_on:
        source.remark("A price ends before it begins: its dates were left out.")
        return None, None
    return starts_on, ends_on
