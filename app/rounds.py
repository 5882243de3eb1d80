"""A sweep's round: one thing after another, so that one that fails keeps no other from its turn."""

import time

import structlog

log = structlog.get_logger()

TIME = 45  # seconds; the next round begins a minute after this one


def each(things, act, stop):
    """Act on one after another; one that fails waits for the next minute, `stop` ends them all."""
    until = time.monotonic() + TIME
    for thing in things:
        if time.monotonic() > until:
            return
        try:
            act(thing)
        except stop as error:
            log.warning("no answer, left for the next minute", doing=act.__name__, error=str(error))
            return
        except Exception:
            log.exception("left for the next minute", doing=act.__name__)
