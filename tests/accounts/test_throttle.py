import contextlib
import socket
from types import SimpleNamespace

import pytest
from flask import Flask
from redis import Redis
from werkzeug.exceptions import TooManyRequests

from app import trust_proxies
from app.orders.payments.limits import limit_payments
from app.throttle import count_try, count_try_here, forget_tries, visitor_address
from app.tries_here import TriesHere
from tests.people import a_person, sign_in


def test_tries_beyond_the_limit_are_refused_until_the_window_ends(app):
    count_try("test", "her", most=1, seconds=60)
    with pytest.raises(TooManyRequests) as refusal:
        count_try("test", "her", most=1, seconds=60)
    assert 0 < refusal.value.retry_after <= 60
    count_try("test", "him", most=1, seconds=60)
    forget_tries("test", "her")
    count_try("test", "her", most=1, seconds=60)


def test_the_counter_ends_by_itself_and_holds_no_address(app):
    count_try("test", "her@example.org", most=1, seconds=60)
    (key,) = app.extensions["redis"].keys("tries:*")
    assert 0 < app.extensions["redis"].ttl(key) <= 60
    assert b"example.org" not in key


def test_what_only_takes_time_is_counted_without_a_question(app):
    for _ in range(2):
        count_try_here("test", "her", most=2, seconds=60)
    with pytest.raises(TooManyRequests) as refusal:
        count_try_here("test", "her", most=2, seconds=60)
    assert 0 < refusal.value.retry_after <= 60
    count_try_here("test", "him", most=2, seconds=60)
    assert app.extensions["redis"].keys("tries:*") == []


@pytest.fixture
def no_redis(app, monkeypatch):
    monkeypatch.setitem(app.extensions, "redis", Redis.from_url("redis://127.0.0.1:1"))


@pytest.mark.usefixtures("no_redis")
def test_without_redis_limits_hold_in_each_process():
    for _ in range(3):
        count_try("test", "her", most=3, seconds=60)
    with pytest.raises(TooManyRequests) as refusal:
        count_try("test", "her", most=3, seconds=60)
    assert 0 < refusal.value.retry_after <= 60
    count_try("test", "him", most=3, seconds=60)
    forget_tries("test", "her")
    count_try("test", "her", most=3, seconds=60)


@pytest.mark.usefixtures("no_redis")
def test_without_redis_a_guesser_meets_the_same_wall(client):
    a_person()
    guesses = [sign_in(client, password=f"guess {n}").status_code for n in range(12)]
    assert guesses == [422] * 10 + [429] * 2


@pytest.mark.usefixtures("no_redis")
def test_without_redis_cards_are_not_tried_out_without_end(app):
    order = SimpleNamespace(number="A-1", customer_id=None, cart_id=7)
    with app.test_request_context():
        for _ in range(30):
            limit_payments(order)
        with pytest.raises(TooManyRequests):
            limit_payments(order)


def test_tries_of_a_process_end_by_themselves():
    tries = TriesHere()
    assert tries.count("her", 0)[0] == tries.count("her", 60)[0] == 1
    assert tries.count("her", 60)[0] == 2


def test_tries_of_a_process_take_no_more_room_than_they_are_given():
    tries = TriesHere(room=2)
    for who in ("first", "second", "third"):
        tries.count(who, 60)
    assert [tries.count(who, 60)[0] for who in ("third", "second", "first")] == [2, 2, 1]


def test_a_redis_that_is_silent_is_not_waited_for_each_time(app, monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        redis = Redis.from_url(f"redis://127.0.0.1:{silent.getsockname()[1]}", socket_timeout=0.05)
        monkeypatch.setitem(app.extensions, "redis", redis)
        count_try("test", "her", most=2, seconds=60)
        assert calls_of(silent) > 0
        count_try("test", "her", most=2, seconds=60)
        assert calls_of(silent) == 0


def calls_of(server):
    """How many have called the server since it was last asked."""
    server.setblocking(False)
    calls = 0
    with contextlib.suppress(BlockingIOError):
        while server.accept():
            calls += 1
    return calls


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "203.0.113.9", "127.0.0.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "made.up, 203.0.113.9", "203.0.113.9"),
        (2, "203.0.113.9, 10.0.0.1", "203.0.113.9"),
        (1, "2001:db8::1", "2001:db8::/64"),
        (1, "::ffff:203.0.113.9", "203.0.113.9"),
        (1, "unknown", "unknown"),
    ],
)
def test_a_visitor_is_known_by_what_our_own_proxies_say(proxies, forwarded, address):
    app = Flask("a shop behind proxies")
    app.get("/")(visitor_address)
    trust_proxies(app, proxies)
    seen = app.test_client().get("/", headers={"X-Forwarded-For": forwarded})
    assert seen.text == address


def test_a_guesser_meets_a_wall_and_is_told_when_to_come_back(client):
    a_person()
    guesses = [sign_in(client, password=f"guess {n}").status_code for n in range(11)]
    assert guesses == [422] * 10 + [429]
    refused = sign_in(client)
    assert refused.status_code == 429
    assert 0 < int(refused.headers["Retry-After"]) <= 15 * 60
    assert "minutes" in refused.text


def test_the_owner_gets_in_from_elsewhere_meanwhile(client):
    a_person()
    for n in range(11):
        sign_in(client, password=f"guess {n}")
    client.environ_base["REMOTE_ADDR"] = "198.51.100.7"
    assert sign_in(client).status_code == 303


def test_addresses_of_one_ipv6_network_count_as_one(client):
    for host in range(51):
        client.environ_base["REMOTE_ADDR"] = f"2001:db8::{host:x}"
        answer = sign_in(client, email=f"{host}@example.org")
    assert answer.status_code == 429


def test_forgetful_people_do_not_fill_a_mailbox(client):
    asked = [client.post("/password/forgot", data={"email": "a@example.org"}) for _ in range(6)]
    assert [answer.status_code for answer in asked] == [303] * 5 + [429]
