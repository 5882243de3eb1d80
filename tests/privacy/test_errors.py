"""What errors say of people stays out of logs and queues."""

import pytest
from peewee import IntegrityError
from rq import SimpleWorker

from app.accounts.models import Customer
from app.db import db
from app.logs import without_values
from app.queueing import SERIALIZER, nudge_after_commit, queue_named
from jobs.worker import ShopJob
from tests.people import a_person
from tests.privacy.searching import keys_with


def join_twice():
    """A job that the database refuses, with the row that it refuses in its words."""
    a_person("perpetua@example.org")


@pytest.fixture
def a_refusal(app):
    a_person("perpetua@example.org")
    with pytest.raises(IntegrityError) as refusal:
        a_person("perpetua@example.org")
    return str(refusal.value)


def test_what_postgres_quotes_of_a_row_is_cut_off(a_refusal):
    assert "perpetua" in a_refusal
    said = without_values(f"Traceback\n{a_refusal}\n\nThe above exception was the cause\nError: no")
    assert "perpetua" not in said
    assert "customers_email" in said
    assert said.endswith("The above exception was the cause\nError: no")


def test_a_job_that_the_database_refused_is_kept_without_it(app, a_refusal, caplog):
    redis = app.extensions["redis"]
    nudge_after_commit("tests.privacy.test_errors.join_twice", queue="bulk")
    db.close()  # as the job opens one of its own
    queue = queue_named("bulk")
    SimpleWorker([queue], connection=redis, serializer=SERIALIZER, job_class=ShopJob).work(
        burst=True
    )
    db.connect()
    assert Customer.select().count() == 1
    assert "customers_email" in caplog.text
    assert "perpetua" not in caplog.text
    assert keys_with(redis, ["customers_email"])
    assert keys_with(redis, ["perpetua"]) == []
