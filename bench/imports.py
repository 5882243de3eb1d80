"""How fast an import is, and how much memory it takes: bin/bench imports [PRODUCTS]

Imports as an operator does, with `flask catalog import`: the real files in ../shared/data one after
the other into an empty shop, then an ONIX file of some 50,000 (PRODUCTS) made-up products into
another. The seconds are those of the whole command; the megabytes are the most that its process
held at any time.
"""

import os
import re
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from multiprocessing import get_context
from pathlib import Path
from urllib.parse import urlsplit

from bench.made_up.connections import connected, run
from bench.made_up.loading import load
from bench.servers import production
from dev.procfile import as_process

SHARED = Path(__file__).parents[2] / "shared" / "data" / "catalogue"
FILES = ("books_catalogue.csv.gz", "isbndb_45k.csv.gz")
PRODUCTS_A_WORK = 1.46  # of those that are made up
RECORDS_READ = re.compile(r": ([0-9,]+) records read")


def main(products=50_000):
    env = production()
    print(f"{'':32}{'records':>10}{'seconds':>10}{'records/s':>12}{'MB at most':>12}", flush=True)
    if SHARED.exists():
        shop = empty_shop(env, "imports_csv")
        for name in FILES:
            report(SHARED / name, shop)
    else:
        print("No ../shared/data, so no real files; made-up ONIX alone:", flush=True)
    with tempfile.TemporaryDirectory(prefix="octavo-") as folder:
        file = Path(folder, "made_up.xml")
        # Elsewhere, since a process is born with the memory of its parent, and is measured with it.
        apart = get_context("fork").Process(target=make_up, args=(file, products, env))
        apart.start()
        apart.join()
        if apart.exitcode:
            raise SystemExit("The ONIX file could not be made.")
        report(file, empty_shop(env, "imports_onix"))


def make_up(file, products, env):
    """Export a made-up shop."""
    shop = empty_shop(env, "imports_made_up")
    works = round(products / PRODUCTS_A_WORK)
    load(shop["DATABASE_URL"], works, say=lambda words: print(words, file=sys.stderr))
    flask(f"catalog export {file}", shop)


def empty_shop(env, name):
    """The settings of a shop with nothing in it."""
    server = env["DATABASE_URL"]
    with closing(connected(server)) as connection:
        run(connection, f"drop database if exists {name}")
        run(connection, f"create database {name}")
    shop = env | {"DATABASE_URL": urlsplit(server)._replace(path=f"/{name}").geturl()}
    flask("db migrate", shop)
    return shop


def flask(command, env):
    subprocess.run(**as_process(f"flask {command}", env), check=True, stdout=sys.stderr)


def report(file, env):
    records, seconds, kilobytes = measured(file, env)
    print(
        f"{file.name:32}{records:10,}{seconds:10.1f}{records / seconds:12,.0f}"
        f"{kilobytes / 1024:12.0f}",
        flush=True,
    )


def measured(file, env):
    """(records, seconds, kilobytes at most) of an import of the file."""
    began = time.perf_counter()
    command = as_process(f"flask catalog import {file}", env)
    process = subprocess.Popen(**command, stdout=subprocess.PIPE, text=True)
    said = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{file.name} was not imported: {said}")
    return int(RECORDS_READ.search(said)[1].replace(",", "")), seconds, usage.ru_maxrss


if __name__ == "__main__":
    main(*(int(text) for text in sys.argv[1:]))
