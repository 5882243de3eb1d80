"""Hands work to RQ by its dotted name, once the open transaction has committed."""

import structlog
from flask import current_app
from redis.exceptions import RedisError
from rq import Queue, Retry
from rq.serializers import JSONSerializer

from app.db import db

# The most urgent first.
PAYMENTS, DEFAULT, BULK = QUEUES = ["payments", "default", "bulk"]
# No pickle in Redis: whoever can write there could otherwise run code here.
SERIALIZER = JSONSerializer

RETRY_PAUSES = [5, 30, 120, 600]  # seconds
KEEP_FAILED = 30 * 24 * 3600  # seconds

log = structlog.get_logger()


def nudge_after_commit(job, *args, queue=DEFAULT, timeout=None):
    """Queue a job once the open transaction commits; at once when there is none.

    Only a nudge: the row says what is left to do, and a sweep finds it when Redis is away.
    `timeout` is the longest it may take in seconds; -1 is no limit, None what RQ gives others.
    """

    @db.after_commit
    def enqueue():
        try:
            queue_named(queue).enqueue(
                job,
                *args,
                job_timeout=timeout,
                retry=Retry(max=len(RETRY_PAUSES), interval=RETRY_PAUSES),
                failure_ttl=KEEP_FAILED,
                result_ttl=0,
            )
        except RedisError as error:
            log.warning("not queued, left to the sweep", job=job, args=args, error=str(error))


def queue_named(name):
    return Queue(name, connection=current_app.extensions["redis"], serializer=SERIALIZER)
