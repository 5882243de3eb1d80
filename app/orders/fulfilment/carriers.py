"""Who carries parcels, and where one looks up where a parcel is."""

from urllib.parse import quote

# By the name kept in the rows: what people call the carrier, and its page for a tracking number.
CARRIERS = {
    "royal_mail": (
        "Royal Mail",
        "https://www.royalmail.com/track-your-item#/tracking-results/{number}",
    ),
    "dpd": ("DPD", "https://track.dpd.co.uk/search?reference={number}"),
    "evri": ("Evri", "https://www.evri.com/track/parcel/{number}/details"),
    "ups": ("UPS", "https://www.ups.com/track?tracknum={number}"),
    "dhl": ("DHL", "https://www.dhl.com/gb-en/home/tracking.html?tracking-id={number}"),
    "fedex": ("FedEx", "https://www.fedex.com/fedextrack/?trknbr={number}"),
    "usps": ("USPS", "https://tools.usps.com/go/TrackConfirmAction?tLabels={number}"),
    "other": ("Another carrier", ""),
}
NAMES = {name: words for name, (words, _) in CARRIERS.items()}
COLLECTED = "collected"  # by the buyer herself


def carrier_name(carrier):
    """What to call it on a page; nothing where it is not worth naming."""
    return "" if carrier == "other" else NAMES.get(carrier, "")


def tracking_link(carrier, number):
    """The carrier's page about a parcel, or None when there is none."""
    _, page = CARRIERS.get(carrier, ("", ""))
    together = "".join(number.split())
    return page.format(number=quote(together, safe="")) if page and together else None
