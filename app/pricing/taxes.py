"""The tax in, or on, what is paid: worked out for each line, and for each rate of the delivery.

Delivery follows the goods where a regime says so: it is one supply with them, and its price is
shared out over their rates (for the UK HMRC's VAT Notice 700/24, part 4; for the EU article 78 of
Directive 2006/112/EC, with the rule that what is ancillary shares the fate of the main supply).
"""

from decimal import Decimal
from typing import NamedTuple

from app.pricing.rounding import half_up, spread

MILLION = 1_000_000


class Taxed(NamedTuple):
    """An amount as it is shown, and the tax in it or on top of it."""

    rate_ppm: int
    minor: int
    tax_minor: int


class OfRate(NamedTuple):
    """What a receipt says of one rate."""

    rate_ppm: int
    net_minor: int
    tax_minor: int


def rate_as_typed(rate_ppm):
    """A rate in percent as people write it: 5.5, of 55,000 millionths."""
    return f"{Decimal(rate_ppm).scaleb(-4).normalize():f}"


def taxed(minor, rate_ppm, regime):
    whole = MILLION + rate_ppm if regime.included else MILLION
    return Taxed(rate_ppm, minor, half_up(minor * rate_ppm, whole))


def tax_on_lines(lines, amounts, regime):
    """Of each line that costs so much, its Taxed."""
    return [
        taxed(amount, regime.rate(line.tax_class), regime)
        for line, amount in zip(lines, amounts, strict=True)
    ]


def tax_on_delivery(minor, lines, of_lines, regime):
    """The Taxed parts of what delivery costs; one, or one for each rate of the goods in it."""
    if not minor:
        return []
    if regime.on_delivery == "as_goods":
        goods = [one for line, one in zip(lines, of_lines, strict=True) if not line.is_download]
        by_rate = {}
        for part, one in zip(spread(minor, [one.minor for one in goods]), goods, strict=True):
            by_rate[one.rate_ppm] = by_rate.get(one.rate_ppm, 0) + part
        return [taxed(part, rate, regime) for rate, part in sorted(by_rate.items())]
    rate = regime.rate("standard") if regime.on_delivery == "standard" else 0
    return [taxed(minor, rate, regime)]


def summary(parts, regime):
    """By rate, the highest last, what was paid without tax and the tax on it."""
    by_rate = {}
    for part in parts:
        net = part.minor - part.tax_minor if regime.included else part.minor
        known = by_rate.get(part.rate_ppm, (0, 0))
        by_rate[part.rate_ppm] = (known[0] + net, known[1] + part.tax_minor)
    return [OfRate(rate, net, tax) for rate, (net, tax) in sorted(by_rate.items())]
