"""How a row of words can be read: each as a near one, two as one, one as two."""

from itertools import pairwise

from app.search import lexicon
from app.search.lexicon import Choice

BEGINNING = "*"  # after a choice that may go on: the last word may be still in the typing
JOINED = 0.5  # how far two words are from the one they make


def readings_of(typed):
    """Rows of slots: the row as typed, and those with two words as one.

    A slot is a list of choices, the nearest first: the word itself, what it begins, what is near.
    """
    pairs = [first + second for first, second in pairwise(typed)]
    parts = {part for word in typed for half in halves(word) for part in half}
    times = lexicon.known({*typed, *pairs, *parts})
    near = lexicon.near(set(typed))
    slots = [
        [Choice(word, 0, times.get(word, 0)), *sorted(near[word] + parted(word, times), key=far)]
        for word in typed
    ]
    slots[-1].insert(1, Choice(typed[-1] + BEGINNING, 0, times.get(typed[-1], 0)))
    yield slots
    for place, pair in enumerate(pairs):
        if pair in times:
            joined = Choice(pair, JOINED, times[pair], size=2)
            yield [*slots[:place], [joined], *slots[place + 2 :]]


def far(choice):
    return choice.far


def parted(word, times):
    known = [half for half in halves(word) if all(part in times for part in half)]
    known.sort(key=lambda half: -min(times[part] for part in half))
    return [Choice(" ".join(half), JOINED, 1) for half in known[:2]]


def halves(word):
    """The ways to part a word in two, none of them a single letter."""
    return [(word[:place], word[place:]) for place in range(2, len(word) - 1)]
