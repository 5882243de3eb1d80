"""Which works stand together, and in what order: queries for works.cards()."""

from copy import copy

from peewee import SQL

from app.catalog.models import Collection, CollectionWork, Subject, Work
from app.catalog.works import shelf_cards_by_id
from app.db import db
from app.times import shop_today

COUNTS = "select subject_id, sum(works) from catalog.subject_counts group by subject_id"


def listed():
    """The works that are shown, for sale or not."""
    return Work.select().where(Work.listed)


def bestsellers():
    return listed().order_by(Work.popularity.desc(), Work.id)


def new_books():
    """What has come out, the latest first; not what is only announced."""
    latest = SQL("published_on desc nulls last, id desc")
    return listed().where(Work.published_on <= shop_today()).order_by(latest)


def subjects_with_counts():
    """All subjects that have works, they or their parts, in their order, each with .count."""
    counts = {id: int(works) for id, works in db.execute_sql(COUNTS).fetchall()}
    subjects = list(Subject.select().order_by(Subject.position, Subject.name))
    for subject in subjects:
        subject.count = counts.get(subject.id, 0)
    return [subject for subject in subjects if subject.count > 0]


def in_collection(collection):
    """Its works in their order, each with its .note."""
    chosen = list(_chosen().where(CollectionWork.collection == collection))
    return _with_notes(chosen, shelf_cards_by_id(row.work_id for row in chosen))


def window(size):
    """What the home page shows: every collection with its .works, bestsellers, and new books."""
    chosen = list(_chosen())
    best, new = _ids(bestsellers(), size), _ids(new_books(), size)
    works = shelf_cards_by_id({*best, *new, *(row.work_id for row in chosen)})
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
        .where(Work.listed)
        .order_by(CollectionWork.position)
    )


def _with_notes(chosen, works):
    noted = []
    for row in chosen:
        # A copy, since the same work may stand elsewhere with another note.
        noted.append(copy(works[row.work_id]))
        noted[-1].note = row.note
    return noted
