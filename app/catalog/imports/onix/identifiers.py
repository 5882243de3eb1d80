"""The ISBN of a product, among all the numbers it has."""

from stdnum import ean
from stdnum import isbn as isbns

from app.catalog.isbns import begins_like_one, isbn13_or_none

# Code list 5: the kinds of number that can be an ISBN, best first.
KINDS = ("15", "03", "02")
OLD_NAMES = ("EAN13", "ISBN")  # of ONIX 2.1


def isbn_of(source):
    """(ISBN-13 or None, why not)."""
    numbers = numbers_of(source.product)
    found = [(number, isbn13_or_none(number)) for number in numbers]
    isbn = next((isbn for _, isbn in found if isbn), None)
    wrong = [number for number, isbn in found if not isbn and looks_like_isbn(number)]
    if isbn and wrong:
        source.remark(
            f"Its number {wrong[0]} is wrong (its check digit does not fit); we used {isbn}."
        )
    return isbn, reason(numbers, wrong)


def numbers_of(composite):
    """What identifies it, likely ISBNs first."""
    identifiers = [
        (each.value("ProductIDType"), each.value("IDValue"))
        for each in composite.all("ProductIdentifier")
    ]
    ranked = [value for kind in KINDS for given, value in identifiers if given == kind and value]
    return ranked + composite.values(*OLD_NAMES)


def looks_like_isbn(number):
    digits = isbns.compact(number)
    return len(digits) == 10 or begins_like_one(digits)


def reason(numbers, wrong):
    if not numbers:
        return "It has no ISBN, and without one we cannot tell which book it is."
    if not wrong:
        return f"Its number {numbers[0]} is not the ISBN of a book."
    digits = isbns.compact(wrong[0])
    if len(digits) == 13 and digits.isdigit():
        right = ean.calc_check_digit(digits[:-1])
        return (
            f"Its ISBN {wrong[0]} is wrong: the last digit of a number that begins like this is "
            f"{right}. Please ask the publisher for the right one."
        )
    return f"Its ISBN {wrong[0]} is wrong: it does not have the digits of an ISBN."
