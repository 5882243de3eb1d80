"""Who published it, when, and how it stands in the trade."""

from app.catalog.exports.onix_files.xml import element, text

PUBLISHER = "01"  # code list 45
STATUSES = {  # code lists 64 and 68
    "forthcoming": "02",
    "active": "04",
    "unavailable": "06",
    "out_of_print": "07",
    "cancelled": "01",
}
PUBLISHED, EMBARGO, FIRST_PUBLISHED = "01", "02", "11"  # code list 163
DAY, YEAR = "00", "05"  # code list 55


def publishing_detail(record):
    """Nothing without a publisher: there the standard wants no such block."""
    if not has_publisher(record):
        return ""
    return element(
        "PublishingDetail",
        element("Imprint", text("ImprintName", record.imprint)),
        publisher(record.publisher),
        text("PublishingStatus", STATUSES[record.trade_status]),
        *dates("PublishingDate", record),
    )


def market_publishing_detail(record):
    """What stands beside the supply instead when the publisher is not known."""
    if has_publisher(record):
        return ""
    return element(
        "MarketPublishingDetail",
        text("MarketPublishingStatus", STATUSES[record.trade_status]),
        *dates("MarketDate", record),
    )


def has_publisher(record):
    return bool(record.publisher or record.imprint)


def publisher(name):
    if not name:
        return ""
    return element("Publisher", text("PublishingRole", PUBLISHER), text("PublisherName", name))


def dates(name, record):
    told = (
        (PUBLISHED, DAY, record.published_on and f"{record.published_on:%Y%m%d}"),
        (EMBARGO, DAY, record.embargo_until and f"{record.embargo_until:%Y%m%d}"),
        (FIRST_PUBLISHED, YEAR, year(record.first_published)),
    )
    for role, form, day in told:
        if day:
            yield element(name, text(f"{name}Role", role), text("Date", day, dateformat=form))


def year(number):
    # Those before the common era have no form in the code list.
    return f"{number:04}" if number and number > 0 else None
