"""Works as pages show them: with authors, prices, stock and cover, in two queries for all."""

from peewee import JOIN

from app.catalog.card_facts import facts_of
from app.catalog.covers import cover_url
from app.catalog.models import Edition, Inventory, Publisher, Work

FEW = 3  # copies


def cards(query):
    """Run a query of works and give each .authors, .byline, .subjects, .series, .cover_url,
    .price_from (Money, or None when no edition is on sale) and .in_stock.
    """
    works = list(query)
    facts = facts_of([work.id for work in works])
    for work in works:
        for name, value in facts[work.id].items():
            setattr(work, name, value)
        work.byline = in_words([author.name for author in work.authors])
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
    """By work id, who wrote each work."""
    return {id: facts["authors"] for id, facts in facts_of([w.id for w in works]).items()}


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
