"""Tries counted in this process alone: of searches, and of all while Redis is away."""

import time
from threading import Lock

ROOM = 20_000  # counters; a few megabytes


class TriesHere:
    def __init__(self, room=ROOM):
        self.room = room
        self._counters = {}  # the one begun first comes first: key: [tries, when it ends]
        self._lock = Lock()

    def count(self, key, seconds):
        """Count one more; how many that makes, and the seconds until the counter ends."""
        with self._lock:
            now = time.monotonic()
            tries, ends = self._counters.get(key, (0, 0))
            if ends <= now:
                self._counters.pop(key, None)
                tries, ends = 0, now + seconds
            self._counters[key] = (tries + 1, ends)
            self._make_room()
            return tries + 1, int(ends - now)

    def forget(self, key):
        with self._lock:
            self._counters.pop(key, None)

    def _make_room(self):
        # Whoever has so many addresses that this hurts is not held up by counting them.
        while len(self._counters) > self.room:
            del self._counters[next(iter(self._counters))]
