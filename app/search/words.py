"""Turns what people type into what Postgres looks for."""

import re

from app.db import db

JOINED = re.compile(r"(?<=\w)[-‐–—./](?=\w)")


def to_tsquery(words):
    """The tsquery for these words as text; empty when there is nothing in them to look for.

    Understands "a phrase", -without and or; the last word may be still in the typing, so its
    beginning is enough. Any text is safe.
    """
    return db.execute_sql("select catalog.words_to_query(%s, %s)::text", split(words)).fetchone()[0]


def split(words):
    """The words that are finished, and the one that may not be: only letters and digits."""
    # The index holds Catch-22 as two words, too.
    words = JOINED.sub(" ", words)
    before, _, last = words.rpartition(" ")
    quoting = words.count('"') % 2 == 1
    choosing = "or" in (last.lower(), before.lower().rpartition(" ")[2])
    if quoting or choosing or not last.isalnum():
        return words, ""
    return before, last


def like(words):
    """A pattern for what begins with these words."""
    return re.sub(r"([\\%_])", r"\\\1", words) + "%"
