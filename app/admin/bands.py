"""Bands of a delivery method as staff write them, a line each: "1000 g: 4.00"."""

import re
from decimal import Decimal

from app.admin.typed_prices import NotAPrice, price_as_typed, read_price

WEIGHT = re.compile(r"(\d{1,7}(?:\.\d{1,3})?)\s*(g|kg)?", re.ASCII | re.IGNORECASE)
HEAVIEST = 1_000_000  # grams
MOST = 50
EXAMPLES = {"weight": "1000 g: 4.00", "total": "30.00: 4.00"}


class NotABand(ValueError):
    """Its message says to whoever typed it why not."""


def band_lines(bands, priced_by, currency):
    """Pairs of up to how much, and the price, as lines."""
    return [
        f"{limit(up_to, priced_by, currency)}: {price_as_typed(price, currency)}"
        for up_to, price in bands
    ]


def limit(up_to, priced_by, currency):
    return f"{up_to} g" if priced_by == "weight" else price_as_typed(up_to, currency)


def read_bands(typed, priced_by, currency):
    """The pairs that the lines of a field say, by their limits; what is wrong is the form's."""
    bands = {}
    for line in typed.lines("bands", most=MOST):
        try:
            up_to, price = read_band(line, priced_by, currency)
        except (NotABand, NotAPrice) as wrong:
            typed.errors["bands"] = f"“{line}”: {wrong}"
            return []
        if up_to in bands:
            typed.errors["bands"] = f"“{line}”: another line has this limit."
        bands[up_to] = price
    if not bands:
        typed.errors.setdefault("bands", f"Say at least one, such as {EXAMPLES[priced_by]}.")
    return sorted(bands.items())


def read_band(line, priced_by, currency):
    up_to, colon, price = line.partition(":")
    if not colon:
        raise NotABand(f"Write a limit, a colon and a price, such as {EXAMPLES[priced_by]}.")
    measured = grams(up_to) if priced_by == "weight" else read_price(up_to, currency)
    if not measured:
        raise NotABand("A limit is more than nothing.")
    return measured, read_price(price, currency)


def grams(text):
    found = WEIGHT.fullmatch(text.strip())
    if not found:
        raise NotABand("Write the weight in grams, such as 1000 g.")
    figures, unit = Decimal(found[1]), (found[2] or "g").lower()
    weight = figures * 1000 if unit == "kg" else figures
    if weight != int(weight) or weight > HEAVIEST:
        raise NotABand(f"A weight is of whole grams, {HEAVIEST} at the most.")
    return int(weight)
