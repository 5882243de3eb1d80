"""Shoppers beside somebody who guesses passwords: are they slowed?

bin/bench guessing [GUESSES [SECONDS [PAUSE]]]: shoppers open books on eight connections for SECONDS
(30) with a PAUSE (0.25) after each, first by themselves, then while GUESSES (1000) are made at an
even pace in as many seconds on four connections: at as many accounts from one address, and at one
account from as many addresses. With a PAUSE of 0 guessers do not pause either.
"""

import http.client
import itertools
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from urllib.parse import urlencode

from bench import load
from bench.pages import pages
from bench.servers import HOST, PUBLIC_URL, production, request, serving, stock_shop

GUESSERS = 4


def main(guesses=1000, seconds=30.0, pause=0.25):
    env = production()
    stock_shop(env)
    with serving("wsgi:app", env) as port, ProcessPoolExecutor(GUESSERS) as guessers:
        books = pages(env["DATABASE_URL"])["any book"]
        shop = partial(load.run, port, shoppers(books), seconds=seconds, pause=pause)
        apart = GUESSERS * seconds / guesses if pause else 0
        load.run(port, shoppers(books), seconds=8)  # warm, once the workers have started
        heading = f"{guesses} guesses"
        columns = "".join(f"{name:>9}" for name in ("a second", "p50 ms", "p95 ms", "p99 ms"))
        print(f"{heading:36}{columns}  answers to guesses")
        report("nobody guesses", shop(), {})
        for name in KINDS:
            under_way = [
                guessers.submit(guess, port, name, range(first, guesses, GUESSERS), apart)
                for first in range(GUESSERS)
            ]
            result = shop()
            report(name, result, sum((each.result() for each in under_way), Counter()))
        report("nobody guesses any more", shop(), {})


def shoppers(books):
    return itertools.cycle(request(path, number) for number, path in enumerate(books))


KINDS = {
    "at as many accounts, one address": lambda number: (f"{number}@books.example", "198.51.100.1"),
    "at one account, as many addresses": lambda number: ("one@books.example", address(number)),
}


def address(number):
    return f"198.18.{number // 250}.{number % 250 + 1}"


def guess(port, kind, numbers, apart):
    """Guess as often, so many seconds apart; how many answers of each status there were."""
    answers = Counter()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    began = time.perf_counter()
    for made, number in enumerate(numbers):
        time.sleep(max(began + made * apart - time.perf_counter(), 0))
        email, source = KINDS[kind](number)
        connection.request(
            "POST",
            "/login",
            urlencode({"email": email, "password": f"guess {number}"}),
            {
                "Host": HOST,
                "Origin": PUBLIC_URL,
                "X-Forwarded-For": source,
                "Content-Type": "application/x-www-form-urlencoded",
            },
        )
        answer = connection.getresponse()
        answer.read()
        answers[answer.status] += 1
    return answers


def report(name, result, answers):
    said = ", ".join(f"{count} × {status}" for status, count in sorted(answers.items()))
    took = "".join(f"{ms:9.1f}" for ms in (result.p50, result.p95, result.p99))
    print(f"{name:36}{result.per_second:9,.0f}{took}  {said}")


if __name__ == "__main__":
    main(*(kind(text) for kind, text in zip((int, float, float), sys.argv[1:], strict=False)))
