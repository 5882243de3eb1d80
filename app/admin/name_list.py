"""Finding people, series and publishers, and those that look like one another."""

from peewee import Expression, fn

from app.admin.listing import anywhere, fold
from app.catalog.models import (
    Contributor,
    ContributorName,
    Edition,
    EditionContributor,
    Work,
    WorkContributor,
)
from app.catalog.name_merging import KINDS
from app.catalog.works import cards
from app.db import db

ALIKE = 0.45  # how like two names are to be offered for merging, of 1
MOST_ALIKE = 8
WORKS_SHOWN = 24


def names_found(kind, words=""):
    """A query for the rows with the words in their names, in the order of the alphabet."""
    model = KINDS[kind]
    query = model.select()
    if words:
        query = query.where(found_by(model, fold(anywhere(words))))
    order = (model.sort_name, model.id) if kind == "contributor" else (model.name, model.id)
    return query.order_by(*order)


def found_by(model, pattern):
    by_name = model.select(model.id).where(fold(model.name) % pattern)
    if model is not Contributor:
        return model.id.in_(by_name)
    others = ContributorName.select(ContributorName.contributor)
    return model.id.in_(by_name | others.where(fold(ContributorName.name) % pattern))


def with_books(kind, query):
    """Run the query and give each row .books: of how many works it has a part."""
    rows = list(query)
    counts = dict(count_by_row(kind, [row.id for row in rows]))
    for row in rows:
        row.books = counts.get(row.id, 0)
    return rows


def count_by_row(kind, ids):
    if kind == "series":
        query = Work.select(Work.series, fn.count(Work.id)).where(Work.series.in_(ids))
        return query.group_by(Work.series).tuples()
    if kind == "publisher":
        works = fn.count(Edition.work.distinct())
        query = Edition.select(Edition.publisher, works).where(Edition.publisher.in_(ids))
        return query.group_by(Edition.publisher).tuples()
    link = WorkContributor
    query = link.select(link.contributor, fn.count(link.work.distinct()))
    return query.where(link.contributor.in_(ids)).group_by(link.contributor).tuples()


def works_of(kind, row):
    """The best known works, as cards."""
    query = Work.select().where(is_by(kind, row)).order_by(Work.popularity.desc(), Work.id)
    return cards(query.limit(WORKS_SHOWN))


def is_by(kind, row):
    if kind == "series":
        return Work.series == row
    if kind == "publisher":
        ours = (Edition.publisher == row) | (Edition.imprint == row)
        return Work.id.in_(Edition.select(Edition.work).where(ours))
    link, made = WorkContributor, EditionContributor
    of_works = link.select(link.work).where(link.contributor == row)
    of_editions = Edition.select(Edition.work).join(made).where(made.contributor == row)
    return Work.id.in_(of_works) | Work.id.in_(of_editions)


def alike(kind, row):
    """Rows whose names are much like this one's, the likest first."""
    model = KINDS[kind]
    likeness = fn.similarity(fold(model.name), fold(row.name))
    much_like = Expression(fold(model.name), "%%", fold(row.name))
    query = model.select().where(model.id != row.id, much_like)
    with db.atomic():
        db.execute_sql("set local pg_trgm.similarity_threshold = %s", (ALIKE,))
        return list(query.order_by(likeness.desc(), model.id).limit(MOST_ALIKE))
