"""Reads and writes entries of the catalogue, many at a time, each as one plain value: its state.

A state is a dict of JSON values: the columns, and for each part the list of its rows, each a list
of columns. Two states of an entry that is the same are equal.
"""

from functools import cache
from hashlib import blake2b
from json import JSONEncoder
from operator import itemgetter

from psycopg2.sql import SQL, Identifier

from app.db import db

dumps = JSONEncoder(check_circular=False).encode  # made once, as that takes longer than most uses


def read(kind, ids):
    """The states of the entries with these ids, by id, without those that are gone by now; their
    rows are locked, in id order."""
    # Not both at once: whoever we wait for may change what is read.
    ids = lock(kind, ids)
    if not ids:
        return {}
    states = dict(db.execute_sql(reading(kind), (ids,)).fetchall())
    for state in states.values():
        put_in_order(kind, state)
    return states


def lock(kind, ids, strength="no key update"):
    """Lock rows in id order; the ids of those that are there."""
    if not ids:
        return []
    return [id for (id,) in db.execute_sql(locking(kind, strength), (list(ids),)).fetchall()]


def put_in_order(kind, state):
    """Sort the rows of each part, so that equal states are equal values."""
    for name, part in kind.parts.items():
        state[name].sort(key=itemgetter(*part.order))


def digest(kind, state):
    """A short text that changes whenever anybody changes the entry."""
    noticed = [state[name] for name in (*kind.columns, *kind.parts) if name not in kind.unnoticed]
    return blake2b(dumps(noticed).encode(), digest_size=12).hexdigest()


def add(kind, states):
    """Insert new entries, by id."""
    insert(kind.table, ("id", *kind.columns), rows_of(kind, states))
    for name in kind.parts:
        add_part(kind, name, states)


def change(kind, states, before):
    """Make entries what the states say, by id; `before` is how they stand."""
    changed = {
        id: state
        for id, state in states.items()
        if any(state[name] != before[id][name] for name in kind.columns)
    }
    if changed:
        db.execute_sql(updating(kind), (dumps(rows_of(kind, changed)),))
    for name, part in kind.parts.items():
        others = {id: state for id, state in states.items() if state[name] != before[id][name]}
        if others:
            delete(part.table, kind.parent, others)
            add_part(kind, name, others)


def remove(kind, ids):
    if ids:
        delete(kind.table, "id", ids)


def rows_of(kind, states):
    return [
        {"id": id} | {name: state[name] for name in kind.columns} for id, state in states.items()
    ]


def add_part(kind, name, states):
    part = kind.parts[name]
    columns = (kind.parent, *part.columns)
    rows = [
        dict(zip(columns, (id, *row), strict=True))
        for id, state in states.items()
        for row in state[name]
    ]
    insert(part.table, columns, rows)


def insert(table, columns, rows):
    if rows:
        db.execute_sql(inserting(table, columns), (dumps(rows),))


def delete(table, column, ids):
    statement = SQL("delete from {} where {} = any(%s)").format(
        Identifier("catalog", table), Identifier(column)
    )
    db.execute_sql(statement, (list(ids),))


@cache
def reading(kind):
    parts = [
        SQL(
            "coalesce((select json_agg(json_build_array({columns})) from {table}"
            " where {parent} = entry.id), '[]') as {name}"
        ).format(
            columns=listed(part.columns),
            table=Identifier("catalog", part.table),
            parent=Identifier(kind.parent),
            name=Identifier(name),
        )
        for name, part in kind.parts.items()
    ]
    return SQL(
        "select entry.id, row_to_json(state) from {table} as entry"
        " cross join lateral (select {values}) as state"
        " where entry.id = any(%s)"
    ).format(
        table=Identifier("catalog", kind.table),
        values=SQL(", ").join([listed(kind.columns, "entry"), *parts]),
    )


@cache
def locking(kind, strength):
    return SQL("select id from {table} where id = any(%s) order by id for {strength}").format(
        table=Identifier("catalog", kind.table), strength=SQL(strength)
    )


@cache
def finding(kind, column):
    return SQL("select {column}, id from {table} where {column} = any(%s)").format(
        column=Identifier(column), table=Identifier("catalog", kind.table)
    )


@cache
def inserting(table, columns):
    return SQL(
        "insert into {table} ({columns})"
        " select {columns} from json_populate_recordset(null::{table}, %s)"
    ).format(table=Identifier("catalog", table), columns=listed(columns))


@cache
def updating(kind):
    return SQL(
        "update {table} as entry set ({columns}) = row({values})"
        " from json_populate_recordset(null::{table}, %s) as told where entry.id = told.id"
    ).format(
        table=Identifier("catalog", kind.table),
        columns=listed(kind.columns),
        values=listed(kind.columns, "told"),
    )


def listed(names, table=None):
    return SQL(", ").join(Identifier(*([table] if table else []), name) for name in names)
