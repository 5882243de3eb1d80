"""Runs the whole shop on this machine until Ctrl-C: http://localhost:8000

What it needs is started beside it: Postgres, Redis, a mail catcher, and simulators of
payments and of a sign-in provider. PORT, DATABASE_URL, REDIS_URL, SMTP_URL,
STRIPE_SECRET_KEY and OIDC_PROVIDERS name others.
"""

import argparse
import fcntl
import os
import shutil
import subprocess
import sys
from contextlib import contextmanager, nullcontext
from threading import Thread

from dev.environment import choose_ports, settings_for, write_down
from dev.leftovers import end_leftovers, mark_what_we_start
from dev.places import ROOT, VAR
from dev.postgres import running_postgres
from dev.procfile import print_until_one_ends, read_procfile, running
from dev.redis_server import running_redis
from dev.stopping import stop_on_signals
from dev.waiting import NotReady
from dev.welcome import greet


def main():
    options = parser().parse_args()
    stop_on_signals()
    try:
        with only_one():
            end_leftovers()
            mark_what_we_start()
            if options.reset:
                start_over()
            sys.exit(run_shop())
    except NotReady as failure:
        sys.exit(str(failure))


def parser():
    parser = argparse.ArgumentParser(
        prog="bin/dev", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--reset", action="store_true", help="forget all data and start over")
    return parser


@contextmanager
def only_one():
    """Hold the lock of this checkout; two shops on one set of data would spoil it."""
    VAR.mkdir(mode=0o700, exist_ok=True)
    with (VAR / "lock").open("w") as lock:
        try:
            fcntl.lockf(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as held:
            raise NotReady("bin/dev is already running in this checkout.") from held
        yield


def start_over():
    for path in VAR.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        elif path.name != "lock":
            path.unlink()


def run_shop():
    ports = choose_ports(os.environ)
    print("Opening the shop ...", flush=True)
    with database(ports) as postgres, queues(ports) as redis:
        databases = {"DATABASE_URL": postgres, "REDIS_URL": redis}
        settings = settings_for(ports, databases, os.environ)
        write_down(settings, VAR / "settings")
        env = os.environ | settings | {"OCTAVO_VAR": str(VAR), "PYTHONUNBUFFERED": "1"}
        prepare(env)
        return run_processes(env)


def database(ports):
    given = os.environ.get("DATABASE_URL")
    if given:
        return nullcontext(given)
    return running_postgres(VAR / "postgres", ports["POSTGRES_PORT"], durable=True)


def queues(ports):
    given = os.environ.get("REDIS_URL")
    if given:
        return nullcontext(given)
    return running_redis(VAR / "redis", ports["REDIS_PORT"], keep=True)


def prepare(env):
    command = [sys.executable, "-m", "dev.prepare"]
    if subprocess.run(command, env=env, start_new_session=True, check=False).returncode:
        raise NotReady("The shop could not be prepared.")


def run_processes(env):
    commands = read_procfile(ROOT / "Procfile.dev", without=replaced())
    with running(commands, env) as messages:
        Thread(target=greet, args=(env, commands), daemon=True).start()
        ended = print_until_one_ends(messages, width=max(map(len, commands)))
        print(f"{ended} ended, so the shop closes.", flush=True)
    return 1


def replaced():
    """The processes that a setting names another for."""
    others = {"SMTP_URL": "mail", "STRIPE_SECRET_KEY": "payments", "OIDC_PROVIDERS": "signin"}
    return [process for setting, process in others.items() if os.environ.get(setting)]


if __name__ == "__main__":
    main()
