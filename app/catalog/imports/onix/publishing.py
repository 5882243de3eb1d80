"""Who publishes it, and when."""

from app.catalog.imports.onix.dates import date_in, date_of
from app.catalog.imports.onix.plain_words import one_line

PUBLISHERS = ("01", "", "02")  # code list 45: publisher, and co-publisher
PUBLISHED, EMBARGO, FIRST, FIRST_IN_ORIGINAL = "01", "02", "11", "20"  # code list 163


def publisher_of(source):
    publishing = source.publishing
    names = {
        each.value("PublishingRole"): each.value("PublisherName")
        for each in reversed(publishing.all("Publisher"))
    }
    ranked = [names[role] for role in PUBLISHERS if names.get(role)]
    return one_line(next(iter(ranked), publishing.value("PublisherName")))


def imprint_of(source):
    imprints = [each.value("ImprintName") for each in source.publishing.all("Imprint")]
    return one_line(next(filter(None, imprints), source.publishing.value("ImprintName")))


def dates_of(source):
    """The dates of the record, by field."""
    of_product = by_role(source.publishing, "PublishingDate", source)
    of_market = market_dates(source)
    published = of_product.get(PUBLISHED) or plain_date(
        source, "PublicationDate", "publication date"
    )
    embargo = of_product.get(EMBARGO) or of_market.get(EMBARGO) or on_sale_date(source)
    return {
        "published_on": published or of_market.get(PUBLISHED),
        "embargo_until": embargo,
        "first_published": first_year(source, of_product),
    }


def market_dates(source):
    """Of the first market that has each."""
    markets = source.product.all("MarketRepresentation")  # of 2.1
    markets += [supply.one("MarketPublishingDetail") for supply in source.supplies]
    dates = [by_role(market, "MarketDate", source) for market in reversed(markets)]
    return {role: day for market in dates for role, day in market.items()}


def on_sale_date(source):
    details = [detail for supply in source.supplies for detail in supply.all("SupplyDetail")]
    for detail in details:
        given = detail.value("OnSaleDate")  # of 2.1
        day = by_role(detail, "SupplyDate", source).get(EMBARGO) or date_in(
            given, source, "on-sale date"
        )
        if day:
            return day
    return None


def by_role(composite, name, source):
    """{role: date} of the roles that mean something to us."""
    found = {}
    for each in composite.all(name):
        role = each.value(f"{name}Role")
        if role in WORDS and role not in found:
            day = date_of(each, source, WORDS[role])
            if day:
                found[role] = day
    return found


WORDS = {
    PUBLISHED: "publication date",
    EMBARGO: "embargo date",
    FIRST: "date of first publication",
    FIRST_IN_ORIGINAL: "date of first publication",
}


def first_year(source, dates):
    years = [dates[role].year for role in (FIRST, FIRST_IN_ORIGINAL) if role in dates]
    first = plain_date(source, "YearFirstPublished", "year of first publication")
    years += [first.year] if first else []
    return min(years, default=None)


def plain_date(source, name, what):
    """A date that is an element of its own, as in ONIX 2.1."""
    return date_in(source.publishing.value(name), source, what)
