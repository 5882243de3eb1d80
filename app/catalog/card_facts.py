"""What a card says of a work beyond its own row: one statement for all works of a page.

Written as SQL because every page of the shop waits for it.
"""

from app.catalog.models import AUTHOR, Contributor, Cover, Series, Subject
from app.db import db
from app.money import Money

# Who made a work is its authors; whoever else made it when it has none.
FACTS = """
    select w.id,
        (select json_agg(json_build_array(c.id, c.slug, c.name) order by wc.position)
            from catalog.work_contributors wc
                join catalog.contributors c on c.id = wc.contributor_id
            where wc.work_id = w.id and (wc.role = %(author)s or not exists (
                select from catalog.work_contributors
                where work_id = w.id and role = %(author)s))),
        (select json_agg(json_build_array(s.id, s.slug, s.name) order by ws.position)
            from catalog.work_subjects ws
                join catalog.subjects s on s.id = ws.subject_id
            where ws.work_id = w.id),
        (select json_build_array(id, slug, name) from catalog.series where id = w.series_id),
        (select json_build_array(version, media_type) from catalog.covers where work_id = w.id),
        sold.currency, sold.in_stock, sold.lowest
    from catalog.works w left join lateral (
        select e.currency, min(e.price_minor) as lowest,
            min(e.price_minor) filter (where i.on_hand > i.reserved) as in_stock
        from catalog.editions e left join catalog.inventory i on i.edition_id = e.id
        where e.work_id = w.id and e.withdrawn_at is null
        group by e.currency limit 1) as sold on true
    where w.id = any(%(ids)s::bigint[])
"""


def facts_of(ids):
    """By work id: authors, subjects, series, cover (without its image), price_from, in_stock."""
    rows = db.execute_sql(FACTS, {"ids": list(ids), "author": AUTHOR}) if ids else ()
    return {id: as_facts(*facts) for id, *facts in rows}


def as_facts(authors, subjects, series, cover, currency, in_stock, lowest):
    price = lowest if in_stock is None else in_stock
    return {
        "authors": [named(Contributor, row) for row in authors or ()],
        "subjects": [named(Subject, row) for row in subjects or ()],
        "series": named(Series, series) if series else None,
        "cover": Cover(version=cover[0], media_type=cover[1]) if cover else None,
        "price_from": None if price is None else Money(price, currency),
        "in_stock": in_stock is not None,
    }


def named(model, row):
    id, slug, name = row
    return model(id=id, slug=slug, name=name)
