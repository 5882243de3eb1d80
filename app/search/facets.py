"""How many works each filter would leave: what a click will show, or, with a "+", at least as many.

The values of one facet are counted among the works that all the other filters leave.
"""

from app.catalog.models import FORMATS
from app.search import choices, counting, offers, years
from app.search.engine import Page, Wanted, ask
from app.search.filters import asked, kind

FILTERS = {
    "subject": ("subject",),
    "format": ("format",),
    "language": ("language",),
    "price": ("price_min", "price_max"),
    "year": ("year_min", "year_max"),
    "rating": ("rating",),
    "available": ("available",),
}
# What the engine counts to tell of a facet.
COUNTED = {name: name for name in FILTERS} | dict.fromkeys(
    ("format", "price", "available"), "offers"
)
# Facet and value of each choice that the offers tell of.
OFFERED = (
    *(("format", name) for name in FORMATS),
    *(("price", str(band)) for band in offers.BANDS),
    ("available", "1"),
)
ALL = tuple(dict.fromkeys(COUNTED.values()))
NO_PAGE = Page("bestselling", 0)
STARS = (4, 3, 2)


def wanted(query, counted=ALL, chosen=None):
    """What the engine is to count for a query; of subjects, the parts of the `chosen` one."""
    page = query.within.id if kind(query) == "subject" else None
    return Wanted(
        facets=counted,
        masks=masks_of(query),
        # Or the great subjects, or the parts of the one whose page this is.
        parents=(chosen.id if chosen else page or 0,),
        subjects=(chosen.id,) if chosen else (),
    )


def masks_of(query):
    """The masks of the choices in OFFERED."""
    return (
        *(offers.of_query(query, formats=(name,)) for name in FORMATS),
        *(offers.of_query(query, bands=(band,)) for band in offers.BANDS),
        offers.of_query(query, in_stock=True),
    )


def facets(query, words, answer):
    """By name of a facet its choices, each with how many works it leaves.

    `answer` is the engine's for the query itself; for each facet in use it is asked again.
    """
    counted, found = by_facet(answer.counted), {}
    for name in FILTERS:
        numbers, more = counted[name], answer.more or answer.total > counting.SAMPLE
        if query.uses(*FILTERS[name]):
            rest = query.without(*FILTERS[name])
            counts = wanted(rest, (COUNTED[name],), query.chosen_subject)
            again = ask(asked(rest, words.tsquery), words, NO_PAGE, counts, most=counting.SAMPLE)
            numbers, more = by_facet(again.counted)[name], again.more
        found[name] = choices.of_facet(query, name, numbers, more=more, answer=answer)
    return found


def by_facet(counted):
    """By facet and value, how many works have it."""
    numbers = {name: {} for name in FILTERS}
    for name, value, number in counted:
        name, value = OFFERED[int(value) - 1] if name == "offers" else (name, value)
        numbers[name][value] = int(number)
    numbers["year"] = years.by_band(numbers["year"])
    numbers["rating"] = and_up(numbers["rating"])
    return numbers


def and_up(counted):
    """By least number of stars, how many works have as many or more."""
    sums = {s: sum(n for stars, n in counted.items() if int(stars) >= s) for s in STARS}
    return {str(stars): number for stars, number in sums.items() if number}
