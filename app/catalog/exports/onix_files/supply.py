"""Whether the shop has it, and at what price."""

import re

from app.catalog.exports.onix_files.publishing import market_publishing_detail
from app.catalog.exports.onix_files.xml import element, text
from app.catalog.imports.records import Price
from app.catalog.models import is_download
from app.money import Money
from app.times import shop_today

RETAILER = "08"  # code list 93
CANCELLED, NOT_YET, IN_STOCK, OUT_OF_STOCK, NOT_AVAILABLE, OUT_OF_PRINT = (  # code list 65
    "01",
    "10",
    "21",
    "31",
    "40",
    "51",
)
RECOMMENDED = "02"  # code list 58: a retail price, with tax
# Of those, what a reader pays; what a shop pays for its copies is between it and the supplier.
RETAIL_PRICES = {"", "01", "02", "03", "04", "41", "42"}
FREE, TO_BE_ANNOUNCED = "01", "02"  # code list 57
FROM, UNTIL = "14", "15"  # code list 173
DAY = "00"  # code list 55
COUNTRY = re.compile(r"[A-Z]{2}")
PLACE = re.compile(r"[A-Z]{2}(-[A-Z0-9]{2,3})?|WORLD")


def product_supply(product, settings):
    supplier = element(
        "Supplier",
        text("SupplierRole", RETAILER),
        text("SupplierName", f"{settings.shop_name}, {settings.public_host}"),
    )
    available = text("ProductAvailability", availability(product))
    return element(
        "ProductSupply",
        market_publishing_detail(product.record),
        element("SupplyDetail", supplier, available, *prices(product)),
    )


def availability(product):
    record, today = product.record, shop_today()
    if record.trade_status == "cancelled":
        return CANCELLED
    if any(day and day > today for day in (record.published_on, record.embargo_until)):
        return NOT_YET
    if product.available > 0 and product.list_price_minor is not None:
        return IN_STOCK
    if record.trade_status == "forthcoming":
        return NOT_YET
    if record.trade_status == "out_of_print":
        return OUT_OF_PRINT
    download = is_download(record.format, record.product_form)
    unsold = record.trade_status == "unavailable" or download
    return NOT_AVAILABLE if unsold else OUT_OF_STOCK


def prices(product):
    told = [each for each in product.record.prices if each.price_type in RETAIL_PRICES]
    minor, currency = product.list_price_minor, product.currency
    known = [(each.amount_minor, each.currency) for each in told]
    if minor is not None and (minor, currency) not in known:
        told.insert(0, Price(minor, currency, RECOMMENDED))
    return [price(each) for each in told] or [text("UnpricedItemType", TO_BE_ANNOUNCED)]


def price(told):
    return element(
        "Price",
        text("PriceType", told.price_type),
        amount(told),
        text("CurrencyCode", told.currency),
        territory(told.territory),
        day(FROM, told.starts_on),
        day(UNTIL, told.ends_on),
    )


def amount(told):
    # An amount of 0 is none to the standard.
    if not told.amount_minor:
        return text("UnpricedItemType", FREE)
    return text("PriceAmount", Money(told.amount_minor, told.currency).amount)


def territory(places):
    """Of a text such as "GB IE" or "WORLD except US"; nothing when it names no such places."""
    included, _, excluded = (part.split() for part in places.partition(" except "))
    if not included or not all(map(PLACE.fullmatch, included + excluded)):
        return ""
    countries = [place for place in included if COUNTRY.fullmatch(place)]
    regions = [place for place in included if place not in countries]
    return element(
        "Territory",
        text("CountriesIncluded", " ".join(countries)),
        text("RegionsIncluded", " ".join(regions)),
        text("CountriesExcluded", " ".join(filter(COUNTRY.fullmatch, excluded))),
    )


def day(role, date):
    if not date:
        return ""
    return element(
        "PriceDate",
        text("PriceDateRole", role),
        text("Date", f"{date:%Y%m%d}", dateformat=DAY),
    )
