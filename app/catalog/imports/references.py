"""Which tables refer to an entry, whatever part of the shop they belong to."""

from functools import cache

from psycopg2.sql import SQL, Identifier

from app.db import db

# Written by the database itself, and gone with what they are about.
OWN = ("cards", "price_changes", "search_documents")


def uses(kind, ids):
    """By id, the names of the tables with rows that refer to an entry, its own parts aside."""
    found = {}
    for schema, table, column in references(kind):
        query = SQL("select distinct {column} from {table} where {column} = any(%s)").format(
            column=Identifier(column), table=Identifier(schema, table)
        )
        for (id,) in db.execute_sql(query, (list(ids),)):
            found.setdefault(id, set()).add(table)
    return found


@cache
def references(kind):
    """(schema, table, column) of each foreign key to the table of this kind."""
    rows = db.execute_sql(FOREIGN_KEYS, (f"catalog.{kind.table}",)).fetchall()
    own = {*OWN, *(part.table for part in kind.parts.values())}
    return [row for row in rows if row[1] not in own]


FOREIGN_KEYS = """
    select c.connamespace::regnamespace::text, r.relname, a.attname
    from pg_constraint as c
        join pg_class as r on r.oid = c.conrelid
        join pg_attribute as a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
    where c.contype = 'f' and c.confrelid = %s::regclass and cardinality(c.conkey) = 1
        and c.conparentid = 0  -- not those that partitions inherit
    order by 1, 2, 3
"""
