"""Promises that every route keeps, walked over the whole URL map."""

import pytest

from app.hypermedia import ONE_YEAR, SHARED_CACHE

PUBLIC_PAGES = ["/", "/search", "/search?q=kindred", "/subjects", "/new", "/coming", "/about"]


def test_every_route_has_a_cache_class(app):
    rules = app.url_map.iter_rules()
    unclassed = [r.endpoint for r in rules if not hasattr(view_of(app, r), "cache_class")]
    assert unclassed == []


def view_of(app, rule):
    return app.view_functions[rule.endpoint]


@pytest.mark.parametrize("url", PUBLIC_PAGES)
def test_a_public_page_may_be_kept_by_any_cache_and_says_nothing_personal(client, url):
    page = client.get(url)
    assert page.status_code == 200
    assert page.headers["Cache-Control"] == SHARED_CACHE
    assert "Set-Cookie" not in page.headers
    assert "Cookie" not in page.headers.get("Vary", "")
    assert "token" not in page.text.lower()


@pytest.mark.parametrize("url", PUBLIC_PAGES)
def test_a_public_page_that_did_not_change_is_not_sent_again(client, url):
    tag = client.get(url).headers["ETag"]
    again = client.get(url, headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")


def test_a_static_file_is_kept_for_a_year_under_its_fingerprint(app, client):
    with app.test_request_context():
        url = app.jinja_env.globals["asset"]("css/octavo.css")
    assert client.get(url).headers["Cache-Control"] == ONE_YEAR


def test_an_outdated_fingerprint_is_served_but_not_kept(client):
    response = client.get("/static/0123456789ab/css/octavo.css")
    assert (response.status_code, response.headers["Cache-Control"]) == (200, "no-cache")


@pytest.mark.parametrize(
    "path", ["../wsgi.py", "%2e%2e/wsgi.py", "css/../../wsgi.py", "css", "", "%00"]
)
def test_nothing_outside_the_static_folder_is_served(client, path):
    assert client.get(f"/static/0123456789ab/{path}").status_code == 404
