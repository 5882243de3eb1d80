"""How many works each filter would leave, counted so that the number is what a click will show.

The values of one facet are counted among the works that all the other filters leave.
"""

from decimal import Decimal
from typing import NamedTuple

from app.catalog.models import FORMATS
from app.db import db
from app.search import filters, naming

FARTHEST = 10_000  # works; beyond it counts are lower bounds
EDGES = (5, 10, 15, 25)  # pounds, between the bands of prices
PENNY = Decimal("0.01")

BASE = """
    with base as materialized (
        select w.id, w.rating_sum, w.rating_count from catalog.works w where {works} limit {most})
"""
COUNTS = {
    "subject": """
        select 'subject', s.slug, s.name, count(*)
        from base join catalog.work_subjects ws on ws.work_id = base.id
            join catalog.subjects s on s.id = ws.subject_id
        group by s.slug, s.name""",
    "format": """
        select 'format', e.format, '', count(distinct e.work_id)
        from base join catalog.editions e on e.work_id = base.id where {editions}
        group by e.format""",
    "language": """
        select 'language', e.language, '', count(distinct e.work_id)
        from base join catalog.editions e on e.work_id = base.id where {editions}
        group by e.language""",
    "price": """
        select 'price', width_bucket(e.price_minor, %(edges)s::int[])::text, '',
            count(distinct e.work_id)
        from base join catalog.editions e on e.work_id = base.id where {editions}
        group by 2""",
    "rating": """
        select 'rating', stars::text, '', count(*)
        from base, generate_series(2, 4) as stars
        where rating_count > 0 and rating_sum >= stars * rating_count
        group by stars""",
    "available": """
        select 'available', '1', '', count(distinct e.work_id)
        from base join catalog.editions e on e.work_id = base.id
        where {editions} and {available}""",
}


class Choice(NamedTuple):
    value: str
    label: str
    count: int
    url: str
    chosen: bool


def facets(query, tsquery, total):
    """By name of a facet its choices, each with how many works it leaves; `total` are found now."""
    counted = {name: {} for name in COUNTS}
    for name, value, label, count in count_all(query, tsquery):
        counted[name][value] = (label, count)
    return {name: choices(query, name, values, total) for name, values in counted.items()}


def count_all(query, tsquery):
    used = [name for name in COUNTS if own_filters(query, name)]
    unused = [name for name in COUNTS if name not in used]
    yield from count(query, tsquery, unused)
    for name in used:
        yield from count(query.without(*filters_of(name)), tsquery, [name])


def count(query, tsquery, names):
    if not names:
        return []
    facts = {"editions": filters.editions(query), "available": filters.OF_EDITIONS["available"]}
    base = BASE.format(works=filters.works(query, tsquery), most=FARTHEST)
    counts = " union all ".join(COUNTS[name].format(**facts) for name in names)
    parameters = filters.parameters(query, tsquery) | {"edges": [100 * edge for edge in EDGES]}
    return db.execute_sql(base + counts, parameters).fetchall()


def choices(query, name, counted, total):
    """The choices of a facet in the order to show them; a chosen one stays even when it is vain."""
    now = chosen_value(query, name)
    if now:
        label, _ = counted.get(now, ("", 0))
        counted[now] = (label, total)
    described = [
        Choice(value, label or label_of(name, value), count, url(query, name, value), value == now)
        for value, (label, count) in counted.items()
    ]
    return sorted(described, key=ORDERS.get(name, lambda choice: (-choice.count, choice.label)))


ORDERS = {
    "format": lambda choice: list(FORMATS).index(choice.value),
    "price": lambda choice: int(choice.value),
    "rating": lambda choice: -int(choice.value),
}


def filters_of(name):
    return ("price_min", "price_max") if name == "price" else (name,)


def own_filters(query, name):
    return any(getattr(query, own) not in ("", None, False) for own in filters_of(name))


def chosen_value(query, name):
    if name == "price":
        bands = [str(band) for band in range(len(EDGES) + 1)]
        return next((b for b in bands if limits(b) == (query.price_min, query.price_max)), None)
    if name == "available":
        return "1" if query.available else None
    return str(getattr(query, name) or "") or None


def label_of(name, value):
    if name == "price":
        return naming.price(*limits(value))
    named = {"subject": naming.subject, "format": FORMATS.get, "language": naming.language}
    if name == "rating":
        return naming.rating(int(value))
    return named[name](value) if name in named else naming.IN_STOCK


def url(query, name, value):
    """The address with this choice made, or taken back when it is the one made already."""
    rest = query.without(*filters_of(name))
    if value == chosen_value(query, name):
        return rest.url_with()
    if name == "price":
        least, most = limits(value)
        return rest.url_with(price_min=least, price_max=most)
    return rest.url_with(**{name: {"rating": int, "available": bool}.get(name, str)(value)})


def limits(band):
    """The lowest and the highest price of a band in pounds; None where it is open."""
    edges = (None, *map(Decimal, EDGES), None)
    least, above = edges[int(band)], edges[int(band) + 1]
    return least, None if above is None else above - PENNY
