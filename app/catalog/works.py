"""Works as pages show them: with authors, prices, stock and cover, in a query or two for all."""

from app.catalog.card_facts import cards_of, facts_of
from app.catalog.covers import cover_url
from app.catalog.models import Work


def cards(query):
    """Run a query of works and give each .authors, .byline, .subjects, .series, .cover_url,
    .price_from (Money, or None when no edition has a price) and .in_stock.
    """
    works = list(query)
    facts = facts_of([work.id for work in works])
    for work in works:
        for name, value in facts[work.id].items():
            setattr(work, name, value)
    return finished(works)


def cards_by_id(ids):
    return {work.id: work for work in cards(Work.select().where(Work.id.in_(list(ids))))}


def shelf_cards(ids):
    """Cards for a shelf, in the order of the ids: they know only what all cards show."""
    return finished(cards_of(ids))


def shelf_cards_by_id(ids):
    return {card.id: card for card in shelf_cards(list(ids))}


def finished(works):
    for work in works:
        work.byline = in_words([author.name for author in work.authors])
        work.cover_url = cover_url(work)
    return works


def authors_of(works):
    """By work id, who wrote each work."""
    return {id: facts["authors"] for id, facts in facts_of([w.id for w in works]).items()}


def in_words(names):
    """A; A and B; A, B and C."""
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))
