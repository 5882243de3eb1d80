"""What a passkey signs: a random text that this browser was given, good once and for a while."""

import secrets
import time

from flask import session

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
