"""Which words the shop's titles and names are made of, and which of them are near to a word."""

from math import log10
from typing import NamedTuple

from app.db import db, unhurried
from app.planned import Prepared
from app.search.letters import distance, left_overs, most

CHOICES = 18  # for one word
LONGEST = 30  # letters
HEARD = 0.6  # of its distance has a word that sounds the same, and may be a bit farther
FARTHER = 0.3

# Too frequent to tell titles apart: taken as typed.
COMMON = frozenset(
    {"a", "an", "and", "are", "as", "at", "by", "for", "from", "her", "his", "in", "is", "it"}
    | {"my", "of", "on", "or", "s", "that", "the", "to", "was", "with"}
)

KNOWN = Prepared(
    "select word, sum(times) from catalog.words where word = any($1) group by word", "text[]"
)
NEAR = Prepared(
    """
    select typed, word, sum(times), sound = heard and sound <> ''
    from unnest($1, $2) as asked (typed, left_overs)
        cross join lateral (select public.metaphone(typed, 12) as heard) as ear
        cross join lateral (
            (select word, times, sound from catalog.words
                where near && string_to_array(left_overs, ' ')
                order by public.levenshtein(word, typed) - log(times) / 2 limit 40)
            union
            (select word, times, sound from catalog.words where sound = heard and sound <> ''
                order by public.levenshtein(word, typed) - log(times) / 2 limit 40)) as near
    group by typed, word, sound, heard
    """,
    "text[]",
    "text[]",
)
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
ONES = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
TEENS = ["ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"]
NUMBERS = [*ONES, *TEENS, "eighteen", "nineteen"] + [
    f"{ten} {one}".rstrip() for ten in TENS for one in ("", *ONES)
]
SHORT = {"dr": "doctor", "mr": "mister", "st": "saint", "vol": "volume", "u": "you", "n": "and"}
SAME = SHORT | {str(number): word for number, word in enumerate(NUMBERS, 1)}
SAME |= {word: other for other, word in SAME.items()}


class Choice(NamedTuple):
    """What may be meant: one word or several, how far from what was typed, in how many names."""

    text: str
    far: float
    times: int
    size: int = 1  # words typed that it stands for


def known(words):
    """How many titles and names have each of these words; those in none are left out."""
    found = KNOWN.run(list(words)) if words else ()
    return {word: int(times) for word, times in found}


def near(words):
    """By word, what may be meant by it, the nearest and most frequent first."""
    asked = [word for word in words - COMMON if 2 < len(word) <= LONGEST and word.isalpha()]
    less = [" ".join(left_overs(word)) for word in asked]
    found = {word: [] for word in words}
    for word, other, times, heard in NEAR.run(asked, less) if asked else ():
        far = distance(word, other) * (HEARD if heard else 1)
        if 0 < far <= most(word) + (FARTHER if heard else 0) and other not in COMMON:
            found[word].append(Choice(other, far, int(times)))
    return {word: few(choices) + same(word) for word, choices in found.items()}


def few(choices):
    return sorted(choices, key=lambda c: c.far - 0.4 * log10(1 + c.times))[:CHOICES]


def same(word):
    return [Choice(SAME[word], 0.3, 1)] if word in SAME else []


def renew():
    """Rank all names by what has been sold, and count anew how many have each word."""
    with unhurried():
        db.execute_sql("select catalog.renew_names()")
