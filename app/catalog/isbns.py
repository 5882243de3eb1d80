"""What an ISBN is, for all who take books in."""

import re

from stdnum import isbn as isbn_numbers
from stdnum.exceptions import InvalidComponent, ValidationError

# Numbers of printed music, ISMNs, begin with 9790.
BEGINNING = re.compile(r"978|979(?!0)")
PLAIN = re.compile(r"(?:978|979(?!0))[0-9]{10}")


def isbn13(text):
    """The ISBN-13 that a text is, as an ISBN-10 or with hyphens too.

    Raises stdnum's ValidationError, of the kind that says what is wrong.
    """
    if is_isbn13(text):
        return text
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
    digits = list(map(int, text))
    return (sum(digits[::2]) + 3 * sum(digits[1::2])) % 10 == 0


def begins_like_one(digits):
    return bool(BEGINNING.match(digits))
