"""What to offer while somebody types: books, authors, series, subjects and publishers.

First those with a name that goes on so, from any of its words; else books that have all the words,
in whatever order; else the same for the nearest spelling.
"""

from typing import NamedTuple

from app.catalog.models import Contributor, Publisher, Series, Subject, Work
from app.catalog.works import shelf_cards
from app.planned import Prepared
from app.search.engine import Page, ask
from app.search.filters import asked
from app.search.query import SearchQuery
from app.search.spelling import other_spelling
from app.search.words import read_words

BOOKS = 5
KINDS = {
    "work": ("Books", Work),
    "author": ("Authors", Contributor),
    "series": ("Series", Series),
    "subject": ("Subjects", Subject),
    "publisher": ("Publishers", Publisher),
}

NAMES = Prepared(
    """
    with typed as materialized (select catalog.plain($1) as words)
    select 'work', w.id, w.slug, w.title, (
            select string_agg(name, ', ' order by position) from (
                select c.name, wc.position from catalog.work_contributors wc
                    join catalog.contributors c on c.id = wc.contributor_id
                where wc.work_id = w.id order by wc.position limit 2) as first_two), rank
        from typed, catalog.names_beginning('work', words, $2) as n
            join catalog.works w on w.id = n.row_id
    union all select 'author', c.id, c.slug, c.name, '', rank
        from typed, catalog.names_beginning('author', words, 3) as n
            join catalog.contributors c on c.id = n.row_id
    union all select 'series', s.id, s.slug, s.name, '', rank
        from typed, catalog.names_beginning('series', words, 2) as n
            join catalog.series s on s.id = n.row_id
    union all select 'subject', s.id, s.slug, s.name, '', rank
        from typed, catalog.names_beginning('subject', words, 2) as n
            join catalog.subjects s on s.id = n.row_id
    union all select 'publisher', p.id, p.slug, p.name, '', rank
        from typed, catalog.names_beginning('publisher', words, 1) as n
            join catalog.publishers p on p.id = n.row_id
    order by 6 desc
    """,
    "text",
    "int",
)


class Suggestion(NamedTuple):
    text: str
    note: str
    url: str


class Suggestions(NamedTuple):
    words: str  # that they are for: the nearest spelling when there are none for those typed
    groups: dict  # lists of suggestions by what they are called, in the order to show them


def suggest(words):
    """Suggestions for words that somebody is typing; no groups when there is nothing to suggest."""
    if not any(letter.isalnum() for letter in words):
        return Suggestions(words, {})
    groups = named(words) or with_all(words)
    other = None if groups else other_spelling(words, found=0)
    if not other:
        return Suggestions(words, groups)
    return Suggestions(other.words, named(other.words) or with_all(other.words))


def named(words):
    """By kind, what has a name that goes on so."""
    groups = {label: [] for label, _ in KINDS.values()}
    for kind, id, slug, text, note, _ in NAMES.run(words, BOOKS):
        label, model = KINDS[kind]
        groups[label].append(Suggestion(text, note or "", model(id=id, slug=slug).url))
    return {label: found for label, found in groups.items() if found}


def with_all(words):
    """Books that have all the words somewhere."""
    query = SearchQuery(words=words, sort="relevance")
    read = read_words(words)
    if not read.tsquery:
        return {}
    works = shelf_cards(ask(asked(query, read.tsquery), read, Page("relevance", BOOKS)).ids)
    books = [Suggestion(work.title, work.byline, work.url) for work in works]
    return {KINDS["work"][0]: books} if books else {}
