"""What a search asks for, as the engine reads it: a tsquery of words and marks, and bounds.

Marks are lexemes that nobody can type ("=s12": in subject 12). The index finds by them the works
that may pass a filter; what must hold for one and the same edition, its bits of offers decide: a
hardback under £15 is not a dear hardback beside a cheap paperback.
"""

from datetime import timedelta
from typing import NamedTuple

from app.search import offers
from app.search.usual import many_pass
from app.times import shop_today

NOTHING = "'=nothing'"
ALL_YEARS = -10_000, 10_000
YEAR_OF_ALL = 2100  # what is to come after it bears no mark of its own
WITHIN = {"subject": "s", "author": "c", "series": "r", "publisher": "p"}
ANNOUNCED = 60  # months ahead; whatever is said to come out later has no date yet
OLD = 189  # the decade, and all before it, that have one mark


class Asked(NamedTuple):
    """The parameters of the engine's statements."""

    tsquery: str  # empty: all works
    mask: int
    language: str
    stars: int
    year_min: int
    year_max: int
    day_min: object  # of publication; None is open
    day_max: object
    price_min: int | None  # minor units, only where bands of prices are not exact enough
    price_max: int | None

    @property
    def of_rows(self):
        """Whether the words and marks do not decide alone."""
        years = self.year_min, self.year_max
        days = self.day_min, self.day_max
        return bool(self.mask or self.stars or years != ALL_YEARS or days != (None, None))


def asked(query, tsquery, *, by_index=False):
    """`by_index`: have the index decide all that it can, for whoever reads nothing else."""
    exact = not offers.whole_bands(query)
    return Asked(
        tsquery=" & ".join(filter(None, [tsquery and f"({tsquery})", *marks(query, by_index)])),
        mask=offers.of_query(query),
        language=query.language,
        stars=query.rating or 0,
        year_min=query.year_min or ALL_YEARS[0],
        year_max=query.year_max or ALL_YEARS[1],
        day_min=shop_today() + timedelta(days=1) if kind(query) == "coming" else None,
        day_max=shop_today() if kind(query) == "new" else None,
        price_min=minor(query.price_min) if exact else None,
        price_max=minor(query.price_max) if exact else None,
    )


def marks(query, by_index):
    """The marks of the works that may pass the filters, each as a tsquery."""
    if kind(query) in WITHIN:
        yield mark(WITHIN[kind(query)] + str(query.within.id))
    if kind(query) == "coming":
        yield any_mark("m", months(this_month(), ANNOUNCED + 1))
    if query.subject:
        yield mark(f"s{query.chosen_subject.id}") if query.chosen_subject else NOTHING
    if query.language:
        yield mark("l" + query.language)
    for letter, values, test in choices(query):
        if by_index or not many_pass((letter, *values), test):
            yield any_mark(letter, values)


def choices(query):
    """Of what is chosen that a row tells as well: letter and values of its marks, and what a row
    must be like.
    """
    if query.format:
        yield "f", [query.format], offering(formats=(query.format,))
    if query.available:
        yield "i", [""], offering(in_stock=True)
    if query.uses("price_min", "price_max"):
        bands = offers.bands_of(query)
        yield "b", bands, offering(bands=bands)
    if query.rating:
        yield "g", range(query.rating, 6), lambda row: row.stars >= query.rating
    if query.uses("year_min", "year_max"):
        years = decades(query)
        yield "y", years, lambda row: row.year is not None and max(row.year // 10, OLD) in years


def offering(**wanted):
    mask = offers.mask(**wanted)
    return lambda row: row.offers & mask


def decades(query):
    ends = query.year_min or 1, min(query.year_max or YEAR_OF_ALL, YEAR_OF_ALL)
    first, last = (max(end // 10, OLD) for end in ends)
    return range(first, last + 1)


def months(first, number):
    """So many months as their marks name them, counted from the year 0."""
    return [f"{month // 12}{month % 12 + 1:02}" for month in range(first, first + number)]


def this_month():
    return 12 * shop_today().year + shop_today().month - 1


def any_mark(letter, values):
    """A tsquery for any of these marks; for nothing when there are none."""
    return "(" + (" | ".join(mark(f"{letter}{value}") for value in values) or NOTHING) + ")"


def mark(text):
    return "'=" + text.replace("\\", "\\\\").replace("'", "''") + "'"


def kind(query):
    return query.within.kind if query.within else None


def minor(amount):
    return None if amount is None else int(amount * 100)
