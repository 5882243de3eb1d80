"""What we install is what is locked, hashed, and ours to use; what is not known is said."""

import json
from email.message import Message
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from dev import advisories, checks, dependencies, licences
from dev.advisories import NoAnswer, advisories_of
from dev.dependencies import installed, not_allowed, not_as_locked, unhashed
from dev.licences import JUDGED, is_allowed, licence_of, said_by
from dev.locked import OURS, REDIS, BadLock, Locked, read_lock, read_locks

LOCK = f"""
# A comment.
flask==3.1.3 \\
    --hash=sha256:{"a" * 64} \\
    --hash=sha256:{"b" * 64}
colorama==0.4.6 ; sys_platform == 'win32' \\
    --hash=sha256:{"c" * 64}
"""
FLASK = Locked("flask", "3.1.3", "", ("a" * 64,))
NOBODY = "http://127.0.0.1:1"


def test_all_that_is_installed_is_locked_and_hashed_and_may_be_used():
    ours = read_locks(OURS)
    assert list(unhashed(ours + read_locks(REDIS))) == []
    assert list(not_as_locked(ours, installed())) == []
    assert list(not_allowed(installed())) == []


def test_a_lock_is_read_with_its_hashes_and_markers():
    flask, colorama = read_lock(LOCK)
    assert (flask.name, flask.version, len(flask.hashes)) == ("flask", "3.1.3", 2)
    assert flask.is_wanted_here
    assert colorama.marker == "sys_platform == 'win32'"


@pytest.mark.parametrize(
    "line", ["flask>=3", "flask", "flask @ https://example.org/flask.whl", "-e .", "--index-url x"]
)
def test_a_line_that_pins_nothing_is_refused(line):
    with pytest.raises(BadLock):
        read_lock(line)


@pytest.mark.parametrize(
    ("there", "fault"),
    [
        ({"flask": "3.1.3", "intruder": "1"}, "intruder is installed, but not locked"),
        ({}, "flask is locked, but not installed"),
        ({"flask": "3.1.2"}, "flask is locked at 3.1.3, but 3.1.2 is installed"),
    ],
)
def test_what_differs_from_the_lock_is_told(there, fault):
    assert list(not_as_locked([FLASK], there)) == [fault]


def test_a_version_without_a_hash_is_told():
    assert len(list(unhashed(read_lock("flask==3.1.3")))) == 1


@pytest.mark.parametrize(
    ("licence", "allowed"),
    [
        ("MIT", True),
        ("Apache-2.0 OR GPL-3.0-only", True),
        ("Apache-2.0 AND BSD-2-Clause", True),
        ("(MIT AND PSF-2.0)", True),
        ("MIT AND AGPL-3.0-only", False),
        ("GPL-3.0-only AND (MIT OR Apache-2.0)", False),
        ("(GPL-3.0-only AND MIT) OR Apache-2.0", False),
        ("Apache-2.0 WITH LLVM-exception", False),
        ("GPL-3.0-or-later", False),
        ("GPL", False),
        (None, False),
    ],
)
def test_only_licences_that_are_allowed_pass(licence, allowed):
    assert is_allowed("a-package", licence) == allowed


@pytest.mark.parametrize(
    ("said", "licence"),
    [
        ("ISC License", "ISC"),
        ("GNU DISCLAIMER", None),
        ("A SIMPLE one", None),
        ("MPL 2.0", "MPL-2.0"),
    ],
)
def test_a_licence_in_words_is_known_by_whole_words(said, licence):
    metadata = Message()
    metadata["License"] = said
    assert said_by(metadata) == licence


def test_a_judgement_by_hand_ends_with_the_licence_that_it_was_about(monkeypatch):
    judged = {"flask": ("GPL-3.0-only", "Artistic-1.0-Perl"), "peewee": JUDGED["peewee"]}
    monkeypatch.setattr(licences, "JUDGED", judged)
    assert licence_of("flask") == "BSD-3-Clause"
    assert licence_of("peewee") == "MIT"
    assert not is_allowed("flask", "AGPL-3.0-only")


def test_the_script_that_we_ship_is_asked_about_too(monkeypatch):
    asked = []
    monkeypatch.setattr(dependencies, "advisories_of", lambda locked: asked.extend(locked) or [])
    dependencies.main()
    assert "pkg:npm/htmx.org@4.0.1" in {each.purl for each in asked}


@pytest.fixture
def database():
    """An answer of the database of advisories, on this machine."""

    class Answering(BaseHTTPRequestHandler):
        answer = {}

        def do_POST(self):
            body = json.dumps(self.answer).encode()
            self.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(200)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Answering)
    Answering.url, Answering.asked = f"http://127.0.0.1:{server.server_port}", []
    Thread(target=server.serve_forever, daemon=True).start()
    yield Answering
    server.shutdown()
    server.server_close()


def test_a_known_weakness_is_told(database):
    database.answer = {"results": [{"vulns": [{"id": "GHSA-x"}]}]}
    (fault,) = advisories_of([FLASK], database.url)
    assert fault == "flask 3.1.3 has a known weakness: GHSA-x"
    assert database.asked == [{"queries": [{"package": {"purl": "pkg:pypi/flask@3.1.3"}}]}]


def test_a_weakness_that_was_judged_is_not_told_again(database, monkeypatch):
    database.answer = {"results": [{"vulns": [{"id": "GHSA-x"}]}]}
    monkeypatch.setitem(advisories.JUDGED, "GHSA-x", "not in the part that we use")
    assert advisories_of([FLASK], database.url) == []


@pytest.mark.parametrize(
    "answer",
    [{}, [], "no", {"results": []}, {"results": None}, {"results": [1]}, {"results": [{}, {}]}],
)
def test_an_answer_that_is_none_is_not_taken_for_all_is_well(database, answer):
    database.answer = answer
    with pytest.raises(NoAnswer):
        advisories_of([FLASK], database.url)


def test_without_the_network_the_check_passes_and_says_what_was_not_checked(monkeypatch, capsys):
    def nobody_answers(locked):
        return advisories_of(locked, NOBODY)

    monkeypatch.setattr(dependencies, "advisories_of", nobody_answers)
    assert dependencies.main() == 0
    assert capsys.readouterr().out == dependencies.NOT_CHECKED + "\n"
    assert dependencies.NOT_CHECKED.startswith(checks.SAID)


def test_a_known_weakness_is_said_and_fails_nobody_elses_change(monkeypatch, capsys):
    monkeypatch.setattr(dependencies, "advisories_of", lambda _locked: ["flask has one: GHSA-x"])
    assert dependencies.main() == 0
    said = capsys.readouterr().out
    assert said == "to be judged: flask has one: GHSA-x\n"
    assert said.startswith(checks.SAID)
