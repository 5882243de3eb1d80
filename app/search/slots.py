"""What each word typed may be, made ready to be looked for in the words of many books."""

import re
from typing import NamedTuple

from app.search.lexicon import COMMON
from app.search.readings import BEGINNING

INITIALS = re.compile(r"(?<=\b\w) (?=\w\b)")  # between which people leave out the space


class BookWords(NamedTuple):
    """Those of a title or of names."""

    each: set
    text: str  # with a space before each


def words_of(text):
    text = f" {text} {INITIALS.sub('', text)}"
    return BookWords(set(text.split()), text)


class Slot:
    """The choices for one word, the nearest first; frequent words are found in every book."""

    def __init__(self, choices):
        self.choices = choices
        self.words, self.others, self.always = {}, [], len(choices)
        for place, choice in enumerate(choices):
            if in_all(choice.text):
                self.always = min(place, self.always)
            elif choice.text.endswith(BEGINNING) or " " in choice.text:
                self.others.append((place, choice.text))
            else:
                self.words.setdefault(choice.text, place)

    def nearest(self, words):
        """The nearest choice that is among a book's words; None when none is."""
        best = min([self.words[word] for word in self.words.keys() & words.each] + [self.always])
        best = next((p for p, text in self.others if p < best and are_among(words, text)), best)
        return self.choices[best] if best < len(self.choices) else None


def in_all(text):
    if text.endswith(BEGINNING):
        return any(word.startswith(text[:-1]) for word in COMMON)
    return COMMON.issuperset(text.split())


def are_among(words, text):
    if text.endswith(BEGINNING):
        return f" {text[:-1]}" in words.text
    return words.each.issuperset(set(text.split()) - COMMON)
