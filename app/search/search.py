"""Answers a query: the works of one page, how many there are, and how to narrow them down."""

from dataclasses import dataclass, field

from app.catalog.shelves import PAGE_SIZE
from app.catalog.works import cards_by_id
from app.search import ranking
from app.search.facets import facets
from app.search.query import MOST_PAGES
from app.search.spelling import nearest_spelling
from app.search.words import to_tsquery


@dataclass
class Found:
    works: list = field(default_factory=list)
    total: int = 0
    page: int = 1
    pages: int = 1
    facets: dict = field(default_factory=dict)
    did_you_mean: str | None = None

    @property
    def total_words(self):
        if self.total > ranking.FARTHEST:
            return f"{ranking.FARTHEST:,}+ books"
        return f"{self.total:,} {'book' if self.total == 1 else 'books'}"


def search(query):
    """Find the works for a query; its page is brought within those there are."""
    tsquery = to_tsquery(query.isbn or query.words) if query.words else ""
    if query.words and not tsquery:
        return Found()
    total = ranking.count(query, tsquery)
    pages = min(max(1, -(-total // PAGE_SIZE)), MOST_PAGES)
    page = min(query.page, pages)
    return Found(
        works=works(query, tsquery, page) if total else [],
        total=total,
        page=page,
        pages=pages,
        facets=facets(query, tsquery, total) if total or query.filtered else {},
        did_you_mean=None if total or query.filtered else nearest_spelling(query.words),
    )


def works(query, tsquery, page, size=PAGE_SIZE):
    ids = ranking.page_of_ids(query, tsquery, page, size)
    known = cards_by_id(ids)
    return [known[id] for id in ids if id in known]
