"""Prices as staff type them."""

import re
from decimal import Decimal

from babel.numbers import get_currency_precision

from app.money import Money, currency_sign

DEAREST = 100_000  # in the currency's major unit
AMOUNT = re.compile(r"\d{1,15}(\.\d{1,4})?", re.ASCII)


class NotAPrice(ValueError):
    """Its message says to whoever typed it why not."""


def price_as_typed(minor, currency):
    """Such as 9.99; nothing where there is no price."""
    return "" if minor is None else str(Money(minor, currency).amount)


def read_price(text, currency):
    """A price such as 9.99 as an exact number of the currency's minor unit."""
    figures = text.strip().removeprefix(currency_sign(currency)).strip()
    if not AMOUNT.fullmatch(figures):
        raise NotAPrice("Write the price in figures, such as 9.99.")
    if Decimal(figures) > DEAREST:
        raise NotAPrice(f"A price is not more than {DEAREST:,}.")
    digits = get_currency_precision(currency)
    minor = Decimal(figures).scaleb(digits)
    if minor != int(minor):
        least = Decimal(1).scaleb(-digits)
        raise NotAPrice(f"The smallest part of a price in {currency} is {least}.")
    return int(minor)
