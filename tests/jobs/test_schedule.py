import contextlib
import json
import zlib

from app.queueing import QUEUES
from jobs import sweeps
from jobs.schedule import SWEEPS, Schedule
from tests.orders.conftest import queued, run_jobs


def test_every_sweep_is_queued_at_once_and_again_in_its_time(app):
    schedule = Schedule(app.extensions["redis"])
    schedule.enqueue_jobs()
    schedule.enqueue_jobs()
    assert sorted(queued()) == sorted(f"jobs.sweeps.{sweep.__name__}" for sweep, *_ in SWEEPS)
    assert 50 < schedule.calculate_sleep_interval() <= 60


def test_every_sweep_there_is_is_on_the_schedule():
    there = {name for name, thing in vars(sweeps).items() if callable(thing)}
    assert there == {sweep.__name__ for sweep, *_ in SWEEPS}


def test_sweeps_with_nothing_to_do_do_nothing(app):
    Schedule(app.extensions["redis"]).enqueue_jobs()
    run_jobs()


def test_nothing_in_redis_is_a_pickle(app):
    redis = app.extensions["redis"]
    Schedule(redis).enqueue_jobs()
    keys = redis.keys("rq:job:*")
    assert len(keys) == len(SWEEPS)
    for key in keys:
        data = redis.hget(key, "data")
        with contextlib.suppress(zlib.error):
            data = zlib.decompress(data)
        assert json.loads(data)[0].startswith("jobs.sweeps.")


def test_sweeps_that_found_no_worker_do_not_pile_up(app):
    Schedule(app.extensions["redis"]).enqueue_jobs()
    redis = app.extensions["redis"]
    assert all(0 < redis.ttl(key) <= 60 or redis.hget(key, "ttl") for key in redis.keys("rq:job:*"))


def test_the_queues_are_served_most_urgent_first():
    assert QUEUES == ["payments", "default", "bulk"]
