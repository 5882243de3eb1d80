"""Publishers and their imprints."""

from app.catalog.models import Publisher

MOST_EDITIONS = 2_000  # looked at, since a large house has hundreds of thousands
MOST_HOUSES = 24

IMPRINTS = """
    select id, slug, name from catalog.publishers
    where id <> %s and id in (
        select imprint_id from catalog.editions
        where publisher_id = %s and withdrawn_at is null limit %s)
    order by name limit %s
"""
HOUSES = """
    select id, slug, name from catalog.publishers
    where id <> %s and id in (
        select publisher_id from catalog.editions
        where imprint_id = %s and withdrawn_at is null limit %s)
    order by name limit %s
"""


def imprints_of(publisher):
    return _near(IMPRINTS, publisher)


def publishers_of(imprint):
    """Whose imprint it is."""
    return _near(HOUSES, imprint)


def _near(sql, house):
    return list(Publisher.raw(sql, house.id, house.id, MOST_EDITIONS, MOST_HOUSES))
