"""Puts a text into every field of every row that takes it, whatever it is for."""

import json
import re

from peewee import IntegrityError

from app.db import db

TEXTS = """
    select c.table_schema || '.' || c.table_name, c.column_name, c.data_type
    from information_schema.columns c
    join information_schema.tables t using (table_schema, table_name)
    where t.table_type = 'BASE TABLE' and c.table_schema in ('catalog', 'accounts', 'sales')
        and c.data_type in ('text', 'jsonb') and c.is_generated = 'NEVER'
    order by 1, 2
"""
# By these rows are found, and they are made by us: keys, hashes, slugs, ids at Stripe.
OURS = re.compile(r".*(_hash|_key|_id|slug|token|digest|secret|_url)|key|number|version|kind")
# What is made of other rows, or read by the importer alone.
LEFT = re.compile(r"catalog\.(search_documents.*|words|named?s?|import_tokens)|sales\.order_ways")


def fill_every_text(*forms):
    """Each column gets the first of the forms that its constraints let in; returns which took."""
    db.execute_sql("set local session_replication_role = replica")  # no triggers
    taken = {}
    for table, column, kind in db.execute_sql(TEXTS).fetchall():
        if not LEFT.fullmatch(table) and not OURS.fullmatch(column):
            fill = fill_json if kind == "jsonb" else fill_text
            taken[f"{table}.{column}"] = any(fill(table, column, form) for form in forms)
    db.execute_sql("set local session_replication_role = origin")
    return {column for column, took in taken.items() if took}


def fill_text(table, column, text):
    # The second for what must be another in each row.
    return any(
        tried(f'update {table} set "{column}" = {value}', text)  # noqa: S608
        for value in ("%s", "%s || replace(ctid::text, ',', '-')")
    )


def fill_json(table, column, text):
    rows = db.execute_sql(f'select distinct "{column}" from {table}').fetchall()  # noqa: S608
    change = f'update {table} set "{column}" = %s where "{column}" = %s::jsonb'  # noqa: S608
    return all(
        tried(change, json.dumps(filled(was, text)), json.dumps(was)) for (was,) in rows if was
    )


def filled(value, text):
    """The value with the text in place of each of its own, but for codes and dates."""
    match value:
        case dict():
            return {key: filled(each, text) for key, each in value.items()}
        case list():
            return [filled(each, text) for each in value]
        case str() if not re.fullmatch(r"[A-Z]{2,3}|[\d.:T+-]+", value):
            return text
    return value


def tried(statement, *values):
    try:
        with db.atomic():
            return db.execute_sql(statement, values).rowcount > 0
    except IntegrityError:
        return False
