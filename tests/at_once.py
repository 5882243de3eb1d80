"""Calls that meet each other."""

import threading
from concurrent.futures import ThreadPoolExecutor

from app.db import db


def all_at_once(app, calls):
    """Run each call in a thread of its own, let go together; return what they return or raise."""
    calls = list(calls)
    start = threading.Barrier(len(calls))

    def run(call):
        start.wait(timeout=10)
        with app.app_context(), db.connection_context():
            try:
                return call()
            except Exception as error:
                return error

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))
