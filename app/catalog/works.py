"""Works as pages show them: with authors, prices, stock and cover, in a few queries for all."""

from collections import defaultdict

from peewee import JOIN, fn

from app.catalog.covers import cover_url
from app.catalog.models import (
    AUTHOR,
    Contributor,
    Cover,
    Edition,
    Inventory,
    Publisher,
    Series,
    Subject,
    Work,
    WorkContributor,
    WorkSubject,
)
from app.money import Money

FEW = 3  # copies


def cards(query):
    """Run a query of works and give each .authors, .byline, .subjects, .series, .cover_url,
    .price_from (Money, or None when no edition is on sale) and .in_stock.
    """
    works = list(query)
    authors, subjects = authors_of(works), subjects_of(works)
    covers, prices, series = covers_of(works), prices_of(works), series_of(works)
    for work in works:
        work.authors = authors[work.id]
        work.byline = in_words([author.name for author in work.authors])
        work.subjects = subjects[work.id]
        work.series = series.get(work.series_id)
        work.cover = covers.get(work.id)
        work.price_from, work.in_stock = prices.get(work.id, (None, False))
        work.cover_url = cover_url(work)
    return works


def cards_by_id(ids):
    return {work.id: work for work in cards(Work.select().where(Work.id.in_(list(ids))))}


def load_book(work_id):
    """The work as its own page shows it, with .editions_on_sale; None when there is none."""
    work = cards_by_id([work_id]).get(work_id)
    if work:
        work.editions_on_sale = editions_on_sale(work)
    return work


def authors_of(works):
    """The authors of each work in their order; whoever else made it when it has no author."""
    rows = (
        Contributor.select(Contributor, WorkContributor.work_id, WorkContributor.role)
        .join(WorkContributor)
        .where(WorkContributor.work.in_(works))
        .order_by(WorkContributor.role != AUTHOR, WorkContributor.position)
        .objects()
    )
    people = defaultdict(list)
    for person in rows:
        makers = people[person.work]
        if not makers or makers[0].role != AUTHOR or person.role == AUTHOR:
            makers.append(person)
    return people


def subjects_of(works):
    rows = (
        Subject.select(Subject, WorkSubject.work_id)
        .join(WorkSubject)
        .where(WorkSubject.work.in_(works))
        .order_by(WorkSubject.position)
        .objects()
    )
    subjects = defaultdict(list)
    for subject in rows:
        subjects[subject.work].append(subject)
    return subjects


def series_of(works):
    ids = {work.series_id for work in works} - {None}
    return {row.id: row for row in Series.select().where(Series.id.in_(ids))} if ids else {}


def covers_of(works):
    facts = Cover.select(Cover.work, Cover.version, Cover.media_type)
    return {cover.work_id: cover for cover in facts.where(Cover.work.in_(works))}


def prices_of(works):
    """By work id: the lowest price, of an edition in stock if there is one; and if there is."""
    in_stock = Inventory.on_hand > Inventory.reserved
    rows = (
        Edition.select(
            Edition.work_id,
            Edition.currency,
            fn.MIN(Edition.price_minor).filter(in_stock).alias("here"),
            fn.MIN(Edition.price_minor).alias("lowest"),
        )
        .join(Inventory, JOIN.LEFT_OUTER)
        .where(Edition.work.in_(works), Edition.withdrawn_at.is_null())
        .group_by(Edition.work_id, Edition.currency)
    )
    return {
        work_id: (Money(lowest if here is None else here, currency), here is not None)
        for work_id, currency, here, lowest in rows.tuples()
    }


def editions_on_sale(work):
    """The editions one can choose, cheapest first, each with .available and .availability."""
    rows = (
        Edition.select(Edition, Publisher, (Inventory.on_hand - Inventory.reserved).alias("copies"))
        .join(Publisher, JOIN.LEFT_OUTER)
        .switch(Edition)
        .join(Inventory, JOIN.LEFT_OUTER)
        .where(Edition.work == work, Edition.withdrawn_at.is_null())
        .order_by(Edition.price_minor, Edition.id)
    )
    editions = list(rows)
    for edition in editions:
        edition.available = edition.copies or 0
        edition.availability = availability(edition.available)
    return editions


def availability(copies):
    if copies <= 0:
        return "Out of stock"
    return f"Only {copies} left" if copies <= FEW else "In stock"


def in_words(names):
    """A; A and B; A, B and C."""
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))
