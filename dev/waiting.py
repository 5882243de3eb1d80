"""Waits for a server to answer."""

import time
import urllib.request


class NotReady(Exception):
    """A server ended, or was silent for too long; the message holds the end of its log."""


def wait_until(answers, *, process, log, seconds=30):
    """Return once `answers()` is true; raise NotReady when the process ends or time runs out."""
    deadline = time.monotonic() + seconds
    while not answers():
        if process.poll() is not None:
            raise NotReady(f"{process.args[0]} ended at once.\n{tail(log)}")
        if time.monotonic() > deadline:
            raise NotReady(f"{process.args[0]} did not answer in {seconds} s.\n{tail(log)}")
        time.sleep(0.03)


def page_answers(url):
    try:
        with urllib.request.urlopen(url, timeout=2) as response:
            return response.status == 200
    except OSError:
        return False


def tail(log, lines=15):
    return "\n".join(log.read_text(errors="replace").splitlines()[-lines:])
