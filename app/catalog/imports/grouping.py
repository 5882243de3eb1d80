"""Which editions are of one work: records that share a key are.

A key is a title without what differs from edition to edition, and one author, as in
`hunger games|collins s`. When in doubt two works stay two: staff can merge them, while a wrong
merge shows readers another book's description.
"""

import re
from functools import lru_cache
from itertools import combinations

from app.catalog.imports.folding import folded
from app.catalog.imports.same_title import title_keys

MOST_AUTHORS = 3
LONGEST_KEY = 240  # characters
LONGEST_TITLE = 500
# ONIX code list 17: those who write, rather than draw, edit, read or translate.
WRITES = {"A01", "A02", "A03", "A04", "A05", "A06", "A08", "A09", "A14", "A31", "A45", "A99"}
# ONIX code list 150: calendars, sheet music, games and the like, which share names but no text.
NO_TEXT = ("P", "Z")
NOBODY = {"unknown", "unknown author", "various", "various authors", "nan", "none"}

AFTER_A_NAME = re.compile(
    r"(?:,|\s)+(?:jr|sr|ii|iii|iv|ph\.? ?d|m\.? ?d|d\.? ?d|esq|m\.?a|r\.?n|inc|ltd|llc)\.?$",
    re.IGNORECASE,
)
IN_BRACKETS = re.compile(r"\s*[(\[].*?(?:[)\]]|$)|;.*$")
BEFORE_A_NAME = re.compile(
    r"^(?:(?:dr|mr|mrs|ms|sir|dame|lady|lord|prof|professor|rev|reverend|father|sister"
    r"|major|general|captain|colonel|saint|st)\b\.?\s+)+(?=\S)",
    re.IGNORECASE,
)
# Of names that were written with other letters first: Dostoyevsky, Dostoevskii; Tschaikowsky.
SPELLINGS = (
    (re.compile(r"tsch|tch"), "ch"),
    (re.compile(r"(?<=[aeo])y(?=[aeo])"), ""),
    (re.compile(r"(?:iy|ij|yi|ii|y)$"), "i"),
)


def keys_of(record):
    """The keys of a BookRecord's work; none when it lacks a title or an author."""
    if record.isbn and record.product_form[:1] in NO_TEXT:
        return []
    authors = [credit.name for credit in record.credits if credit.role in WRITES]
    return keys_for(
        record.title,
        record.subtitle,
        authors or [credit.name for credit in record.credits],
        record.series,
        record.series_position,
    )


def keys_for(title, subtitle, authors, series="", position=""):
    """The keys of a work by its title, subtitle and authors' names, the main one first."""
    title = (f"{title}: {subtitle}" if subtitle else title)[:LONGEST_TITLE]
    if series and position:
        title += f" ({series}, #{position})"
    names = (surname_and_initial(name) for name in authors[:MOST_AUTHORS])
    people = list(dict.fromkeys(name for name in names if name))
    # A first author alone, or two together: who comes second may have written what is retold.
    by = people[:1] + ["+".join(sorted(pair)) for pair in combinations(people, 2)]
    return [f"{key[:LONGEST_KEY]}|{whom}" for key in title_keys(title) for whom in by]


@lru_cache(maxsize=4096)
def surname_and_initial(name):
    """`tolkien j` for J.R.R. Tolkien, J. R. R. Tolkien and Tolkien, John Ronald Reuel."""
    name = IN_BRACKETS.sub("", name).strip()
    name = AFTER_A_NAME.sub("", AFTER_A_NAME.sub("", name))
    family, comma, given = name.partition(",")
    if comma and given.strip():
        name = f"{given.strip()} {family.strip()}"
    words = folded(BEFORE_A_NAME.sub("", name)).split()
    if not words or " ".join(words) in NOBODY:
        return ""
    surname = words[-1]
    for written, plain in SPELLINGS:
        surname = written.sub(plain, surname)
    return f"{surname} {words[0][0]}" if len(words) > 1 else surname
