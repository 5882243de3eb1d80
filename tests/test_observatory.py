"""Mozilla's Observatory gives the shop an A+, for any of its pages."""

import pytest
from werkzeug.datastructures import Headers
from werkzeug.wrappers import Response

from tests.observatory import checks, cookies, corp, csp, policy_of, score, sri
from tests.people import a_person, sign_in, signed_in
from tests.production import browser_of, production_shop

A_PLUS = 100
BEHIND_ONE = {"TRUSTED_PROXIES": "1"}
CLEAR = {"X-Forwarded-Proto": "http"}
BEST = 130  # without cookies, preloading and scripts of others


@pytest.fixture
def shop(empty_shop, settings):
    yield from production_shop(empty_shop, settings, **BEHIND_ONE)


@pytest.fixture
def visit(shop):
    """A page, and how the Observatory judges it."""

    def judge(browser, path):
        page = browser.get(path, headers={"X-Forwarded-Proto": "https"})
        assert page.status_code == 200
        return checks(page, browser.get(path, headers=CLEAR))

    return judge


@pytest.fixture
def app(shop):
    return shop


@pytest.mark.parametrize("path", ["/", "/search?q=kindred", "/login", "/register", "/privacy"])
def test_pages_for_everybody_get_an_a_plus(shop, visit, path):
    modifiers = visit(browser_of(shop), path)
    assert min(modifiers.values()) == 0
    assert score(modifiers) == BEST > A_PLUS


def test_a_book_the_cart_and_the_checkout_get_an_a_plus(shop, visit, an_edition):
    edition = an_edition("Kindred")
    shopper = browser_of(shop)
    shopper.post("/cart/items", data={"edition_id": edition.id, "quantity": 1})
    for path in (f"/books/kindred-{edition.work.id}", "/cart", "/checkout"):
        assert score(visit(shopper, path)) >= BEST


def test_an_account_and_the_back_office_get_an_a_plus(shop, visit):
    owner = browser_of(shop)
    signed_in(owner, role="owner")
    for path in ("/account", "/account/security", "/admin/orders"):
        assert score(visit(owner, path)) >= BEST


def test_the_cookie_of_a_session_gets_the_bonus(shop):
    a_person()
    answer = sign_in(browser_of(shop))
    assert answer.headers["Set-Cookie"].startswith("__Host-octavo=")
    assert cookies(answer) == 5


def test_scripts_from_an_asset_host_cost_five_points_and_not_the_grade(empty_shop, settings):
    for shop in production_shop(empty_shop, settings, ASSET_URL="https://assets.example.org"):
        page = browser_of(shop).get("/login")
        assert sri(page) == -5
        assert csp(policy_of(page)) == 10


@pytest.mark.parametrize(
    ("policy", "modifier"),
    [
        ("", -25),
        ("default-src *", -20),
        ("default-src 'none'; script-src 'self' 'unsafe-inline'", -20),
        ("default-src 'none'; script-src 'self' 'unsafe-eval'", -10),
        ("default-src 'none'; img-src http://pictures.example", -20),
        ("default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'", 0),
        ("default-src 'self'", 5),
        ("default-src 'none'; script-src 'self'", 10),
    ],
)
def test_the_judge_knows_a_weak_policy(policy, modifier):
    page = Response(headers=Headers({"Content-Security-Policy": policy} if policy else {}))
    assert csp(policy_of(page)) == modifier


@pytest.mark.parametrize(
    ("policy", "modifier"), [("same-origin", 10), ("cross-origin", 0), ("", 0), ("anybody", -5)]
)
def test_the_judge_wants_what_we_serve_kept_to_ourselves(policy, modifier):
    assert corp(Response(headers=Headers({"Cross-Origin-Resource-Policy": policy}))) == modifier
