"""Answers a query: the works of one page, how many there are, and how to narrow them down."""

from dataclasses import dataclass, field

from app.catalog.works import shelf_cards
from app.search import facets, matching
from app.search.by_date import by_date
from app.search.engine import Page, Words, ask
from app.search.filters import asked
from app.search.query import MOST_PAGES
from app.search.words import read_words

PAGE_SIZE = 24
# In these orders works are read, or found (by_date).
READ_IN_ORDER = ("relevance", "bestselling", "newest", "soonest")


@dataclass
class Found:
    works: list = field(default_factory=list)
    total: int = 0
    more: bool = False  # than were counted
    page: int = 1
    pages: int = 1
    facets: dict = field(default_factory=dict)

    @property
    def first(self):
        """Which one of all the first work of this page is, counted from one."""
        return (self.page - 1) * PAGE_SIZE + 1

    @property
    def total_words(self):
        if self.more:
            return f"{self.total:,}+ books" if self.total else "None of the most popular books"
        return f"{self.total:,} {'book' if self.total == 1 else 'books'}"


def search(query):
    """Find the works for a query; its page is brought within those there are."""
    words = read_words(query.isbn or query.words) if query.words else Words()
    if query.words and not words.tsquery:
        return Found()
    number, answer = one_page(query, words)
    return Found(
        works=shelf_cards(answer.ids),
        total=answer.total,
        more=answer.more,
        page=number,
        pages=pages_of(answer.total),
        facets=facets.facets(query, words, answer) if answer.total or query.filtered else {},
    )


def one_page(query, words):
    """The number of the page that there is for a query, and what the engine answers for it."""
    asking, number, wanted = asked(query, words.tsquery), query.page, facets.wanted(query)
    answer = ask(asking, words, page(query, number), wanted, reach(query, number))
    if not answer.ids and answer.total:
        number = pages_of(answer.total)
        answer = ask(asking, words, page(query, number), wanted, reach(query, number))
    if answer.more and query.sort in ("newest", "soonest"):
        asking = asked(query, words.tsquery, by_index=True)
        ids = by_date(asking, page(query, number)) or all_by_date(query, words, number)
        answer = answer._replace(ids=ids)
    return number, answer


def all_by_date(query, words, number):
    """The ids of a page sorted by date of the most popular works, most of them without a date."""
    asking = asked(query, words.tsquery)
    return ask(asking, words, page(query, number), most=matching.FARTHEST).ids


def page(query, number):
    return Page(query.sort, PAGE_SIZE, (number - 1) * PAGE_SIZE)


def reach(query, number):
    """How many works to read: a few pages more than this, or all that a sort chooses among."""
    if query.sort not in READ_IN_ORDER:
        return matching.CHOICE
    needed = (number + 2) * PAGE_SIZE
    return min([matching.FARTHEST, *(step for step in matching.STEPS if step >= needed)])


def pages_of(total):
    return min(max(1, -(-total // PAGE_SIZE)), MOST_PAGES)
