"""Dates in the formats of code list 55, which feeds name, leave out or name wrongly."""

import re
from datetime import date

WEEK, SEASON, YEAR = "02", "04", "05"
NOT_GREGORIAN = {"20", "21", "25", "32"}
SPREADS = {"06", "07", "08", "09", "10", "11"}
EARLIEST, LATEST = 1000, 2200  # years; feeds mean "not known" by 9999


def date_of(composite, source, what, *, last=False):
    """The date in a composite such as PublishingDate, None when it has none that we can read."""
    element = next(iter(composite.children.get("Date", ())), None)
    given = composite.value("Date")
    marked = element.get("dateformat") if element is not None else None
    return date_in(given, source, what, marked or composite.value("DateFormat"), last=last)


def date_in(given, source, what, date_format="", *, last=False):
    """The first day that a text means, or of a spread of dates its last; bad ones get a remark."""
    if not given.strip("0"):
        return None
    try:
        return parsed(given, date_format, last)
    except ValueError:
        source.remark(f"Its {what} “{given[:40]}” is not a date and was left out.")
        return None


def parsed(given, date_format, last):
    if date_format in NOT_GREGORIAN:
        raise ValueError("not in the Gregorian calendar")
    digits = given.partition("T")[0]
    if re.fullmatch(r"\d{4}-\d{2}(-\d{2})?", digits, re.ASCII):
        digits = digits.replace("-", "")
    if not (digits.isascii() and digits.isdigit()):
        raise ValueError("not a number")
    if date_format in SPREADS and len(digits) % 2 == 0 and len(digits) > 8:
        digits = digits[len(digits) // 2 :] if last else digits[: len(digits) // 2]
    found = day(digits, date_format)
    # Who says that it is a year may mean one long before printing.
    earliest = 1 if date_format == YEAR else EARLIEST
    if not earliest <= found.year <= LATEST:
        raise ValueError("not in our times")
    return found


def day(digits, date_format):
    year, rest = int(digits[:4]), digits[4:]
    if not rest:
        return date(year, 1, 1)
    if len(rest) == 1:
        return date(year, part_of_year(int(rest), date_format), 1)
    if len(rest) == 2 and date_format == WEEK:
        return date.fromisocalendar(year, int(rest), 1)
    if len(rest) == 2:
        return date(year, int(rest) or 1, 1)
    if len(rest) in (4, 8, 10):  # the longer ones with a time
        return date(year, int(rest[:2]) or 1, int(rest[2:4]) or 1)
    raise ValueError("of no known length")


def part_of_year(number, date_format):
    """The month in which a quarter, or a season (1 is spring), begins."""
    if not 1 <= number <= 4:
        raise ValueError("not a part of a year")
    return 3 * number if date_format == SEASON else 3 * number - 2
