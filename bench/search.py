"""How long searches take, at several sizes of a shop.

bin/bench search [--works N ...] [--each N]: for each size (10,000, 100,000 and 1,000,000 works)
builds a made-up catalogue and serves it with the settings of production. One client asks for --each
(200) pages of every kind, the kinds in turns and no page twice within the seconds that pages are
kept; each is an answer of the shop's over HTTP, results and facets and all. DATABASE_URL may name
a server that outlives the run: what was built there before is used again.
"""

import argparse
import itertools
import subprocess
import sys
from contextlib import closing
from random import Random
from statistics import quantiles
from urllib.parse import urlsplit

import psycopg2

from bench.asked import kinds_of_pages
from bench.load import Connection
from bench.made_up.connections import connected, run
from bench.made_up.loading import load
from bench.servers import production, request, serving
from dev.procfile import as_process

SIZES = (10_000, 100_000, 1_000_000)
SUGGESTION = "suggestion"
CUTS = (50, 95, 99)


def main():
    parser = argparse.ArgumentParser(prog="bin/bench search")
    parser.add_argument("--works", type=int, nargs="+", default=SIZES)
    parser.add_argument("--each", type=int, default=200)
    wanted = parser.parse_args()
    for works in wanted.works:
        env = built(works, production())
        with closing(psycopg2.connect(env["DATABASE_URL"])) as connection:
            kinds = kinds_of_pages(connection, wanted.each)
        with serving("wsgi:app", env) as port:
            report(works, measured(port, kinds))


def built(works, env):
    """The settings of a shop with so many works; it is built unless it is there already."""
    name = f"made_up_{works}"
    there = on_database(env, name)
    with closing(connected(env["DATABASE_URL"])) as connection:
        if run(connection, "select 1 from pg_database where datname = %s", (name,)):
            migrate(there)
        else:
            # Under its name only when it is whole: a run that was stopped leaves half a shop.
            unfinished = f"{name}_unfinished"
            run(connection, f"drop database if exists {unfinished} with (force)")
            run(connection, f"create database {unfinished}")
            build(works, on_database(env, unfinished))
            run(connection, f"alter database {unfinished} rename to {name}")
    return there


def build(works, env):
    migrate(env)
    load(env["DATABASE_URL"], works, say=lambda words: print(words, file=sys.stderr))


def migrate(env):
    subprocess.run(**as_process("flask db migrate", env), check=True, stdout=sys.stderr)


def on_database(env, name):
    url = urlsplit(env["DATABASE_URL"])._replace(path=f"/{name}")
    return {**env, "DATABASE_URL": url.geturl()}


def measured(port, kinds):
    """By kind, how many milliseconds each answer took; the first tenth only warms up."""
    order = [(kind, path) for asked in zip(*kinds.values(), strict=True)
             for kind, path in shuffled(zip(kinds, asked, strict=True))]  # fmt: skip
    requests = (request(path, number) for number, (_, path) in enumerate(order))
    connection, taken = Connection(port, requests), {kind: [] for kind in kinds}
    for kind, _ in order:
        connection.ask()
        while (seconds := connection.hear()) is None:
            pass
        taken[kind].append(seconds * 1000)
    return {kind: times[len(times) // 10 :] for kind, times in taken.items()}


def shuffled(kinds):
    kinds = list(kinds)
    Random(len(kinds)).shuffle(kinds)
    return kinds


def report(works, taken):
    searches = [times for kind, times in taken.items() if kind != SUGGESTION]
    print(f"\n{f'{works:,} works, milliseconds':32}{'pages':>8}", end="")
    print("".join(f"{f'p{cut}':>8}" for cut in CUTS) + f"{'most':>8}")
    for kind, times in {**taken, "all but suggestions": list(itertools.chain(*searches))}.items():
        cuts = quantiles(times, n=100, method="inclusive")
        columns = [*(cuts[cut - 1] for cut in CUTS), max(times)]
        print(f"{kind:32}{len(times):8}" + "".join(f"{column:8.1f}" for column in columns))


if __name__ == "__main__":
    main()
