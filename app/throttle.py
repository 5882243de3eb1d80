"""How often one may try: counters in Redis that begin with the first try and end by themselves, and
counters of a process's own for what takes only its time.

Redis may be lost at any moment. Nobody is refused for that, and nobody may try without end: each
web process then counts by itself, so that a limit is at most as many times itself as there are
processes.
"""

import time
from hashlib import blake2b
from ipaddress import ip_address, ip_network
from weakref import WeakKeyDictionary

import structlog
from flask import current_app, request
from redis.exceptions import RedisError
from werkzeug.exceptions import TooManyRequests

from app.tries_here import TriesHere

PAUSE = 10  # seconds before a Redis that did not answer is asked again
# In one step, so that no counter is left that never ends.
COUNT = """
    local tries = redis.call('incr', KEYS[1])
    if redis.call('ttl', KEYS[1]) < 0 then redis.call('expire', KEYS[1], ARGV[1]) end
    return {tries, redis.call('ttl', KEYS[1])}
"""

log = structlog.get_logger()
# By the client of a Redis: when it is asked again, and what is counted without it.
_next_try, _here = WeakKeyDictionary(), WeakKeyDictionary()


def count_try(what, who, *, most, seconds):
    """Count a try of `who`; raise TooManyRequests, with Retry-After, beyond `most` in `seconds`."""
    refuse_beyond(most, what, *counted(what, _key(what, who), seconds))


def count_try_here(what, who, *, most, seconds):
    """As count_try(), where each web process counts for itself and asks nobody.

    For what takes a process time and does nothing else: asking Redis would be felt in it.
    """
    here = _tries_here(current_app.extensions["redis"])
    refuse_beyond(most, what, *here.count(_key(what, who), seconds))


def refuse_beyond(most, what, tries, left):
    if tries > most:
        log.warning("throttled", what=what)
        raise TooManyRequests(too_many(left), retry_after=max(left, 1))


def counted(what, key, seconds):
    """How many tries this one makes, and the seconds until they are forgotten."""
    redis = current_app.extensions["redis"]
    if time.monotonic() >= _next_try.get(redis, 0):
        try:
            return _count(redis, key, seconds)
        except RedisError as error:
            _next_try[redis] = time.monotonic() + PAUSE
            log.warning("counted in this process alone", what=what, error=str(error))
    return _tries_here(redis).count(key, seconds)


def forget_tries(what, who):
    redis, key = current_app.extensions["redis"], _key(what, who)
    _tries_here(redis).forget(key)
    if time.monotonic() < _next_try.get(redis, 0):
        return
    try:
        redis.delete(key)
    except RedisError as error:
        log.warning("tries not forgotten", what=what, error=str(error))


def visitor_address():
    """The address of whoever asks; for IPv6 her network, since she has all of its addresses."""
    try:
        address = ip_address(request.remote_addr or "")
    except ValueError:
        # A unix socket has none, and some proxies put words in its place: all these share one.
        return "unknown"
    if address.version == 4:
        return str(address)
    return str(address.ipv4_mapped or ip_network((address, 64), strict=False))


def too_many(seconds):
    minutes = -(-seconds // 60)
    wait = "a minute" if minutes <= 1 else f"{minutes} minutes"
    return f"That was a few times too many. Please wait {wait}, then try again."


def _count(redis, key, seconds):
    return redis.register_script(COUNT)(keys=[key], args=[seconds])


def _tries_here(redis):
    return _here.setdefault(redis, TriesHere())


def _key(what, who):
    # Hashed, so that Redis holds no address of a person.
    return f"tries:{what}:{blake2b(str(who).encode(), digest_size=16).hexdigest()}"
