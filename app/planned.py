"""Queries that peewee writes once and Postgres plans once; after that they are only run.

To write the SQL of a query by a key, and to find out what its rows are made of, takes peewee some
three times as long as it takes Postgres to answer it.
"""

from functools import cached_property
from inspect import signature

from peewee import SQL

from app.db import Prepared, db


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
            self.rows = self.query._get_cursor_wrapper(cursor)
            self.rows.initialize()
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
