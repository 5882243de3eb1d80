"""Public pages just made, kept by each web process for a moment: a busy page is made once.

In production only: whoever edits templates or tests wants to see what was made now.
"""

import time
from http import HTTPStatus
from threading import Lock
from typing import NamedTuple

from app.health import count_request
from app.hypermedia import SAME_FOR_ALL
from app.logs import log_request, request_id

SECONDS = 3  # an edge cache keeps pages for 60, so nobody can count on less
MOST_BYTES = 16 * 1024 * 1024
LARGEST = 512 * 1024  # bytes; what is larger is a file for machines


def keep_pages(app):
    """Put the cache before the application, so that a kept page costs next to nothing."""
    if app.config["SETTINGS"].production:
        app.wsgi_app = KeptPages(app.wsgi_app)


class Page(NamedTuple):
    stale_at: float
    endpoint: str
    headers: list
    etag: str
    body: bytes


class KeptPages:
    """WSGI middleware that answers from its pages, and learns them from the application."""

    def __init__(self, application):
        self.application = application
        self.pages = Shelf()

    def __call__(self, environ, start_response):
        key = key_of(environ)
        page = self.pages.get(key)
        if page:
            return answer(page, environ, start_response)
        return self.learn(key, environ, start_response)

    def learn(self, key, environ, start_response):
        begun = []

        def begin(status, headers, error=None):
            begun[:] = [status, headers]
            return start_response(status, headers, error)

        chunks = self.application(environ, begin)
        endpoint = environ.get(SAME_FOR_ALL)
        if not endpoint or not begun or not may_be_kept(*begun):
            return chunks
        body = b"".join(chunks)
        chunks.close()
        self.pages.put(key, as_page(endpoint, begun[1], body))
        return [body]


class Shelf:
    """Pages by key, none of them stale, all together within MOST_BYTES."""

    def __init__(self):
        self._pages = {}  # the oldest first
        self._bytes = 0
        self._lock = Lock()

    def get(self, key):
        page = self._pages.get(key)
        return page if page and page.stale_at > time.monotonic() else None

    def put(self, key, page):
        if len(page.body) > LARGEST:
            return
        with self._lock:
            self._drop(key)
            self._pages[key] = page
            self._bytes += len(page.body)
            # The page just put is neither stale nor too large, so this ends before it.
            while self._bytes > MOST_BYTES or self._oldest().stale_at < time.monotonic():
                self._drop(next(iter(self._pages)))

    def _oldest(self):
        return next(iter(self._pages.values()))

    def _drop(self, key):
        page = self._pages.pop(key, None)
        self._bytes -= len(page.body) if page else 0


def may_be_kept(status, headers):
    # A cookie would be one visitor's, whatever the view says of itself.
    return status.startswith("200") and "set-cookie" not in {name.lower() for name, _ in headers}


def key_of(environ):
    # What a page depends on besides its address stands in its Vary.
    names = ("REQUEST_METHOD", "HTTP_HOST", "SCRIPT_NAME", "PATH_INFO", "QUERY_STRING")
    vary = ("HTTP_HX_REQUEST", "HTTP_HX_HISTORY_RESTORE_REQUEST")
    return tuple(environ.get(name) for name in names + vary)


def as_page(endpoint, headers, body):
    # Each answer has a request id of its own.
    kept = [(name, value) for name, value in headers if name != "X-Request-ID"]
    return Page(time.monotonic() + SECONDS, endpoint, kept, dict(headers).get("ETag", ""), body)


def answer(page, environ, start_response):
    began = time.perf_counter()
    known = page.etag and page.etag in environ.get("HTTP_IF_NONE_MATCH", "")
    status = HTTPStatus.NOT_MODIFIED if known else HTTPStatus.OK
    id = request_id(environ.get("HTTP_X_REQUEST_ID", ""))
    headers = [
        header for header in page.headers if not (known and header[0].startswith("Content-"))
    ]
    start_response(f"{status.value} {status.phrase}", [*headers, ("X-Request-ID", id)])
    method, path = environ["REQUEST_METHOD"], environ["PATH_INFO"]
    seconds = time.perf_counter() - began
    count_request(page.endpoint, method, status.value, seconds)
    log_request(method, path, page.endpoint, status.value, seconds, request_id=id)
    return [] if known else [page.body]
