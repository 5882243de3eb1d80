"""The rows of an invoice or credit note, each with its tax, and their sums by rate."""

from typing import NamedTuple


class Row(NamedTuple):
    """Amounts are without tax; a `rate_ppm` of None is outside the scope of tax altogether."""

    title: str
    detail: str
    quantity: int | None
    unit_minor: int | None
    discount_minor: int
    rate_ppm: int | None
    net_minor: int
    tax_minor: int


def simple(title, rate_ppm, net_minor, tax_minor, detail=""):
    """A row that is not of copies."""
    return Row(title, detail, None, None, 0, rate_ppm, net_minor, tax_minor)


def by_rate(rows):
    """What there is of each rate, the highest last; nothing for what no tax knows of."""
    sums = {}
    for row in rows:
        if row.rate_ppm is not None:
            net, tax = sums.get(row.rate_ppm, (0, 0))
            sums[row.rate_ppm] = (net + row.net_minor, tax + row.tax_minor)
    return [
        {"rate_ppm": rate, "net_minor": net, "tax_minor": tax}
        for rate, (net, tax) in sorted(sums.items())
    ]
