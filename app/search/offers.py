"""What editions offer, as bits: one for each format, band of prices, and copies for sale or not.

catalog.offer() in the database sets the bits; a filter or a facet is the mask of those it wants.
"""

from decimal import Decimal
from functools import cache
from itertools import pairwise

from app.catalog.models import FORMATS

EDGES = (5, 10, 15, 25)  # in the currency's major unit, between the bands of prices
BANDS = range(len(EDGES) + 1)
UNPRICED = len(BANDS)  # the band of what has no price yet
CENT = Decimal("0.01")
# The lowest and the highest price of each band; None where it is open.
LIMITS = [
    (least and Decimal(least), above and Decimal(above) - CENT)
    for least, above in pairwise((None, *EDGES, None))
]
ANY = 0


@cache  # there are only so many, and a page asks for two dozen
def mask(formats=None, bands=None, in_stock=False):
    """The bits of these formats and bands (tuples); ANY when all will do."""
    if formats is None and bands is None and not in_stock:
        return ANY
    bits = 0b10 if in_stock else 0b11
    known = list(FORMATS)
    formats = known if formats is None else formats
    bands = (*BANDS, UNPRICED) if bands is None else bands
    return sum(bits << (12 * known.index(f) + 2 * b) for f in formats for b in bands)


def of_query(query, **instead):
    """The mask of a query's filters, with `formats`, `bands` or `in_stock` instead of its own."""
    chosen = {
        "formats": (query.format,) if query.format else None,
        "bands": bands_of(query),
        "in_stock": query.available,
    }
    return mask(**chosen | instead)


def bands_of(query):
    """The bands that the query's prices reach into; None when it names none."""
    asked = query.price_min, query.price_max
    if asked == (None, None):
        return None
    return tuple(band for band in BANDS if overlap(LIMITS[band], asked))


def whole_bands(query):
    """Whether the query's prices begin and end where bands do."""
    begins = query.price_min in (None, *(least for least, _ in LIMITS))
    return begins and query.price_max in (None, *(most for _, most in LIMITS))


def overlap(one, other):
    return not (above(one[0], other[1]) or above(other[0], one[1]))


def above(least, most):
    return least is not None and most is not None and least > most
