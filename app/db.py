"""The one database: pool, schemas, base models, and the connection that each request borrows."""

import os
from contextlib import contextmanager
from datetime import UTC, datetime
from select import POLLIN, poll
from uuid import uuid4

from flask import g, request
from peewee import BigAutoField, DataError, IntegrityError, InternalError, Model, OperationalError
from playhouse.db_url import parse
from playhouse.pool import PooledPostgresqlDatabase

from app.sql import Names


class Database(PooledPostgresqlDatabase):
    context_class = Names

    def _is_closed(self, connection):
        """Whether a connection from the pool is of no more use, without a question to the server.

        A server that is gone has closed its end, so that there is something to read; peewee asks
        for `select 1` at every request instead.
        """
        if connection.closed:
            return True
        heard = poll()
        heard.register(connection, POLLIN)
        return bool(heard.poll(0))


# autoconnect off: a query outside a request or a job is a mistake and should say so.
db = Database(None, autoconnect=False)
# RQ forks; a child must not speak on its parent's connections.
os.register_at_fork(after_in_child=db.dispose)

SESSION_OPTIONS = " ".join(
    f"-c {setting}"
    for setting in (
        "timezone=UTC",
        "statement_timeout=15000",
        "lock_timeout=10000",
        "client_min_messages=warning",
        "jit=off",  # compiling takes longer than any page may
        "max_parallel_workers_per_gather=0",  # search reads its tiers in order, one after another
        "random_page_cost=1.1",
        "work_mem=16MB",
        "plan_cache_mode=force_generic_plan",  # of what is prepared, see planned.py
    )
)


REFUSALS = (DataError, IntegrityError, InternalError, OperationalError)
TOO_MUCH = "54"  # SQLSTATE class: a limit of the database was exceeded

# A lock on a row that others may refer to meanwhile, such as an order to an edition.
NO_KEY, KEY_SHARE = "FOR NO KEY UPDATE", "FOR KEY SHARE"


class BaseModel(Model):
    id = BigAutoField()

    class Meta:
        database = db
        only_save_dirty = True
        legacy_table_names = False


class CatalogModel(BaseModel):
    class Meta:
        schema = "catalog"


class AccountsModel(BaseModel):
    class Meta:
        schema = "accounts"


class SalesModel(BaseModel):
    class Meta:
        schema = "sales"


def is_refusal(error):
    """Whether one of REFUSALS is about what the database was given, not about its being away or
    busy.
    """
    code = getattr(error.__cause__, "pgcode", None) or ""
    return not isinstance(error, OperationalError) or code.startswith(TOO_MUCH)


def now():
    return datetime.now(UTC)


@contextmanager
def lent_connection():
    """A connection for a moment, outside requests and jobs too; the open one if there is one."""
    opened = db.connect(reuse_if_open=True)
    try:
        yield
    finally:
        if opened:
            db.close()


@contextmanager
def unhurried():
    """A transaction whose statements may take as long as they need, for what nobody waits for."""
    with db.atomic():
        db.execute_sql("set local statement_timeout = 0")
        yield


def configure(database_url, *, max_connections=20, timezone="UTC"):
    """Point the pool at a database; connections are opened when they are first needed.

    `timezone` is the shop's, by whose day catalog.today() goes; the session's own is UTC.
    """
    db.init(
        **parse(database_url, unquote_user=True, unquote_password=True),
        max_connections=max_connections,
        timeout=10,
        stale_timeout=600,
        options=f"{SESSION_OPTIONS} -c octavo.timezone={timezone}",
        application_name="octavo",
    )
    db.close_idle()  # those that wait in the pool are to the database of before


def streamed(sql, params, at_once=200):
    """The rows of a query as dicts, a few at a time in memory; in a transaction of the caller's."""
    # Held, since psycopg2 knows nothing of a transaction that peewee began.
    name = f"streamed_{uuid4().hex}"
    with db.connection().cursor(name=name, withhold=True) as cursor:
        cursor.itersize = at_once
        cursor.execute(sql, params)
        for row in cursor:
            yield {
                column.name: value for column, value in zip(cursor.description, row, strict=True)
            }


@contextmanager
def held_alone(name):
    """Yield True to one connection at a time for this name, False to the others, without waiting.

    Unlike a row's lock it outlasts commits; like one it goes with the connection that dies.
    """
    key = (name,)
    (mine,) = db.execute_sql("select pg_try_advisory_lock(hashtextextended(%s, 0))", key).fetchone()
    try:
        yield mine
    finally:
        if mine:
            db.execute_sql("select pg_advisory_unlock(hashtextextended(%s, 0))", key)


def lend_connection(app):
    """Open a pooled connection before each request that needs one and give it back after."""

    @app.before_request
    def connect():
        if wants_database(app):
            g.borrowed = db.connect(reuse_if_open=True)

    @app.teardown_request
    def give_back(_error):
        if g.pop("borrowed", False):
            db.close()


def without_database(view):
    """Mark a view that must answer, and answer fast, when there is no database."""
    view.without_database = True
    return view


def wants_database(app):
    view = app.view_functions.get(request.endpoint)
    return view is not None and not getattr(view, "without_database", False)
