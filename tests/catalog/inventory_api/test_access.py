"""Who may use the inventory API, and how it says no."""

import json
from io import BytesIO

import pytest

from app.accounts import api_tokens
from app.catalog.inventory_api import routes

UPDATE = {"updates": [{"isbn": "9780141439518", "on_hand": 1}]}


@pytest.fixture
def token(app):
    return api_tokens.issue("till")


@pytest.fixture
def post(app, token):
    def build(body=None, **headers):
        sent = {
            "Authorization": f"Bearer {token}",
            "Idempotency-Key": "monday",
            "Content-Type": "application/json",
        }
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        sent = {name: value for name, value in sent.items() if value is not None}
        body = json.dumps(UPDATE) if body is None else body
        return app.test_client().post("/api/v1/stock", data=body, headers=sent)

    return build


def is_problem(answer, status):
    assert answer.status_code == status
    assert answer.mimetype == "application/problem+json"
    assert answer.json["status"] == status
    assert answer.json["detail"].strip()
    assert answer.json["request_id"] == answer.headers["X-Request-ID"]
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer.headers
    return True


@pytest.mark.parametrize(
    "authorization",
    [None, "Bearer", "Bearer ", "Bearer octavo_nonsense", "Basic dGlsbDp0aWxs", "Bearer \xe9\0"],
)
def test_without_a_token_nothing_is_said_and_nothing_done(post, authorization):
    answer = post(Authorization=authorization)
    assert is_problem(answer, 401)
    assert answer.headers["WWW-Authenticate"].lower().startswith("bearer")


def test_a_revoked_token_opens_nothing(post, token):
    assert post().status_code == 200
    kept = api_tokens.ApiToken.get()
    kept.revoked_at = kept.created_at
    kept.save()
    assert is_problem(post(), 401)


def test_reading_needs_a_token_too(app):
    assert is_problem(app.test_client().get("/api/v1/stock"), 401)


def test_a_token_is_kept_as_a_hash_with_the_time_of_its_use(post, token):
    post()
    kept = api_tokens.ApiToken.get()
    assert token not in (kept.token_hash, kept.name)
    assert kept.last_used_at


def test_being_signed_in_is_no_token(client, app):
    assert is_problem(client.post("/api/v1/stock", json=UPDATE), 401)


@pytest.mark.parametrize("origin", [None, "https://evil.example"])
def test_it_is_open_to_other_servers_and_sets_no_cookie(post, origin):
    answer = post(Origin=origin)
    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        ("{", {}, 400),
        (b"\xff\xfe\xfa", {}, 400),
        ("[" * 100_000, {}, 400),
        ('{"updates": [' + "9" * 10_000 + "]}", {}, 400),
        ("[]", {}, 422),
        ("{}", {}, 422),
        ('{"updates": []}', {}, 422),
        ('{"updates": {"isbn": 1}}', {}, 422),
        (None, {"Idempotency_Key": None}, 400),
        (None, {"Idempotency_Key": '""'}, 400),
        (None, {"Idempotency_Key": "k" * 256}, 400),
        (None, {"Idempotency_Key": "\xe9"}, 400),
        (None, {"Content_Type": "text/csv"}, 415),
        (None, {"Content_Type": "application/x-www-form-urlencoded"}, 415),
        (None, {"Content_Type": None}, 415),
        (None, {"Content_Encoding": "gzip"}, 415),
        (" " * (routes.LARGEST_BODY + 1), {}, 413),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(post, body, headers, status):
    assert is_problem(post(body, **headers), status)


def test_a_body_of_unknown_length_is_read_no_further_than_allowed(app, token):
    answer = app.test_client().post(
        "/api/v1/stock",
        input_stream=BytesIO(b" " * (routes.LARGEST_BODY + 100)),
        environ_overrides={"wsgi.input_terminated": True, "CONTENT_LENGTH": None},
        headers={
            "Authorization": f"Bearer {token}",
            "Idempotency-Key": "monday",
            "Content-Type": "application/json",
            "Transfer-Encoding": "chunked",
        },
    )
    assert is_problem(answer, 413)


def test_one_row_too_many_is_refused(post):
    rows = UPDATE["updates"] * (routes.MOST_ROWS + 1)
    answer = post(json.dumps({"updates": rows}))
    assert is_problem(answer, 422)
    assert "10001 rows" in answer.json["detail"]


def test_too_many_requests_are_asked_to_wait(post, monkeypatch):
    monkeypatch.setattr(routes, "REQUESTS_A_MINUTE", 2)
    assert [post().status_code, post().status_code] == [200, 200]
    answer = post()
    assert is_problem(answer, 429)
    assert 0 < int(answer.headers["Retry-After"]) <= 60


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "nowhere", 404), ("POST", "nowhere", 404), ("PUT", "stock", 405)],
)
def test_what_is_not_there_is_a_problem_too(app, method, path, status):
    answer = app.test_client().open(f"/api/v1/{path}", method=method)
    assert is_problem(answer, status)
    assert ("Allow" in answer.headers) == (status == 405)
