"""Works as pages show them: with authors, prices, stock and cover, in a query or two for all."""

from app.catalog.card_facts import cards_of, facts_of
from app.catalog.covers import cover_url
from app.catalog.models import Work
from app.planned import Prepared

# As in catalog.card_facts(): whoever else made it when it has no author.
AUTHORS = Prepared(
    """select wc.work_id, array_agg(c.name order by wc.position)
    from catalog.work_contributors wc join catalog.contributors c on c.id = wc.contributor_id
    where wc.work_id = any($1) and (wc.role = 'A01' or not exists (
        select from catalog.work_contributors a where a.work_id = wc.work_id and a.role = 'A01'))
    group by wc.work_id""",
    "bigint[]",
)


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


def bylines_of(work_ids):
    """By work id, who wrote each work, in words; what has no author is not among them."""
    return {id: in_words(names) for id, names in AUTHORS.run(list(work_ids))}


def in_words(names):
    """A; A and B; A, B and C."""
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))
