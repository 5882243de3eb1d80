"""Whether the trade can get it: the publisher's word, and the suppliers'."""

ACTIVE, FORTHCOMING, UNAVAILABLE = "active", "forthcoming", "unavailable"
OUT_OF_PRINT, CANCELLED = "out_of_print", "cancelled"
PUBLISHING = {  # code lists 64 and, for a market, 68; 00 and 09 say nothing
    "01": CANCELLED,
    "02": FORTHCOMING,
    "03": FORTHCOMING,  # postponed
    "04": ACTIVE,
    "05": UNAVAILABLE,
    "06": UNAVAILABLE,
    "07": OUT_OF_PRINT,
    "08": UNAVAILABLE,
    "10": UNAVAILABLE,  # remaindered
    "11": UNAVAILABLE,
    "12": UNAVAILABLE,
    "13": ACTIVE,
    "14": ACTIVE,
    "15": UNAVAILABLE,
    "16": UNAVAILABLE,
    "17": OUT_OF_PRINT,  # permanently withdrawn
    "18": ACTIVE,
}
AVAILABILITY = {  # code list 65, of which 4x are all ways of not being available
    "01": CANCELLED,
    "09": FORTHCOMING,
    "10": FORTHCOMING,
    "11": FORTHCOMING,
    "12": FORTHCOMING,
    "51": OUT_OF_PRINT,
    "50": UNAVAILABLE,
    "52": UNAVAILABLE,
}
BY_TENS = {"2": ACTIVE, "3": UNAVAILABLE, "4": UNAVAILABLE}
OLD_AVAILABILITY = {  # code list 54, of ONIX 2.1
    "AB": CANCELLED,
    "AD": ACTIVE,
    "EX": UNAVAILABLE,
    "IP": ACTIVE,
    "MD": ACTIVE,
    "NP": FORTHCOMING,
    "NY": FORTHCOMING,
    "OF": UNAVAILABLE,
    "OI": UNAVAILABLE,
    "OP": OUT_OF_PRINT,
    "OR": UNAVAILABLE,
    "PP": FORTHCOMING,
    "RF": UNAVAILABLE,
    "RM": UNAVAILABLE,
    "RP": UNAVAILABLE,
    "RU": UNAVAILABLE,
    "TO": ACTIVE,
    "TP": UNAVAILABLE,
    "TU": UNAVAILABLE,
    "UR": UNAVAILABLE,
    "WS": UNAVAILABLE,
}
RETAILER = "08"  # code list 93
BEST_FIRST = (ACTIVE, FORTHCOMING, UNAVAILABLE, OUT_OF_PRINT, CANCELLED)


def trade_status(source):
    """One of models.TRADE_STATUSES, None when the record does not say.

    The publisher's word counts, but what is in print with the publisher may still be out of reach.
    """
    published = PUBLISHING.get(source.publishing.value("PublishingStatus")) or in_markets(source)
    supplied = best(
        availability(detail) for supply in source.supplies for detail in supply.all("SupplyDetail")
    )
    return supplied or published if published in (None, ACTIVE) else published


def in_markets(source):
    markets = source.product.all("MarketRepresentation")
    markets += [supply.one("MarketPublishingDetail") for supply in source.supplies]
    return best(PUBLISHING.get(market.value("MarketPublishingStatus")) for market in markets)


def availability(detail):
    if detail.one("Supplier").value("SupplierRole") == RETAILER:
        return None  # what stands on a shop's own shelf says nothing about the trade
    code = detail.value("ProductAvailability")
    found = AVAILABILITY.get(code) or BY_TENS.get(code[:1])
    return found or OLD_AVAILABILITY.get(detail.value("AvailabilityCode"))


def best(statuses):
    given = set(statuses)
    return next((status for status in BEST_FIRST if status in given), None)
