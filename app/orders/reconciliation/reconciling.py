"""Reconciliation: each night, all that Stripe has of the last weeks beside all that we have."""

from datetime import timedelta

from app.db import held_alone, now
from app.orders.payments.stripe_lists import Period
from app.orders.reconciliation.comparing import differences, look_again
from app.orders.reconciliation.differences import keep, not_seen_since, resolve
from app.orders.reconciliation.remedies import REMEDIES
from app.orders.reconciliation.runs import begin
from app.queueing import PAYMENTS, nudge_after_commit

# What is younger may still be on its way: a webhook, its job, the sweep that makes up for it.
GRACE = timedelta(minutes=5)


def reconcile(run_id, grace=GRACE):
    """Compare everything and write down what differs; True once all of it has been compared.

    One at a time does, and others do nothing meanwhile. When it fails, what was found is kept,
    nothing is taken for resolved, and the run says that it was cut short and why.
    """
    with held_alone("reconciliation") as mine:
        run = mine and begin(run_id, until=now() - grace)
        if not run:
            return False
        try:
            compare(run)
        except Exception as error:
            run.fail(error)
            raise
        run.end()
        return True


def compare(run):
    begun_at = now()
    for found in differences(Period(run.since, run.until), tell=run.count):
        write_down(found)
        run.touch()
    # Also what is older than this run looks: nothing is resolved but by a look at it.
    for difference in list(not_seen_since(begun_at)):
        found = look_again(difference)
        keep(found) if found else resolve(difference)
        run.touch()


def write_down(found):
    difference_id = keep(found)
    if found.kind in REMEDIES:
        nudge_after_commit("jobs.payments.put_right", difference_id, queue=PAYMENTS)
