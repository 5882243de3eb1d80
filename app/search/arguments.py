"""What the arguments of a URL say; what makes no sense is as if it were not there."""

import re
from decimal import Decimal, InvalidOperation
from unicodedata import category, normalize

LONGEST = 200  # characters; what is longer is cut
DEAREST = 20_000  # in the currency's major unit


def clean(text):
    """Text without the characters that Postgres refuses or nobody means."""
    text = normalize("NFC", text[: 2 * LONGEST])
    return "".join(c if c.isprintable() else " " for c in text).strip()


def code(text):
    """Of a language: two or three letters (ISO 639); empty when the text is none."""
    text = text.strip().lower()
    return text if re.fullmatch("[a-z]{2,3}", text) else ""


def one_of(known, value):
    return value if value in known else ""


def number(text, least, most):
    """A whole number brought between these bounds; None when the text is none."""
    text = text.strip().lstrip("+")
    digits = text.removeprefix("-")
    if not (digits.isascii() and digits.isdigit()):
        return None
    # Longer ones are out of bounds whatever they are, and slow to read.
    value = int(digits[:9]) if len(digits) < 10 else most + 1
    return min(max(-value if text.startswith("-") else value, least), most)


def in_order(least, most):
    if least is not None and most is not None and most < least:
        return most, least
    return least, most


def price(text):
    """An amount such as 9.99, £9.99, 9,99 or 1,000; None when the text is no price."""
    text = "".join(c for c in text if category(c) != "Sc").strip()[:20]  # without currency signs
    text = re.sub(r"(?<=\d)[,.](?=\d{3}(?!\d))", "", text)  # between thousands
    try:
        value = Decimal(text.replace(",", "."))
    except InvalidOperation:
        return None
    if not value.is_finite():
        return None
    return min(max(value, Decimal(0)), Decimal(DEAREST)).quantize(Decimal("0.01")) + 0
