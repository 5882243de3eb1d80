"""Works as pages show them: with authors, prices, stock and cover, in two queries for all."""

from app.catalog.card_facts import facts_of
from app.catalog.covers import cover_url
from app.catalog.models import Work


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


def cards_in_order(ids):
    """The works with these ids, in their order."""
    known = cards_by_id(ids)
    return [known[id] for id in ids if id in known]


def authors_of(works):
    """By work id, who wrote each work."""
    return {id: facts["authors"] for id, facts in facts_of([w.id for w in works]).items()}


def in_words(names):
    """A; A and B; A, B and C."""
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))
