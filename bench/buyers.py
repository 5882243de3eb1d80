"""Visitors of the shop who all do the same thing, so many at a time: a browser each, with a cookie
and an address of its own."""

import itertools
import selectors
import time
from heapq import heapify, heappop, heappush
from random import Random
from urllib.parse import urlencode

from bench.load import HEADERS_END, Connection
from bench.servers import HOST, PUBLIC_URL

CLIENTS = 8


class Buyer:
    def __init__(self, number, books):
        self.books = books  # ids of the editions that she is after
        self.address = f"198.18.{number // 250 % 250}.{number % 250 + 1}"
        self.cookie = self.status = self.location = self.text = ""

    def get(self, path):
        return self.request("GET", path, "")

    def post(self, path, form, headers=""):
        kind = "Content-Type: application/x-www-form-urlencoded\r\n"
        return self.request("POST", path, kind + headers, urlencode(form))

    def request(self, method, path, headers, body=""):
        return (
            f"{method} {path} HTTP/1.1\r\nHost: {HOST}\r\nX-Forwarded-For: {self.address}\r\n"
            f"Origin: {PUBLIC_URL}\r\nCookie: {self.cookie}\r\nContent-Length: {len(body)}\r\n"
            f"{headers}\r\n{body}"
        ).encode()

    def take(self, answer):
        head, _, body = answer.partition(HEADERS_END)
        status, *lines = head.decode("latin-1").split("\r\n")
        headers = dict(line.split(": ", 1) for line in lines)
        headers = {name.lower(): value for name, value in headers.items()}
        self.status, self.text = status.split()[1], body.decode()
        self.location = headers.get("location", "")
        self.cookie = headers.get("set-cookie", self.cookie).partition(";")[0]


class Visit(Connection):
    welcome = ("200", "303", "422")

    def __init__(self, port, coming):
        self.coming = coming  # pairs of a buyer and what her browser sends
        super().__init__(port, self.questions())

    def questions(self):
        for buyer, question in self.coming:
            self.buyer = buyer
            yield question


def all_do(port, buyers, ask, *, clients=CLIENTS, pause=0):
    """Let each of the buyers send what `ask` makes of her; the seconds that each answer took.

    So many clients do it for them. Each rests before it asks, `pause` seconds on average and, as
    people do, now longer and now shorter, so that they do not fall into step.
    """
    coming = ((buyer, ask(buyer)) for buyer in buyers)
    rests = Random(1)
    visits = itertools.islice((Visit(port, coming) for _ in buyers), clients)
    resting = [(rest(rests, pause), number, visit) for number, visit in enumerate(visits)]
    heapify(resting)
    times = []
    with selectors.DefaultSelector() as selector:
        while resting or selector.get_map():
            wait = resting[0][0] - time.perf_counter() if resting else 5
            if wait <= 0:
                begin(heappop(resting), selector)
                continue
            for key, _ in selector.select(timeout=wait):
                number, visit = key.data
                taken = visit.hear()
                if taken is not None:
                    times.append(taken)
                    visit.buyer.take(visit.answer)
                    selector.unregister(visit.socket)
                    heappush(resting, (rest(rests, pause), number, visit))
    return times


def rest(rests, pause):
    """When a client that begins to rest now asks again."""
    return time.perf_counter() + (rests.expovariate(1 / pause) if pause else 0)


def begin(rested, selector):
    _, number, visit = rested
    try:
        visit.ask()
    except StopIteration:
        visit.socket.close()
    else:
        selector.register(visit.socket, selectors.EVENT_READ, (number, visit))
