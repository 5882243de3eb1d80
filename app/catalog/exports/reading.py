"""The catalogue as records, a batch at a time, all of it as it was at one moment.

It reads on a connection of its own, by a cursor that stays in the database: memory is flat, and a
response that is streamed may go from thread to thread.
"""

from contextlib import closing
from dataclasses import fields
from itertools import groupby
from typing import NamedTuple

import psycopg2
from psycopg2.extras import NamedTupleCursor

from app.catalog.imports.records import BookRecord, Code, Credit, Price, Related

BATCH = 500
SESSION_OPTIONS = "-c timezone=UTC -c statement_timeout=60000"


class Person(NamedTuple):
    """Someone credited, with what a record does not tell of her."""

    credit: Credit
    born: int | None
    died: int | None


class Product(NamedTuple):
    """An edition as an export tells it; without one, a work that we know and do not sell."""

    record: BookRecord  # its prices are those that feeds gave
    people: list  # as record.credits
    list_price_minor: int | None
    currency: str | None
    available: int


def products(database_url):
    """All products, in the order in which they came into the catalogue: new copies, no used ones.

    Editions that were withdrawn come as records of kind "delete".
    """
    connection = psycopg2.connect(
        database_url, options=SESSION_OPTIONS, application_name="octavo export"
    )
    with closing(connection):
        connection.set_session(isolation_level="REPEATABLE READ", readonly=True)
        for statement in (EDITIONS, WORKS_WITHOUT_EDITIONS):
            for rows in batches(connection, statement):
                yield from with_details(connection, rows)


def batches(connection, statement):
    with connection.cursor("export", cursor_factory=NamedTupleCursor) as cursor:
        cursor.execute(statement)
        while rows := cursor.fetchmany(BATCH):
            yield rows


def with_details(connection, rows):
    works = list({row.work_id for row in rows})
    editions = [row.edition_id for row in rows if row.edition_id]
    made_work = by_owner(connection, WORK_PEOPLE, works)
    made_edition = by_owner(connection, EDITION_PEOPLE, editions)
    codes = by_owner(connection, CODES, works)
    subjects = by_owner(connection, SUBJECTS, works)
    related = by_owner(connection, RELATED, editions)
    prices = by_owner(connection, PRICES, editions)
    for row in rows:
        people = made_work.get(row.work_id, []) + made_edition.get(row.edition_id, [])
        people = [as_person(*facts) for _, *facts in people]
        record = record_of(row)
        record.credits = [person.credit for person in people]
        record.codes = [Code(*facts) for _, *facts in codes.get(row.work_id, [])]
        record.related = [Related(*facts) for _, *facts in related.get(row.edition_id, [])]
        record.prices = [Price(*facts) for _, *facts in prices.get(row.edition_id, [])]
        record.subjects = record.genres = [name for _, name in subjects.get(row.work_id, [])]
        yield Product(record, people, row.list_price_minor, row.currency, row.available)


def by_owner(connection, statement, ids):
    """Rows by their first column; they come sorted by it."""
    with connection.cursor() as cursor:
        cursor.execute(statement, (ids,))
        return {owner: list(rows) for owner, rows in groupby(cursor, key=lambda row: row[0])}


def as_person(name, role, sort_name, about, isni, born, died, other_names):
    credit = Credit(name, role, sort_name, about, tuple(other_names or ()), isni)
    return Person(credit, born, died)


def record_of(row):
    facts = {name: fact for name, fact in row._asdict().items() if fact is not None}
    told = {name: fact for name, fact in facts.items() if name in OF_A_RECORD}
    record = BookRecord(place="", identifier=facts.get("isbn", row.title), **told)
    if row.withdrawn_at:
        record.kind = "delete"
    if row.supplied_rating_count:
        record.rating_count = row.supplied_rating_count
        record.rating_average = row.supplied_rating_sum / row.supplied_rating_count
    return record


OF_A_RECORD = {field.name for field in fields(BookRecord)}

EDITIONS = """
    select w.id as work_id, w.title, w.subtitle, w.description, w.description_is_html, w.keywords,
        w.original_language, w.first_published, s.name as series, w.series_position,
        w.supplied_rating_sum, w.supplied_rating_count,
        e.id as edition_id, e.isbn, e.format, e.product_form, e.edition_statement,
        p.name as publisher, i.name as imprint, e.published_on, e.embargo_until, e.trade_status,
        e.pages, e.language, e.weight_g, e.height_mm, e.width_mm, e.thickness_mm, e.cover_address,
        e.list_price_minor, e.currency, e.withdrawn_at,
        coalesce(stock.on_hand - stock.reserved, 0) as available
    from catalog.editions as e
        join catalog.works as w on w.id = e.work_id
        left join catalog.series as s on s.id = w.series_id
        left join catalog.publishers as p on p.id = e.publisher_id
        left join catalog.publishers as i on i.id = e.imprint_id
        left join catalog.inventory as stock on stock.edition_id = e.id
    where e.condition = 'new' order by e.id
"""
WORKS_WITHOUT_EDITIONS = """
    select w.id as work_id, w.title, w.subtitle, w.description, w.description_is_html, w.keywords,
        w.original_language, w.first_published, s.name as series, w.series_position,
        w.supplied_rating_sum, w.supplied_rating_count,
        null::bigint as edition_id, null::int as list_price_minor, null::text as currency,
        null::timestamptz as withdrawn_at, 0 as available
    from catalog.works as w left join catalog.series as s on s.id = w.series_id
    where not exists (select from catalog.editions as e where e.work_id = w.id) order by w.id
"""
WORK_PEOPLE = """
    select made.work_id, p.name, made.role, p.sort_name, p.about, p.isni, p.born, p.died, (
        select array_agg(n.name order by n.name) from catalog.contributor_names as n
        where n.contributor_id = p.id)
    from catalog.work_contributors as made
        join catalog.contributors as p on p.id = made.contributor_id
    where made.work_id = any(%s::bigint[]) order by made.work_id, made.position, p.id, made.role
"""
EDITION_PEOPLE = """
    select made.edition_id, p.name, made.role, p.sort_name, p.about, p.isni, p.born, p.died, (
        select array_agg(n.name order by n.name) from catalog.contributor_names as n
        where n.contributor_id = p.id)
    from catalog.edition_contributors as made
        join catalog.contributors as p on p.id = made.contributor_id
    where made.edition_id = any(%s::bigint[])
    order by made.edition_id, made.position, p.id, made.role
"""
CODES = """
    select work_id, scheme, code, heading, is_main from catalog.work_codes
    where work_id = any(%s::bigint[]) order by work_id, is_main desc, scheme, code
"""
SUBJECTS = """
    select about.work_id, s.name
    from catalog.work_subjects as about join catalog.subjects as s on s.id = about.subject_id
    where about.work_id = any(%s::bigint[]) order by about.work_id, about.position, s.id
"""
RELATED = """
    select edition_id, isbn, relation from catalog.related_products
    where edition_id = any(%s::bigint[]) order by edition_id, relation, isbn
"""
PRICES = """
    select edition_id, amount_minor, currency, price_type, territory, starts_on, ends_on
    from catalog.trade_prices where edition_id = any(%s::bigint[]) order by edition_id, position
"""
