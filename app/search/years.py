"""Bands of years for a facet: the decades of living memory, and what is older in two."""

from app.db import now

DECADES = 7  # told apart
OLD = 1900


def bands():
    """First and last year of each band, the newest first; None where it is open."""
    newest = now().year // 10 * 10
    eldest = newest - 10 * (DECADES - 1)
    recent = [(first, first + 9) for first in range(newest, eldest - 1, -10)]
    return [*recent, (OLD, eldest - 1), (None, OLD - 1)]


def by_band(counted):
    """By place of a band, how many there are, of counts by decade ("199")."""
    known, numbers = bands(), {}
    for decade, number in counted.items():
        # What is announced for the next decade is with this one.
        first = min(10 * int(decade), known[0][0])
        place = next(
            place for place, (least, _) in enumerate(known) if least is None or first >= least
        )
        numbers[str(place)] = numbers.get(str(place), 0) + number
    return numbers
