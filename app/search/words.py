"""Turns what people type into what Postgres looks for."""

import re

from app.planned import Prepared
from app.search.engine import Words

JOINED = re.compile(r"(?<=\w)[-‐–—./](?=\w)")
PART_OF_ISBN = re.compile(r"\d[\d -]{5,}[\dXx]?")
# What is not there to be found: -without, and the marks of a "phrase".
LONELY_MINUS = re.compile(r'(?<!\w)-+(?![\w"])|(?<!\w)-+(?=-)')
SYNTAX = re.compile(r'(?:^|\s)-\S+|"')
CHOICE = re.compile(r"\bor\b", re.IGNORECASE)
QUOTES = str.maketrans("“”„«»", '"' * 5)

READ = Prepared("select catalog.words_to_query($1, $2)::text, catalog.bare($3)", *["text"] * 3)


def read_words(words):
    """The Words that somebody typed; their tsquery is empty when there is nothing to look for.

    Understands "a phrase", -without and or; the last word may be still in the typing, so its
    beginning is enough. Any text is safe.
    """
    words = LONELY_MINUS.sub(" ", words.translate(QUOTES))
    tsquery, bare = READ.run(*split(words), SYNTAX.sub(" ", words))[0]
    return Words(tsquery, bare, plain=not (SYNTAX.search(words) or CHOICE.search(words)))


def to_tsquery(words):
    return read_words(words).tsquery


def split(words):
    """The words that are finished, and the one that may not be: only letters and digits."""
    if PART_OF_ISBN.fullmatch(words):
        return "", re.sub("[ -]", "", words)
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
