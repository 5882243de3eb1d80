"""Dates as booksellers, publishers and spreadsheets write them."""

import re
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import NamedTuple

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = r"(?P<month>jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
FORMS = [
    re.compile(form)
    for form in (
        r"(?P<year>\d{3,4})(?:\.0)?",
        r"(?P<year>\d{4})[-/.](?P<month>\d\d?)(?:[-/.](?P<day>\d\d?))?(?:[t ]\d\d?:.*)?",
        r"(?P<year>[12]\d{3})(?P<month>[01]\d)(?P<day>[0-3]\d)",
        rf"{MONTH} (?P<day>\d\d?)(?:st|nd|rd|th)?,? (?P<year>\d{{4}})",
        rf"(?P<day>\d\d?)(?:st|nd|rd|th)?[ -]{MONTH},?[ -](?P<year>\d{{4}}|\d\d)",
        rf"{MONTH},?[ -](?P<year>\d{{4}}|(?:3[2-9]|[4-9]\d))",
        r"(?P<first>\d\d?)[/.-](?P<second>\d\d?)[/.-](?P<year>\d{4}|\d\d)(?: \d\d?:.*)?",
    )
]
EARLIEST, LATEST = 1400, datetime.now(UTC).year + 10  # of printed books


class When(NamedTuple):
    year: int
    day: date | None  # the first day, where less is told; None for years before printing

    is_year: bool  # nothing more is told


@lru_cache(maxsize=8192)
def when(text, month_first=False):
    """What day or year the text names, else None. `month_first` reads 4/7/2005 as 7 April."""
    text = " ".join(text.lower().strip(" ,").split())
    for form in FORMS:
        if found := form.fullmatch(text):
            return named(found.groupdict(), month_first)
    return None


def named(parts, month_first):
    year, month, day = year_of(parts["year"]), parts.get("month"), parts.get("day")
    if parts.get("first"):
        day, month = order(int(parts["first"]), int(parts["second"]), month_first)
    elif month and not month.isdigit():
        month = MONTHS.index(month[:3]) + 1
    if not year or year > LATEST:
        return None
    try:
        first = date(year, int(month or 1), int(day or 1))
    except ValueError:
        return None
    return When(year, first if year >= EARLIEST else None, month is None)


def order(first, second, month_first):
    """Day and month of two numbers; the one past twelve is the day whatever is usual."""
    if first > 12 or second > 12:
        return max(first, second), min(first, second)
    return (second, first) if month_first else (first, second)


def year_of(text):
    year = int(text)
    if len(text) > 2:
        return year
    return year + (2000 if year + 2000 <= LATEST else 1900)


def month_comes_first(texts):
    """Do these dates show that 4/7 is 7 April, as in America, rather than 4 July?"""
    pairs = [found for text in texts if (found := FORMS[-1].fullmatch(text.strip()))]
    american = sum(int(found["second"]) > 12 for found in pairs)
    return american > sum(int(found["first"]) > 12 for found in pairs)
