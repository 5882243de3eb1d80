"""Money: an integer of the currency's minor unit beside its ISO 4217 code."""

from decimal import Decimal
from functools import cache, lru_cache
from typing import NamedTuple

from babel.numbers import (
    format_currency,
    get_currency_name,
    get_currency_precision,
    get_currency_symbol,
)

LOCALE = "en_GB"
MINUS = "−"  # wherever less than nothing is written, as in sums


class Money(NamedTuple):
    minor: int
    currency: str

    def __add__(self, other):
        if other.currency != self.currency:
            raise ValueError(f"cannot add {other.currency} to {self.currency}")
        return Money(self.minor + other.minor, self.currency)

    def __mul__(self, quantity):
        return Money(self.minor * quantity, self.currency)

    __rmul__ = __mul__

    def __str__(self):
        return format_money(self)

    @property
    def amount(self):
        """The amount in the currency's major unit, as schema.org and people write it."""
        return Decimal(self.minor).scaleb(-get_currency_precision(self.currency))


@lru_cache(maxsize=4096)
def format_money(money):
    written = format_currency(money.amount, money.currency, locale=LOCALE)
    return written.replace("-", MINUS)


@cache
def currency_sign(currency):
    """Such as £, as it stands before an amount."""
    return get_currency_symbol(currency, LOCALE)


def currency_name(currency):
    """Of many, such as British pounds."""
    return get_currency_name(currency, count=2, locale=LOCALE)
