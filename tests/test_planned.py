"""Queries written once: they answer as those of peewee do, whatever was asked before."""

import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier

import pytest
from peewee import JOIN, SQL, InterfaceError, OperationalError, fn

from app.catalog.models import Edition, Inventory
from app.db import db
from app.planned import Planned, Prepared
from tests.at_once import all_at_once


def shelved(ids, least):
    return (
        Edition.select(Edition, Inventory)
        .join(Inventory, JOIN.LEFT_OUTER, attr="shelf")
        .where(Edition.id == fn.ANY(ids), Edition.price_minor >= least, Edition.condition == "new")
        .order_by(Edition.id)
    )


SHELVED = Planned(shelved)


def facts(editions):
    return [(one.__data__, getattr(one, "shelf", None) and one.shelf.__data__) for one in editions]


def test_each_run_has_its_own_values(an_edition):
    cheap, dear = an_edition(price_minor=500), an_edition(price_minor=900)
    ids = [cheap.id, dear.id]
    assert SHELVED.all(ids, 1) == [cheap, dear]
    assert SHELVED.all(ids, 600) == [dear]
    assert SHELVED.all([cheap.id], 1) == [cheap]
    assert SHELVED.all([], 1) == []


def test_rows_are_what_peewee_makes_of_them(an_edition):
    counted, uncounted = an_edition(on_hand=4, format="hardback"), an_edition()
    Inventory.delete().where(Inventory.edition == uncounted).execute()
    ids = [counted.id, uncounted.id]
    first, second = SHELVED.all(ids, 0)
    assert facts([first, second]) == facts(shelved(SQL("%s", [ids]), 0))
    assert (first.shelf.on_hand, first.format) == (4, "hardback")
    assert not first.dirty_fields


def test_the_first_of_none_is_none(app):
    assert SHELVED.first([], 0) is None


@pytest.fixture
def hasty_threads():
    """They take turns after next to nothing, so that what is half made is met."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(usual)


def test_threads_that_ask_first_at_the_same_time_are_all_answered(an_edition, hasty_threads):
    edition = an_edition()
    together = Barrier(8)

    def ask(query):
        with db.connection_context():
            together.wait(timeout=10)
            return query.first([edition.id], 0)

    with ThreadPoolExecutor(8) as threads:
        for _ in range(20):
            assert list(threads.map(ask, [Planned(shelved)] * 8)) == [edition] * 8


def test_a_connection_that_is_lost_while_it_plans_is_told_as_any_that_is_lost(app):
    def plan():
        (pid,) = db.execute_sql("select pg_backend_pid()").fetchone()
        with suppress(OperationalError):
            db.execute_sql("select pg_terminate_backend(%s)", (pid,))
        Prepared("select 1 where 'a' like '%'").run()

    (lost,) = all_at_once(app, [plan])
    assert isinstance(lost, OperationalError | InterfaceError)


def test_a_percent_sign_is_planned_as_it_is(app):
    assert Prepared("select 1 where 'ab' like 'a%' and $1 = 5 % 3", "int").run(2) == [(1,)]
