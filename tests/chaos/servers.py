"""A Postgres and a Redis that tests may take away, and bring back at the same address."""

import os
from contextlib import ExitStack

import psutil

from dev import processes
from dev.ports import free_port
from dev.postgres import running_postgres
from dev.redis_server import running_redis

# What was committed outlives the server, as in a real shop; only a power cut would lose it.
KEPT_BY_THE_KERNEL = {"fsync": "off"}


class Server:
    def __init__(self, run, folder, **options):
        self.folder = folder
        self.port = free_port()
        self.running = ExitStack()
        self.run = lambda: run(folder, self.port, **options)
        self.start()

    def start(self):
        self.url = self.running.enter_context(self.run())

    def stop(self):
        """Ask it to end at once, and wait until it has."""
        self.running.close()

    def kill_postgres(self, signal):
        """End it as it stands: it has to recover when it is started again."""
        pid = int((self.folder / "data" / "postmaster.pid").read_text().split()[0])
        family = processes.family(pid)
        os.kill(pid, signal)
        # None of them may hold on to the memory that the next one shares.
        psutil.wait_procs(family, timeout=20)
        self.stop()


def a_postgres(folder):
    return Server(running_postgres, folder, durable=True, settings=KEPT_BY_THE_KERNEL)


def a_redis(folder):
    return Server(running_redis, folder, keep=False)
