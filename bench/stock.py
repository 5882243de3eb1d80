"""An inventory system sends its stock and prices while somebody searches.

bin/bench stock [WORKS [ROWS]]: in a made-up shop of WORKS (100,000) works, ROWS (10,000) rows go
through the endpoint in one request, first counts alone, then each with a new price. A client
searches all the while; the table shows how long its searches take.
"""

import http.client
import itertools
import json
import random
import subprocess
import sys
import threading
import time
import uuid
from contextlib import closing
from statistics import quantiles
from urllib.parse import quote_plus

import psycopg2

from bench.load import Connection
from bench.made_up.loading import load
from bench.servers import HOST, production, request, serving
from dev.procfile import as_process

ALONE = 10  # seconds of searching before anything is sent
SEARCHES = 5000  # different ones: public pages are kept for some seconds


def main(works=100_000, rows=10_000):
    env = production()
    flask("db migrate", env)
    load(env["DATABASE_URL"], works, say=lambda words: print(words, file=sys.stderr))
    token = flask("api token bench", env).strip()
    editions, searches = shelf(env["DATABASE_URL"], rows)
    with serving("wsgi:app", env) as port, closing(Searcher(port, searches)) as searcher:
        searcher.measure("warming up", lambda: time.sleep(ALONE / 2))
        searcher.measure("searches alone", lambda: time.sleep(ALONE))
        counts = [{"isbn": isbn, "on_hand": on_hand + 1} for isbn, on_hand, _ in editions]
        searcher.measure("while counts come in", lambda: send(port, token, counts))
        prices = [
            {"isbn": isbn, "on_hand": on_hand, "price": f"{price + 1}.49", "currency": "GBP"}
            for isbn, on_hand, price in editions
        ]
        searcher.measure("while prices do, too", lambda: send(port, token, prices))
        searcher.report(f"{works:,} works, {rows:,} rows")


def flask(command, env):
    return subprocess.run(
        **as_process(f"flask {command}", env), check=True, stdout=subprocess.PIPE, text=True
    ).stdout


def shelf(url, rows):
    """(ISBN, copies on hand, price in pounds) of editions, and words that people search for."""
    with closing(psycopg2.connect(url)) as connection, connection.cursor() as cursor:
        cursor.execute("select setseed(0.5)")
        cursor.execute(
            "select isbn, on_hand, price_minor / 100 from catalog.editions join catalog.inventory"
            " on edition_id = id where price_minor is not null and condition = 'new'"
            " order by random() limit %s",
            (rows,),
        )
        editions = cursor.fetchall()
        cursor.execute("select title from catalog.works order by random() limit %s", (SEARCHES,))
        return editions, [some_words(title) for (title,) in cursor]


def some_words(title):
    words = title.split()
    return " ".join(random.sample(words, min(len(words), random.choice((1, 1, 2)))))


def send(port, token, updates):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    headers = {
        "Host": HOST,
        "Authorization": f"Bearer {token}",
        "Content-Type": "application/json",
        "Idempotency-Key": str(uuid.uuid4()),
    }
    connection.request("POST", "/api/v1/stock", json.dumps({"updates": updates}), headers)
    answer = connection.getresponse()
    said = json.load(answer)
    if answer.status != 200 or said["updated"] != len(updates):
        raise SystemExit(f"not taken: {answer.status} {said}")


class Searcher:
    """One client that searches without a pause, and how long each of its searches took."""

    def __init__(self, port, searches):
        asked = [
            request(f"/search?q={quote_plus(words)}", number)
            for number, words in enumerate(searches)
        ]
        self.connection = Connection(port, itertools.cycle(asked))
        self.times, self.lines = [], []
        self.stopped = threading.Event()
        self.thread = threading.Thread(target=self.search)
        self.thread.start()

    def search(self):
        while not self.stopped.is_set():
            self.connection.ask()
            while (taken := self.connection.hear()) is None:
                pass
            self.times.append(taken)

    def measure(self, name, action):
        first, began = len(self.times), time.perf_counter()
        action()
        took = time.perf_counter() - began
        if not self.thread.is_alive():
            raise SystemExit("A search failed.")
        cuts = quantiles(self.times[first:], n=100, method="inclusive")
        self.lines.append((name, took, [cuts[n - 1] * 1000 for n in (50, 95, 99)]))

    def report(self, about):
        print(f"{about:32}{'seconds':>10}{'p50 ms':>10}{'p95 ms':>10}{'p99 ms':>10}")
        for name, took, cuts in self.lines:
            print(f"{name:32}{took:10.1f}" + "".join(f"{cut:10.1f}" for cut in cuts))

    def close(self):
        self.stopped.set()
        self.thread.join()


if __name__ == "__main__":
    main(*(int(text) for text in sys.argv[1:]))
