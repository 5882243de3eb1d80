"""How likely each reading of what was typed is meant: books bear it out with titles and names."""

import math
import re

from app.db import db
from app.search.lexicon import COMMON
from app.search.readings import BEGINNING
from app.search.slots import INITIALS, Slot, words_of

LOOKED_AT = 400  # books, the popular ones first
DOUBT = 3.0  # powers of ten in popularity that make up for a letter
APART = 30  # times less do names count that stand beside each other by chance
TOGETHER = 30  # times more do words count that stand one after the other
MARKED = 5  # letters of a beginning that documents are marked with, see catalog.beginnings_of()
ARTICLE = re.compile(r"^(the|an?) ")

# The popular ones come first.
TITLES = "select title, names, 1 + popularity from catalog.books_with(%s::tsquery, %s)"


def judged(readings):
    """By reading, a tuple of choices, how likely it is meant: of those that a book bears out."""
    looked_for, sold = [[Slot(slot) for slot in slots] for slots in readings], {}
    books = db.execute_sql(TITLES, (any_of(readings), LOOKED_AT)).fetchall()
    for title, names, popularity in books:
        reading, apart = nearest(looked_for, title, names)
        if reading:
            weight = (1 / APART if apart else 1) * (
                TOGETHER if stands_in(reading, title, names) else 1
            )
            sold[reading] = sold.get(reading, 0) + weight * popularity
    return {r: math.log10(1 + popularity) - DOUBT * far(r) for r, popularity in sold.items()}


def nearest(readings, title, names):
    """The reading that a book bears out best, and whether only several of its names do together."""
    reading = nearest_of(readings, words_of(title + " " + names))
    if not reading or (len(reading) == 1 and " " not in reading[0].text):
        return reading, False  # one word stands in the title or in one of the names
    together, least = (), far(reading)
    for name in names.split(" | "):
        other = nearest_of(readings, words_of(title + " " + name))
        if far(other) == least:
            return other, False
        together = min(together, other, key=far)
    return (together, False) if together else (reading, True)


def stands_in(reading, title, names):
    """Whether a title or a name has these words one after the other."""
    phrase = ARTICLE.sub("", " ".join(choice.text for choice in reading))
    return phrase in title or phrase in INITIALS.sub("", names)


def nearest_of(readings, words):
    return min((fit(slots, words) for slots in readings), key=far)


def any_of(readings):
    """The tsquery for all readings."""
    return " | ".join(
        "(" + " & ".join(slot_query(slot) for slot in slots if slot[0].text not in COMMON) + ")"
        for slots in readings
    )


def slot_query(slot):
    choices = ("(" + " & ".join(map(lexeme, choice.text.split())) + ")" for choice in slot)
    return "(" + " | ".join(choices) + ")"


def lexeme(word):
    if not word.endswith(BEGINNING):
        return f"'{word}'"
    beginning = word.removesuffix(BEGINNING)
    # Documents have their words' beginnings as lexemes, up to so many letters.
    return f"'=x{beginning}'" if len(beginning) <= MARKED else f"'{beginning}':*"


def fit(slots, words):
    """The nearest choice for each slot among these words; nothing when there is none for one."""
    reading = []
    for slot in slots:
        choice = slot.nearest(words)
        if not choice:
            return ()
        reading.append(choice)
    return tuple(reading)


def far(reading):
    return sum(choice.far for choice in reading) if reading else math.inf
