"""The pool of connections."""

from contextlib import closing
from datetime import datetime
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import psycopg2
import pytest

from app.db import configure, db


@pytest.fixture
def named(empty_shop, settings):
    yield settings["DATABASE_URL"]
    configure(settings["DATABASE_URL"])


def here():
    with db.connection_context():
        return db.execute_sql("select current_database()").fetchone()[0]


def test_the_database_that_was_named_last_is_the_one_that_is_asked(named):
    assert here() == urlsplit(named).path.strip("/")
    configure(urlsplit(named)._replace(path="/postgres").geturl())
    assert here() == "postgres"


def test_each_connection_knows_the_day_of_the_shop(named):
    for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago"):  # never the same day
        configure(named, timezone=zone)
        with db.connection_context():
            ((day,),) = db.execute_sql("select catalog.today()").fetchall()
        assert day == datetime.now(ZoneInfo(zone)).date()


def test_a_connection_that_the_server_has_ended_is_not_lent_again(empty_shop):
    with db.connection_context():
        ended = backend()
    with closing(psycopg2.connect(**db.connect_params, dbname=db.database)) as other:
        end(other, ended)
    with db.connection_context():
        assert backend() != ended


def test_one_that_is_well_is_lent_again(empty_shop):
    with db.connection_context():
        first = backend()
    with db.connection_context():
        assert backend() == first


def backend():
    return db.execute_sql("select pg_backend_pid()").fetchone()[0]


def end(other, pid):
    """End the server's side of a connection, and wait until it is gone."""
    with other.cursor() as cursor:
        cursor.execute("select pg_terminate_backend(%s, 20000)", (pid,))
        assert cursor.fetchone() == (True,)
