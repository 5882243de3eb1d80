import pytest

from app import create_app
from app.db import db
from tests.conftest import HTMX


def test_an_error_is_a_page_with_its_request_id(client):
    page = client.get("/no/such/page", headers={"X-Request-ID": "abcdef-123"})
    assert page.status_code == 404
    assert "<!doctype html>" in page.text.lower()
    assert "There is nothing on this shelf" in page.text
    assert "abcdef-123" in page.text
    assert page.headers["Cache-Control"] == "no-store"


def test_an_error_is_a_fragment_to_htmx(client):
    fragment = client.get("/no/such/page", headers=HTMX)
    assert fragment.status_code == 404
    assert "<html" not in fragment.text


def test_a_request_id_that_is_not_one_is_replaced(client):
    page = client.get("/no/such/page", headers={"X-Request-ID": "<script>"})
    assert "<script>" not in page.headers["X-Request-ID"]
    assert len(page.headers["X-Request-ID"]) == 32


def test_a_wrong_method_names_the_right_ones(client):
    refusal = client.put("/cart")
    assert refusal.status_code == 405
    assert "GET" in refusal.headers["Allow"]


def test_a_request_that_is_too_large_is_refused_with_a_page(client):
    refusal = client.post("/cart/items", data={"edition_id": "9" * 9_000_000})
    assert refusal.status_code == 413
    assert "too large" in refusal.text


@pytest.fixture
def shop_without_database(settings, database_url):
    unreachable = {**settings, "DATABASE_URL": "postgresql://octavo@127.0.0.1:1/octavo"}
    db.close_idle()
    yield create_app(unreachable).test_client()
    create_app({**settings, "DATABASE_URL": database_url})


def test_without_a_database_the_shop_says_so_kindly(shop_without_database):
    assert db.is_closed()
    page = shop_without_database.get("/")
    assert (page.status_code, page.headers["Retry-After"]) == (503, "30")
    assert "catching its breath" in page.text


def test_a_crash_is_a_page_without_a_traceback(app, client, monkeypatch):
    def crash(**_):
        raise RuntimeError("a secret inside")

    monkeypatch.setitem(app.view_functions, "catalog.home", crash)
    page = client.get("/")
    assert page.status_code == 500
    assert "Something went wrong on our side" in page.text
    assert "secret" not in page.text
    assert "Traceback" not in page.text
