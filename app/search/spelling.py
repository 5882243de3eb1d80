"""What somebody may have meant: the words of the shop's titles and names nearest to those typed.

Each word may stand for a near one, two may be one and one may be two. Which of all these readings
is meant, the titles and names tell that have all their words, and how popular those books are.
"""

import math
import re
from typing import NamedTuple

from app.planned import Prepared
from app.search.judging import DOUBT, far, judged
from app.search.letters import folded
from app.search.lexicon import COMMON
from app.search.readings import BEGINNING, readings_of

MOST_WORDS = 12  # of a query that is looked at
BY_FAR = 1.2  # powers of ten by which another reading must be likelier than what was typed
NAMED = 1.5  # powers of ten that a whole name is likelier, and the beginning of a word unlikelier
PIECES = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|[\W_]+")

RANK_OF_NAME = Prepared(
    """
    select max(rank) from catalog.names
    where kind in ('work', 'author', 'series', 'subject', 'publisher')
        and folded = catalog.plain($1) and (whole or $2 and kind = 'author')
    """,
    "text",
    "bool",
)
WITH_INITIALS = Prepared(
    """
    select c.name from catalog.names n join catalog.contributors c on c.id = n.row_id
    where n.kind = 'author' and n.whole and n.folded = catalog.plain($1)
    order by n.rank desc, c.id limit 1
    """,
    "text",
)


class Spelling(NamedTuple):
    words: str
    sure: bool  # so likely meant that its books are shown at once


def other_spelling(words, found):
    """What these words may be a slip for, or None; `found` is how many books they find."""
    pieces = PIECES.findall(words)
    typed = words_in(words)
    if not 0 < len(typed) <= MOST_WORDS or COMMON.issuperset(typed):
        return None
    author = None if found else with_initials(words)
    if author:
        return Spelling(author, sure=True)
    readings = list(readings_of(typed))
    scores = judged(readings)
    others = {reading: score for reading, score in scores.items() if far(reading)}
    if found:
        return doubted(words, pieces, scores, others)
    best = max(others, key=others.get, default=None) or likeliest(readings[0])
    return Spelling(rewritten(pieces, best), sure=True) if far(best) else None


def words_in(text):
    """The words of a text as they are compared."""
    return [folded(piece) for piece in PIECES.findall(text) if piece[0].isalnum()]


def doubted(words, pieces, scores, others):
    """The other spelling when it is likelier than what was typed, which finds books as well."""
    if not others:
        return None
    best = max(others, key=others.get)
    other = rewritten(pieces, best)
    named, other_named = rank_of_name(words), rank_of_name(other, by_surname=True)
    as_typed = max((plainly(r, score) for r, score in scores.items() if not far(r)), default=0)
    better = others[best] - max(as_typed, math.log10(1 + named))
    if other_named and not named:
        better += NAMED
    return Spelling(other, sure=other_named > 0 and not named) if better >= BY_FAR else None


def plainly(reading, score):
    return score - (NAMED if reading[-1].text.endswith(BEGINNING) else 0)


def likeliest(slots):
    """Where no title has all the words: each unknown one as what is nearest and most frequent."""
    return tuple(
        slot[0]
        if slot[0].times
        else max(slot, key=lambda c: math.log10(1 + c.times) - DOUBT * c.far)
        for slot in slots
    )


def rewritten(pieces, reading):
    """What was typed with the words of a reading in the places of its own."""
    words, left = [], iter(pieces)
    for choice in reading:
        piece = next(left)
        while not piece[0].isalnum():
            words.append(piece)
            piece = next(left)
        words.append(choice.text if choice.far else piece)
        for _ in range(2 * (choice.size - 1)):
            next(left)
    return "".join([*words, *left])


def rank_of_name(words, *, by_surname=False):
    return RANK_OF_NAME.run(words, by_surname)[0][0] or 0


def with_initials(words):
    """The author whose given names begin so: George R. R. Martin for "grr martin"."""
    return next((name for (name,) in WITH_INITIALS.run(words)), None)
