"""How far one word is from another, in the slips that people make."""

import re
from itertools import combinations
from unicodedata import combining, normalize

VOWELS = set("aeiouy")
WHOLE = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "þ": "th"}
    | {"ß": "ss", "æ": "ae", "œ": "oe"}
)  # letters that are no others with a sign
SILENT = set("hwy")
# Written for each other by ear.
ALIKE = {frozenset(pair) for pair in ("ck", "cs", "sz", "fv", "gj", "iy", "kq", "ij", "mn", "xs")}
ENDING = re.compile(r"(ie|ey|i)$")  # heard as y
CHEAP, DEAR = 0.6, 1.0
DOUBLED = 0.4  # a letter written twice or once
SWAPPED = 0.7
FIRST = 0.6  # more: few mistake how a word begins
LONG = 6  # letters, from which on two may be missing


def folded(word):
    """In small letters, without accents and apostrophes."""
    letters = normalize("NFD", word.lower().translate(WHOLE))
    return "".join(c for c in letters if not combining(c) and c not in "'’")


def left_overs(word):
    """The word, and what is left of it without a letter; of long ones, without two."""
    lost = 2 if LONG <= len(word) <= 14 else 1
    return {
        "".join(c for place, c in enumerate(word) if place not in gone)
        for number in range(min(lost, len(word) - 2) + 1)
        for gone in combinations(range(len(word)), number)
    } | {word}


def most(word):
    """The distance beyond which a word is another one."""
    return {1: 0, 2: 0, 3: 0.7, 4: 1.3, 5: 1.7, 6: 1.7, 7: 2.0, 8: 2.0}.get(len(word), 2.6)


def distance(typed, word):
    """Damerau and Levenshtein's, with slips of eye, ear and finger costing less."""
    heard = ENDING.sub("y", typed), ENDING.sub("y", word)
    far = slips(typed, word)
    return far if heard == (typed, word) else min(far, CHEAP + slips(*heard))


def slips(typed, word):
    before, last = [], [place * DEAR for place in range(len(word) + 1)]
    for row, letter in enumerate(typed, 1):
        this = [row * DEAR]
        for column, other in enumerate(word, 1):
            best = min(
                last[column] + lost(typed, row),
                this[column - 1] + lost(word, column),
                last[column - 1] + changed(letter, other),
            )
            if row > 1 and column > 1 and letter == word[column - 2] and other == typed[row - 2]:
                best = min(best, before[column - 2] + (SWAPPED if letter != other else 0))
            this.append(best)
        before, last = last, this
    return last[-1] + (FIRST if typed[:1] != word[:1] else 0)


def lost(word, place):
    letter = word[place - 1]
    if place > 1 and letter == word[place - 2]:
        return DOUBLED
    return CHEAP if letter in SILENT and place > 1 else DEAR


def changed(letter, other):
    if letter == other:
        return 0
    cheap = (letter in VOWELS and other in VOWELS) or frozenset((letter, other)) in ALIKE
    return CHEAP if cheap else DEAR
