"""The queues as staff see them: what waits, who works, what failed and can run again."""

from dataclasses import dataclass

from flask import current_app
from rq import Worker
from rq.exceptions import InvalidJobOperation, NoSuchJobError
from rq.job import Job

from app.mail import Email
from app.orders.models import PaymentEvent
from app.queueing import QUEUES, SERIALIZER, queue_named

MOST = 100  # failed jobs, emails or events shown at once


@dataclass(frozen=True)
class FailedJob:
    id: str
    queue: str
    what: str
    failed_at: object
    traceback: str

    @property
    def error(self):
        """The last line of the traceback, which says what went wrong."""
        return (self.traceback.strip().splitlines() or ["no reason was kept"])[-1]


def queue_lengths():
    """(name, waiting, running, to be tried again, failed) of each queue."""
    return [
        (
            queue.name,
            queue.count,
            queue.started_job_registry.get_job_count(cleanup=False),
            queue.scheduled_job_registry.count,
            queue.failed_job_registry.count,
        )
        for queue in map(queue_named, QUEUES)
    ]


def workers():
    """(name, state, queues it serves, last heard of) of each worker alive."""
    alive = Worker.all(connection=current_app.extensions["redis"], serializer=SERIALIZER)
    return [
        (worker.name, str(worker.get_state()), worker.queue_names(), worker.last_heartbeat)
        for worker in alive
    ]


def failed_count():
    return sum(queue_named(name).failed_job_registry.count for name in QUEUES)


def failed_jobs():
    """The latest failed jobs of all queues, newest first."""
    jobs = [job for name in QUEUES for job in latest_failed(queue_named(name))]
    return sorted(jobs, key=lambda job: job.failed_at, reverse=True)[:MOST]


def latest_failed(queue):
    ids = queue.failed_job_registry.get_job_ids(0, MOST - 1, desc=True)
    jobs = Job.fetch_many(ids, connection=queue.connection, serializer=queue.serializer)
    return [as_failed(job) for job in jobs if job]


def as_failed(job):
    result = job.latest_result()
    return FailedJob(
        id=job.id,
        queue=job.origin,
        what=job.description,
        failed_at=job.ended_at or job.enqueued_at or job.created_at,
        traceback=result.exc_string or "" if result else "",
    )


def run_again(job_id):
    """Queue a failed job once more; return what it is, or None when it is not failed any longer."""
    for queue in map(queue_named, QUEUES):
        if job_id in queue.failed_job_registry:
            try:
                return queue.failed_job_registry.requeue(job_id).description
            except (NoSuchJobError, InvalidJobOperation):
                return None
    return None


def run_all_again():
    """Queue every failed job once more; return how many there were."""
    ids = [id for name in QUEUES for id in queue_named(name).failed_job_registry.get_job_ids()]
    return sum(run_again(job_id) is not None for job_id in ids)


def unsent_emails():
    """Emails that were tried and not sent, or given up; the newest first."""
    tried = (Email.attempts > 0) | Email.given_up_at.is_null(False)
    query = Email.select().where(Email.sent_at.is_null(), tried)
    return list(query.order_by(Email.id.desc()).limit(MOST))


def emails_waiting():
    return Email.select().where(Email.sent_at.is_null(), Email.given_up_at.is_null()).count()


def unhandled_events():
    query = PaymentEvent.select().where(PaymentEvent.handled_at.is_null())
    return list(query.order_by(PaymentEvent.id.desc()).limit(MOST))
