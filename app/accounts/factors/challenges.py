"""What a passkey signs: a random text that this browser was given, good once and for a while."""

import secrets
import time
from datetime import timedelta

from flask import session

from app.accounts.factors.models import SpentChallenge
from app.accounts.sessions import digest
from app.db import now

SECONDS = 300
KEY = "challenge"


def give():
    challenge = secrets.token_urlsafe(32)
    session[KEY] = {"text": challenge, "at": int(time.time())}
    return challenge.encode()


def given():
    """The challenge that this browser is to answer, else None; it is asked for once."""
    kept = session.pop(KEY, None)
    return kept["text"].encode() if kept and kept["at"] > time.time() - SECONDS else None


def spend(challenge):
    """False when it was answered before: the cookie that names it can be sent again, by anybody."""
    row = SpentChallenge.insert(challenge_hash=digest(challenge.decode()))
    return bool(list(row.on_conflict_ignore().returning(SpentChallenge).execute()))


def forget_old():
    SpentChallenge.delete().where(
        SpentChallenge.spent_at < now() - timedelta(seconds=2 * SECONDS)
    ).execute()
