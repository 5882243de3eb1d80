"""What a card says of a work: one look for all works of a page.

Every page of the shop waits for it, so the database keeps it ready: see catalog.card_facts().
"""

from datetime import date
from typing import NamedTuple

from app.catalog.models import Contributor, Cover, Series, Subject, Work
from app.db import db
from app.money import Money
from app.planned import Prepared

KEPT = Prepared("select work_id, facts from catalog.cards where work_id = any($1)", "bigint[]")
NOW = "select work_id, facts from catalog.card_facts(%s)"
OWN = 6  # facts of the work itself


class Name(NamedTuple):
    """An author, a subject or a series, as far as a card knows it."""

    id: int
    slug: str
    name: str


class CoverFacts(NamedTuple):
    version: str
    media_type: str


class Card:
    """A work on a shelf: what all pages show of it, and nothing to save."""

    def __init__(self, id, facts):
        (
            self.slug,
            self.title,
            self.series_position,
            published_on,
            self.rating_sum,
            self.rating_count,
        ) = facts[:OWN]
        self.id = id
        self.published_on = published_on and date.fromisoformat(published_on)
        authors, subjects, series, cover, self.price_from, self.in_stock = facts_in(facts)
        self.authors = [Name(*row) for row in authors]
        self.subjects = [Name(*row) for row in subjects]
        self.series = Name(*series) if series else None
        self.cover = CoverFacts(*cover) if cover else None

    url, rating_average = Work.url, Work.rating_average  # told as the work itself tells them


def cards_of(ids):
    """The cards of the works with these ids, in their order, without .byline and .cover_url."""
    ids = list(ids)
    kept = dict(KEPT.run(ids)) if ids else {}
    missing = [id for id in ids if id not in kept]
    if missing:  # as in a bulk load, or before a sweep has made them
        kept |= facts_now(missing)
    return [Card(id, kept[id]) for id in ids if id in kept]


def facts_of(ids):
    """By work id: authors, subjects, series, cover (without its image), price_from, in_stock; as
    they are now, however lately they changed.
    """
    return {id: as_models(*facts_in(facts)) for id, facts in facts_now(list(ids)).items()}


def facts_now(ids):
    return dict(db.execute_sql(NOW, (ids,)).fetchall()) if ids else {}


def facts_in(facts):
    authors, subjects, series, cover, currency, in_stock, lowest = facts[OWN:]
    price = lowest if in_stock is None else in_stock
    price_from = None if price is None else Money(price, currency)
    return authors or (), subjects or (), series, cover, price_from, in_stock is not None


def as_models(authors, subjects, series, cover, price_from, in_stock):
    return {
        "authors": [named(Contributor, row) for row in authors],
        "subjects": [named(Subject, row) for row in subjects],
        "series": named(Series, series) if series else None,
        "cover": Cover(version=cover[0], media_type=cover[1]) if cover else None,
        "price_from": price_from,
        "in_stock": in_stock,
    }


def named(model, row):
    id, slug, name = row
    return model(id=id, slug=slug, name=name)
