"""Idempotency keys, as Stripe keeps them: one key, one request, one answer, for a day."""

import hashlib
import json
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass

from dev.stripe_simulator.refusals import BadParameter, KeyBusy, KeyMisused

KEPT = 24 * 60 * 60
LONGEST_KEY = 255


@dataclass
class Answer:
    status: int
    body: dict
    replay_of: str | None = None  # the id of the request that was answered first


class Keys:
    def __init__(self, store):
        self.store = store
        self._busy = set()
        self._lock = threading.Lock()

    @contextmanager
    def claim(self, key):
        """Hold the key while its request runs; a second one meanwhile is a conflict."""
        if len(key) > LONGEST_KEY:
            raise BadParameter(f"Idempotency keys can have up to {LONGEST_KEY} characters.")
        with self._lock:
            if key in self._busy:
                raise KeyBusy(
                    f"Another request with the idempotency key '{key}' is still in progress.",
                    code="idempotency_key_in_use",
                )
            self._busy.add(key)
        try:
            yield
        finally:
            with self._lock:
                self._busy.discard(key)

    def recall(self, key, endpoint, params):
        """The answer given before, or None; refuses a key that belongs to another request."""
        self.store.execute("delete from answers where saved_at < ?", (time.time() - KEPT,))
        rows = self.store.rows("select * from answers where key = ?", (key,))
        if not rows:
            return None
        (row,) = rows
        if row["endpoint"] != endpoint:
            raise _misused(key, f"for the endpoint they were first used for ('{row['endpoint']}')")
        if row["fingerprint"] != _fingerprint(params):
            raise _misused(key, "with the same parameters they were first used with")
        return Answer(row["status"], json.loads(row["body"]), row["request"])

    def remember(self, key, endpoint, params, request_id, answer):
        row = (key, _fingerprint(params), endpoint, request_id, answer.status)
        self.store.execute(
            "insert into answers (key, fingerprint, endpoint, request, status, body, saved_at)"
            " values (?, ?, ?, ?, ?, ?, ?)",
            (*row, json.dumps(answer.body), time.time()),
        )


def _misused(key, how):
    return KeyMisused(
        f"Keys for idempotent requests can only be used {how}. "
        f"Try another key than '{key}' if you meant a different request."
    )


def _fingerprint(params):
    # Never the parameters themselves: the state file need not hold them twice.
    return hashlib.sha256(json.dumps(params, sort_keys=True).encode()).hexdigest()
