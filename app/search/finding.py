"""Finds what somebody means: the books of the words as typed, or of those that were meant.

A search that finds nothing is noted, and offers a way on.
"""

from dataclasses import replace
from typing import NamedTuple

from app.catalog.works import shelf_cards
from app.search import misses
from app.search.engine import Words, ask
from app.search.facets import NO_PAGE
from app.search.filters import asked
from app.search.query import SearchQuery
from app.search.search import Found, search
from app.search.spelling import other_spelling, words_in
from app.search.volumes import volume_of
from app.search.words import read_words

FEW = 24  # books: words that find more are hardly a slip
FIRST = 3  # books that a reader would look at to see whether the shop has understood


class WayOn(NamedTuple):
    """A filter that leaves nothing, and how many books there are without it."""

    label: str
    url: str
    count: int
    more: bool  # than were counted


class Finding(NamedTuple):
    query: SearchQuery  # whose books are shown
    found: Found
    instead_of: SearchQuery | None = None  # the query as typed, when others' books are shown
    as_typed: int = 0  # how many books that one finds
    did_you_mean: SearchQuery | None = None
    volume: object = None  # of a series, which comes first
    ways_on: tuple = ()

    @property
    def insisting_url(self):
        """The address of what was typed and nothing else: each word in quotation marks."""
        words = " ".join(f'"{word}"' for word in self.instead_of.words.replace('"', "").split())
        return self.instead_of.url_with(words=words)


def find(query):
    volume = None if query.filtered else volume_of(query)
    if volume:
        return with_volume(query, volume)
    found = search(query)
    if query.filtered and not found.total:
        ways_on = tuple(without_a_filter(query))
        if ways_on:
            return Finding(query, found, ways_on=ways_on)
    if query.words and not query.isbn and query.page == 1 and doubtful(query, found):
        return respelled(query, found)
    if query.isbn and not found.total:
        misses.note(query)
    return Finding(query, found)


def with_volume(query, volume):
    found = search(replace(query, words=volume.words))
    found.works = [work for work in found.works if work.id != volume.work_id]
    if found.page == 1:
        # One more than a page has, unless it stood there: so none is missing between the pages.
        found.works.insert(0, shelf_cards([volume.work_id])[0])
    return Finding(query, found, volume=volume)


def without_a_filter(query):
    """For each filter, what is found without it; without all of them when no one will do."""
    ways = [way_on(label, rest) for label, rest in query.less]
    ways = [way for way in ways if way.count]
    everything = way_on("", query.unfiltered)
    return ways or ([everything] if everything.count else [])


def way_on(label, query):
    words = read_words(query.isbn or query.words) if query.words else Words()
    found = ask(asked(query, words.tsquery), words, NO_PAGE)
    return WayOn(label, query.url_with(), found.total, found.more)


def doubtful(query, found):
    """Whether the words may be a slip: few books have them, or the first ones only inside."""
    typed, first = words_in(query.words), found.works[:FIRST]
    if any(is_called(work, typed) for work in first):
        return False
    # Sorted by anything else, the first ones tell nothing of the words.
    best_first = query.sort == "relevance"
    return found.total <= FEW or (best_first and not any(bears_out(work, typed) for work in first))


def is_called(work, typed):
    """Whether these words, two or more, are all of the work's title or of somebody's name."""
    return len(typed) > 1 and any(words_in(name) == typed for name in names_on(work))


def bears_out(work, typed):
    """Whether a work's card shows all the words, as they are or going on."""
    text = " " + " ".join(words_in(" ".join(names_on(work))))
    return all(f" {word}" in text for word in typed)


def names_on(work):
    series = [work.series.name] if work.series else []
    return [work.title, *(author.name for author in work.authors), *series]


def respelled(query, found):
    other = other_spelling(query.words, found.total)
    meant = other and replace(query, words=other.words)
    instead = search(meant) if other and other.sure and '"' not in query.words else None
    if not found.total and not query.filtered:
        misses.note(query, instead=meant.words if instead and instead.total else "")
    if instead and instead.total:
        return Finding(meant, instead, instead_of=query, as_typed=found.total)
    return Finding(query, found, did_you_mean=meant)
