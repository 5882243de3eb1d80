"""What was searched and not found, for those who choose the shop's books; nothing about who."""

import re
from typing import NamedTuple

from app.db import db

MOST = 20_000  # different searches; beyond them new ones wait until old ones are forgotten
KEPT = 10_000  # of them, the latest
DAYS = 30  # without being searched again, after which they are forgotten
SHOWN = 200

# Addresses and the numbers of phones and cards are somebody's; an ISBN is nobody's.
PERSONAL = re.compile(r"@|(?:\d[ -]?){6}")

NOTE = """
    insert into catalog.search_misses as known (words, instead)
    select words, %(instead)s from (select left(catalog.plain(%(words)s), 200) as words) as typed
    where words <> '' and (
        exists (select from catalog.search_misses before where before.words = typed.words)
        or (select count(*) from catalog.search_misses) < %(most)s)
    on conflict (words) do update
        set times = known.times + 1, last_at = now(), instead = excluded.instead
"""
FREQUENT = """
    select words, times, instead, last_at from catalog.search_misses
    where last_at > now() - make_interval(days => %s)
    order by times desc, last_at desc limit %s
"""
FORGET = """
    delete from catalog.search_misses
    where last_at < now() - make_interval(days => %s) or words in (
        select words from catalog.search_misses order by last_at desc offset %s)
"""


class Miss(NamedTuple):
    words: str
    times: int
    instead: str  # the words whose books were shown instead; empty when there were none
    last_at: object


def note(query, instead=""):
    """Count a search that found nothing."""
    words = query.isbn or query.words
    if query.isbn or not PERSONAL.search(words):
        db.execute_sql(NOTE, {"words": words, "instead": instead, "most": MOST})


def frequent():
    """What was searched in vain most often, and in the last days."""
    return [Miss(*row) for row in db.execute_sql(FREQUENT, (DAYS, SHOWN)).fetchall()]


def dismiss(words):
    """Forget this search; whether it was known. It counts anew when somebody searches it again."""
    gone = db.execute_sql("delete from catalog.search_misses where words = %s", (words,))
    return gone.rowcount > 0


def forget_old():
    db.execute_sql(FORGET, (DAYS, KEPT))
