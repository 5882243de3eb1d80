"""python -m dev.services -- COMMAND: runs it beside a Postgres and a Redis that are then gone."""

import os
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

import psutil

from dev.ports import free_port
from dev.postgres import running_postgres
from dev.redis_server import running_redis
from dev.stopping import stop_on_signals
from dev.waiting import NotReady


@contextmanager
def throwaway_services(**postgres):
    """Settings that name an empty database and an empty Redis, both gone after the block.

    `postgres` are settings of postgresql.conf.
    """
    with (
        tempfile.TemporaryDirectory(prefix="octavo-", ignore_cleanup_errors=True) as name,
        running_postgres(
            Path(name, "postgres"), free_port(), durable=False, settings=postgres
        ) as database,
        running_redis(Path(name, "redis"), free_port(), keep=False) as redis,
    ):
        yield {"DATABASE_URL": database, "REDIS_URL": redis}


def main(arguments):
    command = arguments[1:] if arguments[:1] == ["--"] else arguments
    if not command:
        sys.exit(__doc__)
    stop_on_signals()
    try:
        with throwaway_services(shared_buffers=f"{memory_for_postgres()}MB") as settings:
            return subprocess.run(command, env=os.environ | settings, check=False).returncode
    except NotReady as failure:
        sys.exit(str(failure))


def memory_for_postgres():
    """A quarter of the machine's, in megabytes, as its manual advises a server."""
    return psutil.virtual_memory().total // 4 // 1024**2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
