"""The runs of the reconciliation: who asked for one, how far it came, and whose night it is."""

from datetime import datetime, time, timedelta

from peewee import SQL, IntegerField, TextField
from playhouse.postgres_ext import DateTimeTZField

from app.db import SalesModel, now
from app.orders.models import Payment
from app.queueing import PAYMENTS, nudge_after_commit
from app.times import shop_zone

# Longer than a bank takes over a payment, and than most refunds take to fail.
REACH = timedelta(days=35)
NIGHT = time(3)
LONGEST = 2 * 3600  # seconds
# Longer than it waits for Stripe without a word, however busy that is.
SILENCE = timedelta(minutes=5)


class Reconciliation(SalesModel):
    asked_by = TextField()
    asked_at = DateTimeTZField(constraints=[SQL("default now()")])
    since = DateTimeTZField()
    until = DateTimeTZField(null=True)
    begun_at = DateTimeTZField(null=True)
    seen_at = DateTimeTZField(null=True)
    ended_at = DateTimeTZField(null=True)
    cut_short = TextField(default="")
    sessions = IntegerField(default=0)
    charges = IntegerField(default=0)
    refunds = IntegerField(default=0)
    disputes = IntegerField(default=0)

    class Meta:
        table_name = "reconciliations"

    def count(self, name, things):
        """Note that so many things of this list have been compared."""
        setattr(self, name, getattr(self, name) + things)
        self.touch()

    def touch(self):
        self.seen_at = now()
        self.save()

    def fail(self, error):
        self.cut_short = f"{type(error).__name__}: {error}"[:500]
        self.save()

    def end(self):
        self.ended_at = now()
        self.save()

    @property
    def standing(self):
        """waiting, under_way, whole or cut_short; the last also when it was killed."""
        if self.ended_at:
            return "whole"
        if self.begun_at is None:
            return "waiting"
        silent = self.seen_at < now() - SILENCE
        return "cut_short" if self.cut_short or silent else "under_way"


def begin(run_id, until):
    """The run, begun from its start, or None when it has ended already."""
    run = Reconciliation.get_or_none(Reconciliation.id == run_id, Reconciliation.ended_at.is_null())
    if run:
        run.begun_at = run.seen_at = now()
        run.until, run.cut_short = until, ""
        run.sessions = run.charges = run.refunds = run.disputes = 0
        run.save()
    return run


def ask_for_one(by, since=None):
    """Have one run soon; the latest when that has not ended yet."""
    run = latest()
    if run is None or run.ended_at:
        run = Reconciliation.create(asked_by=by, since=since or now() - REACH)
    nudge_after_commit("jobs.payments.reconcile", run.id, queue=PAYMENTS, timeout=LONGEST)
    return run


def ask_nightly():
    """Once a night, unless nothing was ever paid; at other times go on with what was cut short."""
    run = latest()
    if (run and not run.ended_at) or (is_due() and Payment.select().exists()):
        ask_for_one("shop")


def is_due():
    mine = Reconciliation.asked_by == "shop"
    since = Reconciliation.asked_at >= last_night()
    return not Reconciliation.select().where(mine, since).exists()


def last_night():
    here = now().astimezone(shop_zone())
    day = here.date() if here.time() >= NIGHT else here.date() - timedelta(days=1)
    return datetime.combine(day, NIGHT, here.tzinfo)


def latest():
    return Reconciliation.select().order_by(Reconciliation.id.desc()).first()


def latest_whole():
    whole = Reconciliation.ended_at.is_null(False)
    return Reconciliation.select().where(whole).order_by(Reconciliation.id.desc()).first()
