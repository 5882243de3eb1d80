"""What proxies and visitors say of hosts, addresses and schemes, and whom the shop believes."""

import re

import pytest

from app.mail import Email
from tests.people import a_person, sign_in
from tests.production import browser_of, production_shop

FORGED = {
    "X-Forwarded-Host": "evil.example",
    "Forwarded": "host=evil.example;proto=http",
    "X-Original-URL": "/admin/orders",
    "X-Rewrite-URL": "/admin/orders",
}


@pytest.fixture
def shop(empty_shop, settings):
    yield from production_shop(empty_shop, settings, TRUSTED_PROXIES="1")


@pytest.fixture
def shop_without_proxies(empty_shop, settings):
    yield from production_shop(empty_shop, settings)


@pytest.fixture
def visitor(shop):
    return browser_of(shop)


@pytest.mark.parametrize("path", ["/", "/login", "/no/such/page"])
@pytest.mark.parametrize("host", ["evil.example", "books.example.org.evil.example"])
def test_requests_for_another_host_are_refused_even_where_a_page_is_kept(visitor, path, host):
    visitor.get(path)
    answer = visitor.get(path, base_url=f"https://{host}")
    assert answer.status_code == 400
    assert f"//{host}" not in answer.text


def test_no_header_makes_the_shop_another_or_a_page_another(visitor):
    page = visitor.get("/login", headers=FORGED)
    assert page.status_code == 200
    assert "evil.example" not in page.text + str(page.headers)


def test_links_in_letters_lead_to_the_shop_whatever_the_request_said(visitor, shop):
    from app.accounts.letters import reset_password

    a_person()
    visitor.post("/password/forgot", data={"email": "reader@example.org"}, headers=FORGED)
    letter = reset_password(Email.get().about)
    assert re.findall(r"https?://[^/\s]+", letter.text) == ["https://books.example.org"]


def guesses(visitor, forwarded):
    """The statuses of so many guesses, each with another forged history of its way here."""
    return [
        sign_in(visitor, password=f"guess {n}").status_code
        for n in range(12)
        if not visitor.environ_base.update(HTTP_X_FORWARDED_FOR=forwarded(n))
    ]


def test_made_up_addresses_do_not_step_past_a_limit(visitor):
    a_person()
    made_up = guesses(visitor, lambda n: f"198.18.0.{n}, 203.0.113.9")
    assert made_up == [422] * 10 + [429] * 2


def test_without_proxies_of_ours_no_address_is_believed(shop_without_proxies):
    a_person()
    visitor = browser_of(shop_without_proxies)
    assert guesses(visitor, lambda n: f"198.18.0.{n}") == [422] * 10 + [429] * 2


@pytest.mark.parametrize(
    ("path", "query", "address"),
    [
        ("/", "", "/"),
        ("/search", "q=a+b&x=%26", "/search?q=a+b&x=%26"),
        ("/x%41", "x=%2541", "/x%2541?x=%2541"),
        ("//evil.example/", "", "/evil.example/"),
        ("@evil.example/", "", "/@evil.example/"),
        ("/a\r\nSet-Cookie: a=b", "\r\n", "/a%0D%0ASet-Cookie:%20a=b?%0D%0A"),
    ],
)
def test_plain_http_leads_to_https_on_the_same_host(visitor, path, query, address):
    visitor.get("/")
    asked = {"PATH_INFO": path, "QUERY_STRING": query, "HTTP_X_FORWARDED_PROTO": "http"}
    answer = visitor.get("/", environ_overrides=asked)
    assert (answer.status_code, answer.text) == (308, "")
    assert answer.headers["Location"] == "https://books.example.org" + address


def test_a_form_over_plain_http_is_refused(visitor):
    answer = visitor.post("/login", data={}, headers={"X-Forwarded-Proto": "http"})
    assert answer.status_code == 403


@pytest.mark.parametrize("said", ["https", "http, https", "", "HTTPS"])
def test_who_came_over_https_is_let_in(visitor, said):
    assert visitor.get("/login", headers={"X-Forwarded-Proto": said}).status_code == 200


def test_without_proxies_of_ours_no_scheme_is_believed(shop_without_proxies):
    clear = {"X-Forwarded-Proto": "http"}
    assert browser_of(shop_without_proxies).get("/", headers=clear).status_code == 200
