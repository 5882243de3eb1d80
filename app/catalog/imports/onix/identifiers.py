"""The ISBN of a product, among all the numbers it has."""

from stdnum import ean
from stdnum import isbn as isbns

# Code list 5: the kinds of number that can be an ISBN, best first.
KINDS = ("15", "03", "02")
PRINTED_MUSIC = "9790"
OLD_NAMES = ("EAN13", "ISBN")  # of ONIX 2.1


def isbn_of(source):
    """(ISBN-13 or None, why not)."""
    numbers = numbers_of(source.product)
    found = [(number, isbn13(number)) for number in numbers]
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


def isbn13(number):
    """The ISBN-13 that a number is, as an ISBN-10 or with hyphens too; None when it is none."""
    if not (len(number) == 13 and number.isascii() and number.isdigit()):
        try:
            number = isbns.validate(number, convert=True)
        except isbns.ValidationError:
            return None
    digits = [int(digit) for digit in number]
    of_a_book = number.startswith(("978", "979")) and not number.startswith(PRINTED_MUSIC)
    return number if of_a_book and (sum(digits[::2]) + 3 * sum(digits[1::2])) % 10 == 0 else None


def looks_like_isbn(number):
    digits = isbns.compact(number)
    if digits.startswith(PRINTED_MUSIC):
        return False
    return len(digits) == 10 or digits.startswith(("978", "979"))


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
