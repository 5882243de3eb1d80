"""Pages of the shop beside a Flask hello world: same server, same settings, one run.

bin/bench pages [SECONDS [ROUNDS]]: each page is asked for SECONDS (3) in each of the ROUNDS (5), in
turns; the table shows medians over the rounds.
"""

import itertools
import sys
from statistics import median

import psycopg2

from bench import load
from bench.servers import production, request, serving, stock_shop

SEARCHES = ("kindred", "jane austen", "the sea", "war", "science fiction", "poems", "love", "ghost")


def main(seconds=3.0, rounds=5):
    env = production()
    stock_shop(env)
    with (
        serving("bench.hello:app", env) as hello,
        serving("wsgi:app", env) as shop,
    ):
        targets = {"hello world": (hello, ["/"])}
        targets |= {name: (shop, paths) for name, paths in pages(env["DATABASE_URL"]).items()}
        report(measure(targets, seconds, rounds))


def pages(database_url):
    """The paths to ask for, in turns, by the name of the kind of page."""
    with psycopg2.connect(database_url) as connection, connection.cursor() as cursor:
        cursor.execute("select slug || '-' || id from catalog.works order by popularity desc, id")
        books = [f"/books/{row[0]}" for row in cursor]
        cursor.execute("select slug from catalog.subjects order by position")
        subjects = [f"/subjects/{row[0]}" for row in cursor]
    return {
        "home": ["/"],
        "book": books[:50],
        "any book": books,
        "subject": subjects,
        "search": [f"/search?q={words.replace(' ', '+')}" for words in SEARCHES],
    }


def measure(targets, seconds, rounds):
    for port, paths in targets.values():
        load.run(port, requests(paths), seconds=1)  # warm
    results = {name: [] for name in targets}
    for number in range(rounds):
        print(f"round {number + 1} of {rounds}", file=sys.stderr)
        for name, (port, paths) in targets.items():
            results[name].append(load.run(port, requests(paths), seconds=seconds))
    return results


def requests(paths):
    return itertools.cycle(request(path, number) for number, path in enumerate(paths))


def report(results):
    base = median(result.per_second for result in results["hello world"])
    print(f"{'':16}{'requests/s':>12}{'× hello':>10}{'p50 ms':>10}{'p99 ms':>10}")
    for name, rounds in results.items():
        speed, p50, p99 = (
            median(getattr(r, field) for r in rounds) for field in ("per_second", "p50", "p99")
        )
        print(f"{name:16}{speed:12,.0f}{speed / base:10.2f}{p50:10.1f}{p99:10.1f}")


if __name__ == "__main__":
    main(*(kind(text) for kind, text in zip((float, int), sys.argv[1:], strict=False)))
