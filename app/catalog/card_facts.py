"""What a card says of a work: one statement for all works of a page.

Written as SQL, planned once a connection and kept in plain objects, because every page of the shop
waits for it.
"""

from typing import NamedTuple

from app.catalog.models import AUTHOR, Contributor, Cover, Series, Subject
from app.db import Prepared
from app.money import Money

# Who made a work is its authors; whoever else made it when it has none.
STATEMENT = """
    select w.id, w.slug, w.title, w.series_position, w.published_on, w.rating_sum, w.rating_count,
        (select json_agg(json_build_array(c.id, c.slug, c.name) order by wc.position)
            from catalog.work_contributors wc
                join catalog.contributors c on c.id = wc.contributor_id
            where wc.work_id = w.id and (wc.role = $2 or not exists (
                select from catalog.work_contributors
                where work_id = w.id and role = $2))),
        (select json_agg(json_build_array(s.id, s.slug, s.name) order by ws.position)
            from catalog.work_subjects ws
                join catalog.subjects s on s.id = ws.subject_id
            where ws.work_id = w.id),
        (select json_build_array(id, slug, name) from catalog.series where id = w.series_id),
        (select json_build_array(version, media_type) from catalog.covers where work_id = w.id),
        sold.currency, sold.in_stock, sold.lowest
    from unnest($1) with ordinality as wanted (id, place)
        join catalog.works w on w.id = wanted.id
        left join lateral (
            select e.currency, min(e.price_minor) as lowest,
                min(e.price_minor) filter (where catalog.has_copies(
                    e.embargo_until, i.on_hand, i.reserved)) as in_stock
            from catalog.editions e left join catalog.inventory i on i.edition_id = e.id
            where e.work_id = w.id and e.withdrawn_at is null
            group by e.currency limit 1) as sold on true
    order by wanted.place
"""
ROWS = Prepared(STATEMENT, "bigint[]", "text")
OWN = 7  # columns of the work itself


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

    def __init__(self, own, facts):
        (
            self.id,
            self.slug,
            self.title,
            self.series_position,
            self.published_on,
            self.rating_sum,
            self.rating_count,
        ) = own
        authors, subjects, series, cover, self.price_from, self.in_stock = facts
        self.authors = [Name(*row) for row in authors]
        self.subjects = [Name(*row) for row in subjects]
        self.series = Name(*series) if series else None
        self.cover = CoverFacts(*cover) if cover else None

    @property
    def url(self):
        return f"/books/{self.slug}-{self.id}"

    @property
    def rating_average(self):
        return self.rating_sum / self.rating_count if self.rating_count else None


def cards_of(ids):
    """The cards of the works with these ids, in their order, without .byline and .cover_url."""
    rows = ROWS.run(list(ids), AUTHOR) if ids else ()
    return [Card(row[:OWN], facts_in(row)) for row in rows]


def facts_of(ids):
    """By work id: authors, subjects, series, cover (without its image), price_from, in_stock."""
    rows = ROWS.run(list(ids), AUTHOR) if ids else ()
    return {row[0]: as_models(*facts_in(row)) for row in rows}


def facts_in(row):
    authors, subjects, series, cover, currency, in_stock, lowest = row[OWN:]
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
