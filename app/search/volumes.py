"""Understands "harry potter 3" and "wheel of time, book 2" as a place in a series."""

import re
from typing import NamedTuple

from app.catalog.models import Series
from app.db import db

ASKED = re.compile(
    r"(?P<series>.*?\w.*?)[\s,:;(]+(?:(?:book|vol(?:ume)?|part|no|number|tome)\b\.?\s*)?#?\s*"
    r"(?P<place>\d{1,3}(?:\.\d)?)\)?",
    re.IGNORECASE,
)
VOLUME = """
    select w.id, s.id, s.slug, s.name
    from catalog.names_beginning('series', catalog.plain(%(series)s), 5) as near
        join catalog.series s on s.id = near.row_id
        join catalog.works w on w.series_id = s.id
            and w.series_position = %(place)s and w.listed
    where not exists (select from catalog.names
        where folded = catalog.plain(%(words)s) and whole)
    order by near.rank desc, w.popularity desc, w.id limit 1
"""


class Volume(NamedTuple):
    work_id: int
    series: Series
    place: str
    words: str  # that were typed for the series


def volume_of(query):
    """The work in the place of a series that the words ask for, else None.

    What is a title or a name as it stands ("catch 22") asks for nothing else.
    """
    asked = ASKED.fullmatch(query.words) if query.sort == "relevance" else None
    if not asked or query.isbn:
        return None
    found = db.execute_sql(VOLUME, {**asked.groupdict(), "words": query.words}).fetchone()
    if not found:
        return None
    work_id, id, slug, name = found
    return Volume(work_id, Series(id=id, slug=slug, name=name), asked["place"], asked["series"])
