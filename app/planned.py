"""Statements that each connection plans once, and queries that peewee writes but once for them.

To write the SQL of a query by a key, and to find out what its rows are made of, takes peewee
nearly three times as long as all the rest of it does.
"""

from functools import cached_property
from hashlib import blake2b
from inspect import signature
from weakref import WeakKeyDictionary

from peewee import SQL

from app.db import db


class Prepared:
    """A statement that each connection plans once, since planning it takes longer than running it.

    Its parameters are $1, $2 and so on, of the types given, or without any of those that Postgres
    infers.
    """

    known = WeakKeyDictionary()  # by connection, the names of its statements

    def __init__(self, sql, *types):
        self.name = "s" + blake2b(sql.encode(), digest_size=8).hexdigest()
        typed = f"({', '.join(types)})" if types else ""
        self.preparation = f"prepare {self.name} {typed} as {sql}"

    def run(self, *values):
        return self.execute(*values).fetchall()

    def execute(self, *values):
        known = self.known.setdefault(db.connection(), set())
        if self.name not in known:
            # By peewee, whose errors say that the database is away; a "%" is no place for a value.
            db.execute_sql(self.preparation.replace("%", "%%"))
            known.add(self.name)
        places = f"({', '.join(['%s'] * len(values))})" if values else ""
        return db.execute_sql(f"execute {self.name} {places}", values)


class Planned:
    """A query with values left open: Planned(lambda id: Edition.select().where(Edition.id == id)).

    It is made but once, by every process. What changes from one run to the next, the time and the
    language too, has to be one of its values; of a list, it asks by `field == fn.ANY(ids)`.
    """

    def __init__(self, query_of):
        self.query_of = query_of
        self.rows = None  # what makes objects of rows, known with the first answer

    def all(self, *values):
        """Its rows as peewee makes them, models with what was joined to them."""
        cursor = self.statement.execute(*values)
        if self.rows is None:
            rows = self.query._get_cursor_wrapper(cursor)
            rows.initialize()
            self.rows = rows  # only now: another thread may be waiting to use it
        return [self.rows.process_row(row) for row in cursor.fetchall()]

    def first(self, *values):
        return next(iter(self.all(*values)), None)

    @cached_property
    def query(self):
        places = range(1, len(signature(self.query_of).parameters) + 1)
        return self.query_of(*(SQL(f"${place}") for place in places))

    @cached_property
    def statement(self):
        with db.connection().cursor() as cursor:
            return Prepared(cursor.mogrify(*self.query.sql()).decode())
