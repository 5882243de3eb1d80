"""How the shop hears of it: webhooks, jobs and sweeps, each of them late, twice, or not at all."""

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule
from structlog.testing import capture_logs

from app.db import now
from app.orders import upkeep
from app.orders.holds import is_processing, run_out
from app.orders.models import Order, Payment
from app.orders.payments import gateway
from app.queueing import DEFAULT, PAYMENTS, queue_named
from tests.orders.any_order.desk import WHICH, pick

ACTED_UPON = ("checkout.session.", "refund.", "charge.dispute.", "charge.refund.updated")
SWEEPS = {
    "handle_waiting_events": upkeep.handle_waiting_events,
    "ask_about_payments": upkeep.ask_about_payments,
    "release_expired": upkeep.release_expired,
    "carry_out_refunds": upkeep.carry_out_refunds,
    "allocate_copies": upkeep.allocate_copies,
}


class Telling:
    @precondition(lambda self: self.payments("open", "processing", "paid"))
    @rule(which=st.sampled_from([0, 0, -1, 3]), times=st.sampled_from([1, 1, 1, 2]))
    def stripe_tells(self, which, times):
        """The oldest of what it has to tell, or the newest, or what comes to its mind."""
        if event := self.to_tell(which):
            for _ in range(times):
                assert self.world.post_webhook(event).status_code == 200
            self.world.done["told twice" if times == 2 else "told"] += 1

    @precondition(lambda self: self.payments("open", "processing", "paid"))
    @rule(which=WHICH)
    def a_webhook_is_lost(self, which):
        self.world.done["webhook lost"] += self.to_tell(which) is not None

    @rule(most=st.integers(1, 4), times=st.sampled_from([1, 1, 1, 2]))
    def a_worker_works(self, most, times):
        for job in self.jobs()[:most]:
            job.delete()
            for _ in range(times):
                self.do(job.func_name, job.func, *job.args)

    @rule()
    def redis_is_emptied(self):
        self.world.done["job lost"] += bool(self.jobs())
        self.world.app.extensions["redis"].flushdb()

    @precondition(lambda self: self.orders("awaiting_payment"))
    @rule(which=WHICH, then=st.sampled_from(["nothing", "sweep", "page stays"]))
    def time_is_up(self, which, then):
        """Nobody looks, or the sweep, or its page cannot be closed: somebody is paying there."""
        order = pick(self.orders("awaiting_payment"), which)
        if then == "page stays":
            self.run_out(order)
        else:
            self.end_hold(order)
        if then == "sweep":
            self.sweep("release_expired")

    def end_hold(self, order):
        moment = now() - timedelta(seconds=1)
        Order.update(hold_expires_at=moment).where(Order.id == order.id).execute()

    def run_out(self, order):
        bank_works = is_processing(order)
        self.end_hold(order)
        run_out(order.id)
        ended = Order.get_by_id(order.id).status == "expired"
        assert ended != bank_works, "an order ends unless its money is on its way"

    @rule(name=st.sampled_from(sorted(SWEEPS)))
    def sweep(self, name):
        """An error that a sweep leaves for the next minute is an error here."""
        hour_ago = now() - timedelta(hours=1)
        Payment.update(asked_at=hour_ago).where(Payment.asked_at.is_null(False)).execute()
        Payment.update(created_at=hour_ago).execute()
        with capture_logs() as logs:
            SWEEPS[name]()
        assert [log for log in logs if log.get("exc_info")] == []

    def to_tell(self, which):
        """One of the events at Stripe of which it has not tried to tell yet, or None."""
        events = gateway.client().v1.events.list({"limit": 100}).data[::-1]
        left = [
            event
            for event in events
            if event.id not in self.begun and event.type.startswith(ACTED_UPON)
        ]
        if not left:
            return None
        event = left[which % len(left)]
        self.begun.add(event.id)
        return event.to_dict()

    def jobs(self):
        """What is queued, but for the letters."""
        queues = map(queue_named, (PAYMENTS, DEFAULT))
        jobs = [job for queue in queues for job in queue.jobs]
        return [job for job in jobs if not job.func_name.startswith("jobs.emails.")]
