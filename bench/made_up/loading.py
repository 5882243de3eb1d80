"""Puts a made-up catalogue into an empty database: COPY first, then indexes, then the search."""

import io
from contextlib import closing

from bench.made_up import books, copies, people, searchable
from bench.made_up.connections import connected, in_processes, run, timed
from bench.made_up.vocabulary import read_vocabulary

MADE = 1_000_000  # works, each of its own; a larger shop has these several times
COLUMNS = {
    "subjects": "id, slug, name, position, parent_id",
    "publishers": "id, slug, name",
    "series": "id, slug, name",
    "contributors": "id, slug, name, sort_name",
    "works": "id, slug, title, subtitle, description, first_published, series_id, series_position,"
    " popularity, rating_sum, rating_count",
    "work_contributors": "work_id, contributor_id, role, position",
    "work_subjects": "work_id, subject_id, position",
    "editions": "id, work_id, isbn, format, publisher_id, published_on, pages, language,"
    " price_minor, list_price_minor, currency",
    "inventory": "edition_id, on_hand, reserved",
    "edition_contributors": "edition_id, contributor_id, role, position",
}
SECONDARY = """
    select indexname, indexdef from pg_indexes
    where schemaname = 'catalog' and tablename = any(%s) and not exists (
        select from pg_constraint c join pg_class i on i.oid = c.conindid
        where i.relname = indexname)
    order by indexname
"""


def load(url, works, say=print):
    """Fill the empty tables of the catalogue with this many works."""
    if works > MADE:
        load(url, MADE, say)
        copies.multiply(url, MADE, works // MADE, say)
        return
    shop = books.Shop(read_vocabulary(), works)
    with closing(connected(url)) as connection:
        indexes = without_indexes(connection)
        for name in ("subjects", "publishers", "series", "contributors"):
            rows = getattr(people, {"contributors": "authors"}.get(name, name))(shop)
            copy(connection, name, rows)
        timed(say, f"{works:,} works with their editions", in_processes, load_chunks, url, shop)
        timed(say, "their indexes", put_back, connection, indexes)
        timed(say, "statistics", run, connection, "analyze")
        searchable.index(url, works, say)
        timed(say, "statistics anew", run, connection, "vacuum analyze")


def without_indexes(connection):
    """Drop the indexes that are no constraints; return their definitions."""
    indexes = run(connection, SECONDARY, (list(COLUMNS),))
    for name, _ in indexes:
        run(connection, f'drop index catalog."{name}"')
    return indexes


def put_back(connection, indexes):
    for _, definition in indexes:
        run(connection, definition)


def copy(connection, table, rows):
    text = io.StringIO()
    for row in rows:
        text.write("\t".join(map(as_text, row)) + "\n")
    text.seek(0)
    with connection.cursor() as cursor:
        cursor.copy_expert(f"copy catalog.{table} ({COLUMNS[table]}) from stdin", text)


def as_text(value):
    if value is None:
        return r"\N"
    if isinstance(value, str):
        return value.replace("\\", "\\\\").replace("\t", " ").replace("\n", " ").replace("\r", " ")
    return str(value)


def load_chunks(url, shop, place, processes):
    with closing(connected(url)) as connection:
        for chunk in list(books.chunks(shop.works))[place::processes]:
            for table, rows in books.rows_of_chunk(shop, chunk).items():
                copy(connection, table, rows)
