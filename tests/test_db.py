"""The pool of connections."""

from urllib.parse import urlsplit

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
