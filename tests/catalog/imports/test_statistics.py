"""Postgres knows how many books there are while an import brings them."""

import pytest

from app.catalog.imports import runs
from app.db import db
from tests.catalog.imports.conftest import a_row


@pytest.fixture(autouse=True)
def nobody_else_looks(app):
    """Not Postgres by itself either, which does so now and then."""
    for table in ("works", "editions"):
        db.execute_sql(f"alter table catalog.{table} set (autovacuum_enabled = false)")
    yield
    for table in ("works", "editions"):
        db.execute_sql(f"alter table catalog.{table} reset (autovacuum_enabled)")


def known(table="works"):
    sql = "select reltuples from pg_class where oid = %s::regclass"
    return db.execute_sql(sql, (f"catalog.{table}",)).fetchone()[0]


def test_an_import_into_an_empty_shop_has_postgres_look_again_as_it_grows(run_file, monkeypatch):
    monkeypatch.setattr(runs, "BATCH", 10)
    db.execute_sql("analyze catalog.works, catalog.editions")
    run_file(*(a_row(number) for number in range(1, 81)))
    assert 27 <= known() <= 80  # twice as many again would have been noticed
    assert known("editions") > 0


def test_an_import_of_few_into_many_does_not(run_file):
    run_file(*(a_row(number) for number in range(1, 31)))
    db.execute_sql("analyze catalog.works")
    run_file(*(a_row(number) for number in range(101, 111)))
    assert known() == 30
