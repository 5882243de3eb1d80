"""Random texts that are good once: a cookie that names one can be sent again, by anybody."""

from datetime import timedelta

from app.accounts.factors.models import SpentChallenge
from app.accounts.sessions import digest
from app.db import now

KEPT = timedelta(minutes=20)  # longer than any of them is good for


def spend(text):
    """Whether this is the first time, also of two at once."""
    row = SpentChallenge.insert(challenge_hash=digest(text))
    return bool(list(row.on_conflict_ignore().returning(SpentChallenge).execute()))


def forget_old():
    SpentChallenge.delete().where(SpentChallenge.spent_at < now() - KEPT).execute()
