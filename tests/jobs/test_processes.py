"""Workers and the scheduler as real processes: killed, cut off from Redis, and started again."""

import socket
import subprocess
import threading

import pytest
from redis import Redis

from app.catalog.models import Work
from app.mail import Email, send_once
from app.orders.integrity import broken_invariants
from app.orders.models import Order
from dev import redis_server
from jobs import sweeps
from tests.jobs.conftest import kill_all, until
from tests.orders.conftest import event_of, events_of


class Mute:
    """Takes connections and never says a word."""

    def __init__(self):
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        self.callers = []
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self):
        while True:
            try:
                self.callers.append(self.socket.accept())
            except OSError:
                return

    def close(self):
        self.socket.close()


@pytest.fixture
def mute():
    server = Mute()
    yield server
    server.close()


def order_is(status):
    def order_has_that_status():
        return Order.get().status == status

    return order_has_that_status


def test_a_worker_settles_and_writes_on_a_webhook(
    a_session, shopper, stripe, post_webhook, postbox, a_process
):
    payment = a_session()
    shopper(payment)
    a_process("jobs.worker", STRIPE_API_BASE=stripe.address, SMTP_URL=smtp(postbox))
    post_webhook(event_of(payment))
    until(order_is("paid"))

    def letter_came():
        return postbox.letters

    (letter,) = until(letter_came)
    assert b"Thank you for your order" in letter.content


def smtp(postbox):
    return f"smtp://127.0.0.1:{postbox.port}"


def test_a_worker_killed_in_the_middle_of_an_email_and_redis_emptied_send_it_once(
    app, an_order, postbox, mute, a_process
):
    order = an_order()
    send_once("order_received", order.id, order.email)
    worker = a_process("jobs.worker", SMTP_URL=f"smtp://127.0.0.1:{mute.port}")

    def job_is_at_it():
        return mute.callers

    until(job_is_at_it)
    kill_all(worker)
    app.extensions["redis"].flushdb()

    def sent():
        sweeps.send_emails()
        return Email.get().sent_at

    until(sent)
    sweeps.send_emails()
    assert len(postbox.letters) == 1


def test_a_worker_killed_in_the_middle_of_a_settlement_and_redis_emptied_settle_once(
    app, a_session, shopper, stripe, post_webhook, a_process
):
    payment = a_session()
    shopper(payment)
    stripe.fault(api="slow", seconds=60, path="/v1/checkout/sessions/*", method="GET", next=1)
    worker = a_process("jobs.worker", STRIPE_API_BASE=stripe.address)
    post_webhook(event_of(payment))

    def stripe_is_being_asked():
        with_faults = stripe.post("/_simulator/faults", method="GET")
        return with_faults == []

    until(stripe_is_being_asked)
    kill_all(worker)
    app.extensions["redis"].flushdb()
    assert order_is("awaiting_payment")()
    stripe.post("/_simulator/faults", method="DELETE")
    for _ in range(2):
        sweeps.handle_payment_events()
    assert events_of(payment.order) == ["placed", "paid"]
    assert Email.select().count() == 1
    assert Work.get().popularity == 1
    assert broken_invariants() == []


def test_a_job_that_failed_is_tried_again_by_the_worker(app, an_order, postbox, a_process):
    postbox.answer = "451 later"
    order = an_order()
    send_once("order_received", order.id, order.email)
    a_process("jobs.worker", SMTP_URL=smtp(postbox))

    def failed_once():
        return Email.get().attempts == 1

    def sent():
        return Email.get().sent_at

    until(failed_once)
    postbox.answer = "250 taken"
    until(sent, seconds=40)
    assert len(postbox.letters) == 1


@pytest.fixture
def a_redis(app, tmp_path):
    """Starts a Redis server that the shop uses, on the same port each time, always empty."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        port = found.getsockname()[1]
    running = []

    def start():
        command = redis_server.command(tmp_path, port, keep=False)
        running.append(subprocess.Popen(command, stdout=subprocess.DEVNULL))

        def redis_answers():
            return redis_server.answers(start.url)

        until(redis_answers)
        return running[-1]

    start.url = f"redis://127.0.0.1:{port}/0"
    usual, app.extensions["redis"] = app.extensions["redis"], Redis.from_url(start.url)
    yield start
    app.extensions["redis"] = usual
    for process in running:
        process.kill()
        process.wait(timeout=5)


def test_worker_and_scheduler_wait_for_redis_and_outlive_it(an_order, postbox, a_redis, a_process):
    to = {"REDIS_URL": a_redis.url, "SMTP_URL": smtp(postbox)}
    processes = [a_process("jobs.worker", **to), a_process("jobs.schedule", **to)]
    order = an_order()
    send_once("order_received", order.id, order.email)
    redis = a_redis()

    def all_sent():
        return not Email.select().where(Email.sent_at.is_null()).exists()

    until(all_sent, seconds=40)
    redis.kill()
    redis.wait(timeout=5)
    a_redis()
    send_once("order_paid", order.id, order.email)
    until(all_sent, seconds=40)
    assert [process.poll() for process in processes] == [None, None]


def test_a_worker_asked_to_stop_stops(app, a_process):
    redis = app.extensions["redis"]
    worker = a_process("jobs.worker")

    def waiting_for_work():
        return [key for key in redis.keys("rq:worker:*") if redis.hget(key, "state") == b"idle"]

    until(waiting_for_work)
    worker.terminate()
    assert worker.wait(timeout=15) == 0


def test_a_scheduler_asked_to_stop_stops(app, a_process):
    scheduler = a_process("jobs.schedule")

    def on_duty():
        return app.extensions["redis"].exists("rq:cron_schedulers")

    until(on_duty)
    scheduler.terminate()
    assert scheduler.wait(timeout=15) == 0
