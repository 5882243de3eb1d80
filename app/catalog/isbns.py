"""What an ISBN is, for all who take books in."""

import re
from operator import mul

from stdnum import isbn as isbn_numbers
from stdnum.exceptions import InvalidComponent, ValidationError

# Numbers of printed music, ISMNs, begin with 9790.
BEGINNING = re.compile(r"978|979(?!0)")
PLAIN = re.compile(r"(?:978|979(?!0))[0-9]{10}")
PLAIN_10 = re.compile(r"[0-9]{9}[0-9X]")


def isbn13(text):
    """The ISBN-13 that a text is, as an ISBN-10 or with hyphens too.

    Raises stdnum's ValidationError, of the kind that says what is wrong.
    """
    if is_isbn13(text):
        return text
    if is_isbn10(text):
        return with_check_digit(f"978{text[:9]}")
    number = isbn_numbers.validate(text, convert=True)
    if not is_isbn13(number):
        raise InvalidComponent
    return number


def isbn13_or_none(text):
    try:
        return isbn13(text)
    except ValidationError:
        return None


def is_isbn13(text):
    """Of digits only, the last of which fits the others."""
    # Without the library's care for all other spellings: files have millions.
    if not PLAIN.fullmatch(text):
        return False
    return with_check_digit(text[:12]) == text


def is_isbn10(text):
    """Of digits only, or an X at the end, the last of which fits the others."""
    if not PLAIN_10.fullmatch(text):
        return False
    values = [10 if digit == "X" else int(digit) for digit in text]
    return sum(map(mul, values, range(10, 0, -1))) % 11 == 0


def with_check_digit(text):
    """The 13 digits that begin with these 12."""
    digits = list(map(int, text))
    return f"{text}{-(sum(digits[::2]) + 3 * sum(digits[1::2])) % 10}"


def begins_like_one(digits):
    return bool(BEGINNING.match(digits))
