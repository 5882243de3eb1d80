"""Reads what a shopper typed as a number of copies."""

from app.cart.refusals import BadQuantity

LONGEST = 9  # digits; more would not fit the database


def read_quantity(text, least=1):
    """A whole number from `least` on; raises BadQuantity with a sentence otherwise."""
    digits = (text or "").strip()
    if not digits:
        raise BadQuantity("Type how many copies you would like.")
    negative = digits.startswith("-")
    digits = digits.removeprefix("-").lstrip("0") or "0"
    if not (digits.isascii() and digits.isdigit()):
        raise BadQuantity("Type the number of copies in digits, such as 2.")
    number = int(digits[:LONGEST]) * (-1 if negative else 1)
    if number < least:
        raise BadQuantity("Choose at least one copy." if least else "Choose 0 copies or more.")
    return number
