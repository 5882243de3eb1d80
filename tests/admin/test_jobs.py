import pytest
from redis import Redis
from rq import SimpleWorker

from app.accounts.staff_actions import StaffAction
from app.db import now
from app.mail import Email
from app.orders.models import PaymentEvent
from app.queueing import queue_named


@pytest.fixture
def a_failed_job(app):
    """Builds a job that was run by a real worker and failed."""

    def build(queue="payments"):
        job = queue_named(queue).enqueue("builtins.int", "not a number", failure_ttl=3600)
        redis = app.extensions["redis"]
        SimpleWorker([queue], connection=redis, serializer="json").work(
            burst=True, logging_level=40
        )
        return job

    return build


@pytest.fixture
def no_redis(app):
    """The shop pointed at a port where no Redis listens."""
    was = app.extensions["redis"]
    app.extensions["redis"] = Redis.from_url("redis://127.0.0.1:1/0")
    yield
    app.extensions["redis"] = was


def test_a_failed_job_is_shown_with_its_error(desk, a_failed_job):
    a_failed_job()
    page = desk.get("/admin/jobs").text
    assert "builtins.int" in page
    assert "ValueError: invalid literal for int()" in page
    assert "Traceback" in page


def test_a_failed_job_runs_again(desk, a_failed_job):
    job = a_failed_job()
    answer = desk.post("/admin/jobs/retries", data={"job": job.id})
    assert answer.status_code == 303
    assert queue_named("payments").job_ids == [job.id]
    assert queue_named("payments").failed_job_registry.count == 0
    assert "builtins.int" in StaffAction.get().subject


def test_all_failed_jobs_run_again(desk, a_failed_job):
    jobs = {a_failed_job("payments").id, a_failed_job("default").id}
    desk.post("/admin/jobs/retries")
    queued = queue_named("payments").job_ids + queue_named("default").job_ids
    assert set(queued) == jobs
    assert StaffAction.get().subject == "2 failed jobs"


@pytest.mark.parametrize("job", ["no-such-job", "x" * 5000, "\0"])
def test_a_job_that_did_not_fail_is_left_alone(desk, job):
    answer = desk.post("/admin/jobs/retries", data={"job": job}, follow_redirects=True)
    assert "not among the failed ones" in answer.text
    assert StaffAction.select().count() == 0


def test_without_redis_the_page_says_so_and_still_shows_the_rows(desk, no_redis):
    PaymentEvent.create(event_id="evt_1", type="charge.dispute.created", payload={})
    page = desk.get("/admin/jobs")
    assert page.status_code == 200
    assert "The queues do not answer." in page.text
    assert "charge.dispute.created" in page.text
    assert desk.get("/admin/orders").status_code == 200
    refused = desk.post("/admin/jobs/retries", follow_redirects=True)
    assert "The queues do not answer just now." in refused.text


def test_emails_that_were_not_sent_are_listed_with_the_reason(desk):
    Email.create(kind="order_paid", about=1, recipient="a@example.org", sent_at=now())
    Email.create(
        kind="order_paid",
        about=2,
        recipient="b@example.org",
        attempts=5,
        given_up_at=now(),
        last_error="550 no such mailbox",
    )
    page = desk.get("/admin/jobs").text
    assert "550 no such mailbox" in page
    assert "b@example.org" in page
    assert "a@example.org" not in page


def test_a_handled_payment_event_is_not_listed(desk):
    PaymentEvent.create(event_id="evt_1", type="done.with", payload={}, handled_at=now())
    assert "done.with" not in desk.get("/admin/jobs").text


def test_a_new_look_at_the_queues_is_a_fragment(desk, a_failed_job):
    a_failed_job()
    page = desk.get("/admin/jobs", headers={"HX-Request": "true"}).text
    assert page.lstrip().startswith('<div id="jobs"')
