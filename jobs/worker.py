"""`python -m jobs.worker [QUEUE …]`: does the work of these queues, or of all; outlives Redis.

Each job has a process of its own.
"""

import sys
import time

import structlog
from peewee import DatabaseError
from redis.exceptions import RedisError
from rq import Worker
from rq.job import Job

from app import create_app
from app.db import db
from app.logs import without_values
from app.queueing import QUEUES, SERIALIZER

PAUSE = 2  # seconds before going on after Redis was away

log = structlog.get_logger()


class ShopJob(Job):
    """A job with a database connection of its own, opened after the fork and closed at its end."""

    def _execute(self):
        with db.connection_context():
            try:
                return super()._execute()
            except DatabaseError as error:
                # Redis keeps what it says, and the log.
                said = type(error)(without_values(str(error)))
                raise said.with_traceback(error.__traceback__) from None


class ShopWorker(Worker):
    job_class = ShopJob
    max_connection_wait_time = 5.0  # seconds, so that work goes on soon after Redis is back

    @property
    def asked_to_stop(self):
        return self._stop_requested or self._shutdown_requested_date is not None


def main(worker_class=ShopWorker):
    app = create_app()
    compile_letters(app)
    # Jobs inherit the context through the fork.
    with app.app_context():
        while not work(worker_class, app.extensions["redis"], sys.argv[1:] or QUEUES):
            time.sleep(PAUSE)


def compile_letters(app):
    """Read the templates of letters before the fork: each job would take 30 ms to do it again."""
    for name in app.jinja_env.list_templates(filter_func=lambda name: name.startswith("emails/")):
        app.jinja_env.get_template(name)


def work(worker_class, redis, queues):
    """Work until asked to stop, or until Redis is lost; True when asked to stop."""
    worker = None
    try:
        worker = worker_class(queues, connection=redis, serializer=SERIALIZER)
        worker.work(with_scheduler=True, logging_level="WARNING")
    except RedisError as error:
        log.warning("Redis is away", error=str(error))
    return worker is not None and worker.asked_to_stop


if __name__ == "__main__":
    main()
