import pytest

from app import create_app
from tests.test_config import PRODUCTION
from tests.test_provider_settings import GOOGLE


@pytest.mark.parametrize("url", ["/", "/no/such/page", "/healthz", "/login"])
def test_every_answer_forbids_inline_script_and_framing(client, url):
    headers = client.get(url).headers
    policy = dict(rule.split(" ", 1) for rule in headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert policy["frame-ancestors"] == "'none'"
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"


@pytest.fixture
def production(settings, database_url):
    yield create_app({**PRODUCTION, **GOOGLE, "DATABASE_URL": database_url})
    create_app(settings)


def test_where_pages_take_static_files_from_another_origin_browsers_let_them(
    settings, database_url
):
    shop = create_app(
        {**PRODUCTION, "ASSET_URL": "https://assets.example.net", "DATABASE_URL": database_url}
    )
    home = "https://books.example.org"
    file, page = (
        shop.test_client().get(path, base_url=home).headers
        for path in ("/static/x/css/octavo.css", "/healthz")
    )
    create_app(settings)
    assert file["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert file["Access-Control-Allow-Origin"] == "*"
    assert page["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "Access-Control-Allow-Origin" not in page


def test_elsewhere_nothing_is_for_other_origins(client):
    headers = client.get("/static/x/css/octavo.css").headers
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "Access-Control-Allow-Origin" not in headers


def test_production_insists_on_https_and_on_its_own_name(production):
    browser = production.test_client()
    headers = browser.get("/healthz", base_url="https://books.example.org").headers
    assert headers["Strict-Transport-Security"].startswith("max-age=63072000")
    assert browser.get("/healthz", base_url="https://evil.example").status_code == 400


def test_production_cookies_stay_with_this_host(production):
    assert production.config["SESSION_COOKIE_NAME"] == "__Host-octavo"
    assert production.config["SESSION_COOKIE_SECURE"]
    assert production.config["SESSION_COOKIE_HTTPONLY"]


def test_production_lets_forms_lead_to_stripe_and_its_providers_and_nowhere_else(production):
    answer = production.test_client().get("/healthz", base_url="https://books.example.org")
    policy = answer.headers["Content-Security-Policy"]
    assert "form-action 'self' https://checkout.stripe.com https://accounts.google.com;" in policy
