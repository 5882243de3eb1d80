"""Which works stand together, and in what order: queries for works.cards()."""

import re
from copy import copy
from dataclasses import dataclass

from peewee import SQL, fn

from app.catalog.models import (
    Collection,
    CollectionWork,
    Edition,
    Subject,
    Work,
    WorkContributor,
    WorkSubject,
)
from app.catalog.works import cards, cards_by_id
from app.db import now

PAGE_SIZE = 24
NEARBY = 8  # works
FARTHEST = 10_000  # works: nobody leafs further, and counting stops there

# By columns of a work. Unrated ones come last; few ratings weigh as if three middling ones came
# with them.
SORTS = {
    "bestselling": "popularity desc, id",
    "newest": "published_on desc nulls last, id desc",
    "soonest": "published_on, id",
    "series": "catalog.reading_order(series_position), coalesce(first_published, 9999), id",
    "price_up": "lowest_price_minor, id",
    "price_down": "lowest_price_minor desc, id",
    "rating": "rating_count = 0, (rating_sum + 9.0) / (rating_count + 3) desc, popularity desc, id",
}


@dataclass
class Shelf:
    """One page of the works of a query; .page is within .pages."""

    works: list
    total: int
    page: int
    pages: int
    sort: str


def shelf(query, sort, page):
    sort = sort if sort in SORTS else "bestselling"
    total = query.clone().select(SQL("1")).limit(FARTHEST).count()
    pages = max(1, -(-total // PAGE_SIZE))
    page = min(max(page, 1), pages)
    return Shelf(
        works=cards(query.order_by(SQL(SORTS[sort])).paginate(page, PAGE_SIZE)),
        total=total,
        page=page,
        pages=pages,
        sort=sort,
    )


def on_sale():
    return Work.select().where(Work.lowest_price_minor.is_null(False))


def bestsellers():
    return on_sale().order_by(SQL(SORTS["bestselling"]))


def new_books():
    """What has come out, the latest first; not what is only announced."""
    return on_sale().where(Work.published_on <= now().date()).order_by(SQL(SORTS["newest"]))


def in_subject(subject):
    shelved = WorkSubject.select(WorkSubject.work).where(WorkSubject.subject == subject)
    return on_sale().where(Work.id.in_(shelved))


def by_authors(authors):
    written = WorkContributor.select(WorkContributor.work).where(
        WorkContributor.contributor.in_(authors)
    )
    return on_sale().where(Work.id.in_(written))


def from_publisher(publisher):
    published = Edition.select(Edition.work).where(
        Edition.publisher == publisher, Edition.withdrawn_at.is_null()
    )
    return on_sale().where(Work.id.in_(published))


def in_reading_order(series):
    works = cards(on_sale().where(Work.series == series))
    return sorted(works, key=lambda work: _numbers(work.series_position) or [10**6])


def _numbers(position):
    return [int(number) for number in re.findall(r"[0-9]{1,6}", position)]


def subjects_with_counts():
    """All subjects that have a work on sale, in their order, each with .count."""
    return list(
        Subject.select(Subject, fn.COUNT(Work.id).alias("count"))
        .join(WorkSubject)
        .join(Work)
        .where(Work.lowest_price_minor.is_null(False))
        .group_by(Subject.id)
        .order_by(Subject.position, Subject.name)
    )


def in_collection(collection):
    """Its works in their order, each with its .note."""
    chosen = list(_chosen().where(CollectionWork.collection == collection))
    return _with_notes(chosen, cards_by_id(row.work_id for row in chosen))


def window(size):
    """What the home page shows: every collection with its .works, bestsellers, and new books."""
    chosen = list(_chosen())
    best, new = _ids(bestsellers(), size), _ids(new_books(), size)
    works = cards_by_id({*best, *new, *(row.work_id for row in chosen)})
    return {
        "collections": _collections(chosen, works),
        "bestsellers": [works[id] for id in best],
        "new_books": [works[id] for id in new],
    }


def _ids(query, size):
    return [id for (id,) in query.clone().select(Work.id).limit(size).tuples()]


def _collections(chosen, works):
    collections = list(Collection.select().order_by(Collection.position, Collection.id))
    for collection in collections:
        own = [row for row in chosen if row.collection_id == collection.id]
        collection.works = _with_notes(own, works)
    return [collection for collection in collections if collection.works]


def _chosen():
    return (
        CollectionWork.select(CollectionWork)
        .join(Work)
        .where(Work.lowest_price_minor.is_null(False))
        .order_by(CollectionWork.position)
    )


def _with_notes(chosen, works):
    noted = []
    for row in chosen:
        # A copy, since the same work may stand elsewhere with another note.
        noted.append(copy(works[row.work_id]))
        noted[-1].note = row.note
    return noted


def around(work):
    """What stands near a work: the rest of its series, more by its authors, more of its subject."""
    in_series = in_reading_order(work.series) if work.series else []
    in_series = [near for near in in_series if near.id != work.id]
    seen = [work.id, *(near.id for near in in_series)]
    more = _popular(by_authors(work.authors), seen) if work.authors else []
    seen += [near.id for near in more]
    also = _popular(in_subject(work.subjects[0]), seen) if work.subjects else []
    return {"in_series": in_series, "more_by_author": more, "also": also}


def _popular(query, seen):
    return cards(
        query.where(Work.id.not_in(seen)).order_by(SQL(SORTS["bestselling"])).limit(NEARBY)
    )
