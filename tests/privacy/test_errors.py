"""What errors say of people stays out of logs and queues."""

import traceback
from concurrent.futures import ThreadPoolExecutor

import pytest
from peewee import IntegrityError

from app.logs import without_values
from app.queueing import SERIALIZER
from jobs.worker import ShopJob
from tests.people import a_person

HERS = "perpetua@example.org"


def join_twice():
    """A job that the database refuses, with the row that it refuses in its words."""
    a_person(HERS)


@pytest.fixture
def a_refusal(app):
    a_person(HERS)
    with pytest.raises(IntegrityError) as refusal:
        a_person(HERS)
    return str(refusal.value)


def test_what_postgres_quotes_of_a_row_is_cut_off(a_refusal):
    assert HERS in a_refusal
    said = without_values(f"Traceback\n{a_refusal}\n\nThe above exception was the cause\nError: no")
    assert HERS not in said
    assert "customers_email" in said
    assert said.endswith("The above exception was the cause\nError: no")


def test_a_job_that_the_database_refused_ends_without_it(app, a_refusal):
    job = ShopJob.create(
        join_twice, connection=app.extensions["redis"], serializer=SERIALIZER, timeout=10
    )
    with ThreadPoolExecutor(1) as worker:
        error = worker.submit(perform, app, job).exception(timeout=10)
    said = "".join(traceback.format_exception(error))
    assert isinstance(error, IntegrityError)
    assert "customers_email" in said
    assert "in join_twice" in said
    assert HERS not in said


def perform(app, job):
    with app.app_context():
        job.perform()
