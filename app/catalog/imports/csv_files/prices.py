"""Prices as shops write them, in the currency's minor unit."""

import re
from decimal import Decimal, InvalidOperation

from babel.numbers import get_currency_precision

from app.catalog.imports.csv_files.headers import CURRENCIES, SYMBOLS
from app.catalog.imports.records import Price

RECOMMENDED = "02"  # ONIX code list 58: recommended retail price including tax
WRITTEN = re.compile(r"(?P<before>[^\d.,-]*)(?P<amount>\d[\d.,' ]*|[.,]\d+)(?P<after>[^\d]*)")
PENCE = re.compile(r"p|pence", re.IGNORECASE)
HIGHEST = 2**31 - 1


class NotAPrice(Exception):
    """Its text says what is wrong with it."""


def price_of(text, currency="", price_type=""):
    """A Price out of `US$9.56`, `12,90 €`, `850p`; `currency` is what another column says.

    None when the field is empty or says that the book is free in no currency.
    """
    text = text.strip()
    if not text:
        return None
    found = WRITTEN.fullmatch(text)
    if not found or is_below_nothing(found):
        raise NotAPrice(f"“{text[:40]}” is not a price.")
    beside = found["before"].strip() + found["after"].strip()
    amount = number(found["amount"])
    if PENCE.fullmatch(beside):
        amount, beside = amount / 100, "GBP"
    code = code_of(beside) or code_of(currency)
    if code is None:
        said = beside or currency.strip()
        raise NotAPrice(f"“{text[:40]}” is a price in no currency that we know (“{said[:20]}”).")
    minor = amount.scaleb(get_currency_precision(code))
    if minor != minor.to_integral_value() or minor > HIGHEST:
        raise NotAPrice(f"{text[:40]} is not an amount of {code}.")
    return Price(int(minor), code, price_type)


def is_below_nothing(found):
    """Accountants write it in brackets; a hyphen in front is no currency, and so no price."""
    return "−" in found["before"] or ("(" in found["before"] and ")" in found["after"])


def code_of(text):
    """The ISO 4217 code that the text is or stands for: `US$` is USD; None if there is none."""
    text = text.strip().upper()
    code = text.removesuffix("$") + "D" if text in {"US$", "CA$", "AU$", "NZ$", "HK$"} else text
    code = SYMBOLS.get(code, code)
    return code if code in CURRENCIES else None


def number(text):
    """`1,234.50`, `1.234,50`, `12,90` and `1 234` as numbers."""
    text = re.sub(r"[ ']", "", text).rstrip(".,")
    whole, point, rest = text.rpartition("." if text.rfind(".") > text.rfind(",") else ",")
    if not point or (point == "," and len(rest) == 3 and "." not in whole):
        whole, rest = text, ""  # no point, or one between thousands
    try:
        return Decimal(f"{re.sub('[.,]', '', whole)}.{rest}")
    except InvalidOperation:
        raise NotAPrice(f"“{text[:40]}” is not a price.") from None
