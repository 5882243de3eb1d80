"""`python -m jobs.schedule`: queues the sweeps in their time, and outlives lost Redis servers."""

import contextlib
import time

import structlog
from redis.exceptions import RedisError
from rq import Queue
from rq.cron import CronJob, CronScheduler
from rq.exceptions import SchedulerNotFound, StopRequested

from app import create_app
from app.queueing import BULK, DEFAULT, PAYMENTS, SERIALIZER
from jobs import sweeps

MINUTE, HOUR = 60, 3600  # seconds
# A sweep that found no worker in time is not worth keeping: the next one does the same.
WORTH_KEEPING = 55  # seconds
PAUSE = 2  # seconds before going on after Redis was away

SWEEPS = [
    (sweeps.release_expired_holds, PAYMENTS, MINUTE),
    (sweeps.ask_about_payments, PAYMENTS, MINUTE),
    (sweeps.handle_payment_events, PAYMENTS, MINUTE),
    (sweeps.carry_out_refunds, PAYMENTS, MINUTE),
    # Once a night; asked each hour, so that a night without a worker is made up for.
    (sweeps.reconcile_payments, PAYMENTS, HOUR),
    (sweeps.mail_gift_cards, DEFAULT, MINUTE),
    (sweeps.allocate_copies, DEFAULT, MINUTE),
    (sweeps.tell_of_books_back, DEFAULT, MINUTE),
    (sweeps.send_emails, DEFAULT, MINUTE),
    (sweeps.apply_due_sales, DEFAULT, MINUTE),
    (sweeps.lift_embargoes, DEFAULT, MINUTE),
    (sweeps.go_on_with_imports, BULK, MINUTE),
    (sweeps.index_stale, DEFAULT, MINUTE),
    (sweeps.follow_feed_prices, BULK, HOUR),
    (sweeps.tell_of_delays, BULK, 6 * HOUR),
    (sweeps.make_exports, BULK, MINUTE),
    (sweeps.tidy_up, BULK, HOUR),
    (sweeps.renew_names, BULK, 6 * HOUR),
    (sweeps.arrange_tiers, BULK, 6 * HOUR),
]

log = structlog.get_logger()


class Sweep(CronJob):
    """RQ's own would put a pickle into the queue, which our workers do not read."""

    def enqueue(self, connection):
        queue = Queue(self.queue_name, connection=connection, serializer=SERIALIZER)
        return queue.enqueue(self.func_name, **self.job_options)


class Schedule(CronScheduler):
    asked_to_stop = False

    def __init__(self, connection):
        super().__init__(connection)
        self._cron_jobs = [
            Sweep(
                queue_name=queue,
                func=function,
                interval=interval,
                ttl=WORTH_KEEPING,
                result_ttl=0,
                failure_ttl=24 * 3600,
            )
            for function, queue, interval in SWEEPS
        ]

    def _request_stop(self, signum, frame):
        self.asked_to_stop = True
        super()._request_stop(signum, frame)


def main():
    redis = create_app().extensions["redis"]
    # Asked to stop while it waits for Redis, it stops there.
    with contextlib.suppress(StopRequested):
        while not keep_time(Schedule(redis)):
            time.sleep(PAUSE)


def keep_time(schedule):
    """Keep the schedule until asked to stop, or until Redis is lost; True when asked to stop."""
    try:
        schedule.start()
    except (RedisError, SchedulerNotFound) as error:
        log.warning("Redis is away or was emptied", error=str(error))
    return schedule.asked_to_stop


if __name__ == "__main__":
    main()
