"""A load generator: a few connections, kept alive, each asking again once it is answered."""

import selectors
import socket
import time
from collections import deque
from dataclasses import dataclass
from statistics import quantiles

HEADERS_END = b"\r\n\r\n"


@dataclass
class Result:
    per_second: float
    p50: float  # milliseconds, as are the next
    p95: float
    p99: float


class Connection:
    welcome = ("200", "302")  # answers; any other ends the run

    def __init__(self, port, requests):
        self.requests = requests  # an endless iterator of bytes
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def ask(self):
        self.answer, self.wanted = b"", None
        self.asked_at = time.perf_counter()
        self.socket.sendall(next(self.requests))

    def hear(self):
        """Read what has come; the seconds since the question once the answer is whole."""
        received = self.socket.recv(262_144)
        if not received:
            raise ConnectionError("the server hung up")
        self.answer += received
        if self.wanted is None and HEADERS_END in self.answer:
            self.wanted = whole_length(self.answer, self.welcome)
        if self.wanted is not None and len(self.answer) >= self.wanted:
            return time.perf_counter() - self.asked_at
        return None


def whole_length(answer, welcome):
    head, _, _ = answer.partition(HEADERS_END)
    status, *lines = head.decode("latin-1").split("\r\n")
    if status.split()[1] not in welcome:
        raise ConnectionError(f"{status} is none of {', '.join(welcome)}")
    headers = dict(line.lower().split(": ", 1) for line in lines)
    return len(head) + len(HEADERS_END) + int(headers["content-length"])


def run(port, requests, *, seconds, connections=8, pause=0):
    """Ask for `seconds` over these connections, each `pause` seconds after its last answer."""
    selector = selectors.DefaultSelector()
    opened = [Connection(port, requests) for _ in range(connections)]
    for connection in opened:
        selector.register(connection.socket, selectors.EVENT_READ, connection)
        connection.ask()
    times, resting, began = [], deque(), time.perf_counter()
    while (now := time.perf_counter()) - began < seconds:
        while resting and resting[0].asks_at <= now:
            resting.popleft().ask()
        for key, _ in selector.select(timeout=resting[0].asks_at - now if resting else 5):
            taken = key.data.hear()
            if taken is not None:
                times.append(taken)
                key.data.asks_at = time.perf_counter() + pause
                resting.append(key.data)
    took = time.perf_counter() - began
    for connection in opened:
        connection.socket.close()
    cuts = quantiles(times, n=100, method="inclusive")
    return Result(len(times) / took, cuts[49] * 1000, cuts[94] * 1000, cuts[98] * 1000)
