"""A provider that sends too much, or too slowly, is given up."""

import time
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from app.accounts.providers import discovery, fetching
from app.accounts.providers.failures import ProviderDown
from tests.accounts.providers.conftest import said
from tests.people import Session

ADA = {"email": "ada@example.org", "email_verified": True, "name": "Ada Palmer"}


class Chatterbox(BaseHTTPRequestHandler):
    """Never comes to the end of its JSON."""

    pieces, pause = 1_000, 0
    sent = 0

    def answer(self):
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(b'{"access_token": "')
        with suppress(OSError):
            for _ in range(self.pieces):
                self.wfile.write(b"x" * (16 if self.pause else 16_384))
                type(self).sent += 16_384
                time.sleep(self.pause)

    do_GET = do_POST = answer

    def log_message(self, *_):
        pass


@pytest.fixture
def chatterbox():
    class Mine(Chatterbox):
        pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Mine)
    Thread(target=server.serve_forever, daemon=True).start()
    Mine.url = f"http://127.0.0.1:{server.server_port}/"
    yield Mine
    server.shutdown()
    server.server_close()


@pytest.fixture
def tokens_from(elsewhere, monkeypatch):
    """Has the provider name another place to get tokens at."""

    def name(url):
        asked = discovery.ask
        monkeypatch.setattr(discovery, "ask", lambda who: {**asked(who), "token_endpoint": url})
        monkeypatch.setattr(discovery, "is_safe", lambda *_: True)
        discovery._metadata.clear()

    yield name
    discovery._metadata.clear()


def test_an_endless_answer_with_tokens_is_given_up_and_lets_nobody_in(
    client, elsewhere, chatterbox, tokens_from
):
    tokens_from(chatterbox.url)
    elsewhere.knows("ada", **ADA)
    there = client.post("/login/example").location
    answer = client.get(elsewhere.sign_in(there, "ada"))
    assert answer.location.startswith("/login")
    assert "cannot be reached just now" in said(client, answer.location)
    assert Session.select().count() == 0
    # What the sockets' buffers hold was sent as well, and no more of the 16 megabytes.
    assert chatterbox.sent < chatterbox.pieces * 16_384 / 2


def test_a_slow_answer_is_given_up_however_regularly_it_comes(chatterbox, monkeypatch):
    chatterbox.pause = 0.01
    monkeypatch.setattr(fetching, "LONGEST", 0.05)
    with pytest.raises(ProviderDown, match="too slow"):
        fetching.get_json(chatterbox.url)


def test_an_endless_answer_is_given_up(chatterbox):
    with pytest.raises(ProviderDown, match="too long"):
        fetching.get_json(chatterbox.url)
