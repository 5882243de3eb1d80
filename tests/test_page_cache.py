"""A kept page is what the application would say, and never what it says to one visitor."""

import itertools
from types import SimpleNamespace

import pytest
from werkzeug.test import Client
from werkzeug.wrappers import Request, Response

from app import page_cache
from app.hypermedia import SAME_FOR_ALL
from app.page_cache import KeptPages, keep_pages


class Shop:
    """Counts its answers; those below /public are the same for all."""

    def __init__(self):
        self.numbers = itertools.count(1)

    def __call__(self, environ, start_response):
        request = Request(environ)
        headers = {"ETag": '"abc"', "X-Request-ID": "made-by-the-shop", "Cache-Control": "public"}
        response = Response(f"answer {next(self.numbers)}", headers=headers)
        if request.path.startswith("/public"):
            environ[SAME_FOR_ALL] = "shop.page"
        if "missing" in request.path:
            response.status_code = 404
        if "cookie" in request.path:
            response.set_cookie("octavo", "hers")
        return response(environ, start_response)


@pytest.fixture
def clock(monkeypatch):
    clock = SimpleNamespace(now=100.0)
    monkeypatch.setattr(page_cache.time, "monotonic", lambda: clock.now)
    return clock


@pytest.fixture
def browser(clock):
    return Client(KeptPages(Shop()))


def test_a_public_page_is_made_once_while_it_is_fresh(browser, clock):
    assert [browser.get("/public").text for _ in range(2)] == ["answer 1", "answer 1"]
    clock.now += page_cache.SECONDS + 0.1
    assert browser.get("/public").text == "answer 2"


def test_a_kept_page_has_the_same_headers_and_a_request_id_of_its_own(browser):
    first, second = browser.get("/public"), browser.get("/public")
    assert first.headers["X-Request-ID"] != second.headers["X-Request-ID"]
    known = "X-Request-ID"
    assert {h for h in first.headers if h[0] != known} == {
        h for h in second.headers if h[0] != known
    }
    given = browser.get("/public", headers={"X-Request-ID": "from-the-proxy"})
    assert given.headers["X-Request-ID"] == "from-the-proxy"


def test_who_has_the_page_is_told_that_nothing_changed(browser):
    browser.get("/public")
    answer = browser.get("/public", headers={"If-None-Match": '"abc"'})
    assert (answer.status_code, answer.data) == (304, b"")
    assert answer.headers["ETag"] == '"abc"'
    assert "Content-Length" not in answer.headers


@pytest.mark.parametrize("path", ["/account", "/public/missing", "/public/cookie"])
def test_what_is_personal_or_no_page_is_made_each_time(browser, path):
    assert browser.get(path).text != browser.get(path).text


@pytest.mark.parametrize(
    "other",
    [
        {"path": "/public/2"},
        {"path": "/public", "query_string": "page=2"},
        {"path": "/public", "headers": {"HX-Request": "true"}},
        {"path": "/public", "headers": {"Host": "elsewhere.example"}},
        {"path": "/public", "method": "POST"},
    ],
    ids=str,
)
def test_another_address_host_or_fragment_is_another_page(browser, other):
    browser.get("/public")
    assert browser.open(**other).text == "answer 2"


def test_all_pages_together_stay_within_bounds(browser, monkeypatch):
    monkeypatch.setattr(page_cache, "MOST_BYTES", 20)
    for number in range(5):
        browser.get(f"/public/{number}")
    assert browser.get("/public/4").text == "answer 5"
    assert browser.get("/public/0").text == "answer 6"


def test_pages_are_kept_in_production_only():
    for production in (True, False):
        app = SimpleNamespace(
            config={"SETTINGS": SimpleNamespace(production=production)}, wsgi_app=1
        )
        keep_pages(app)
        assert isinstance(app.wsgi_app, KeptPages) == production
