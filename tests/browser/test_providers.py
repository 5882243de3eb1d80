"""Signing in with a provider, in a real browser: there, over two redirects, and back."""

import pytest
import requests
from playwright.sync_api import expect

from app.accounts.models import Session
from app.accounts.providers.models import Identity
from dev.sign_in_simulator.server import address_of, running
from tests import people
from tests.browser.whole_shop import running_shop

DANA = {"email": "dana@example.org", "email_verified": True, "name": "Dana Franklin"}


@pytest.fixture(scope="module")
def provider_url():
    with running() as server:
        url = address_of(server)
        requests.put(f"{url}/users/dana", json=DANA, timeout=5).raise_for_status()
        yield url


@pytest.fixture(scope="module")
def whole_shop(empty_shop, settings, provider_url, tmp_path_factory):
    """One that knows the provider."""
    known = {
        "OIDC_PROVIDERS": "example",
        "OIDC_EXAMPLE_ISSUER": provider_url,
        "OIDC_EXAMPLE_CLIENT_ID": "octavo",
        "OIDC_EXAMPLE_CLIENT_SECRET": "a secret of theirs",
    }
    with running_shop(settings | known, tmp_path_factory.mktemp("shop")) as shop:
        yield shop


def sign_in_there(page):
    expect(page.get_by_role("heading", name="Who are you?")).to_be_visible()
    page.get_by_label("Somebody else").fill("dana")
    page.get_by_role("button", name="Sign in").click()


def test_a_newcomer_goes_to_the_provider_and_comes_back_with_an_account(reader):
    reader.goto("/login?next=/account/security")
    reader.get_by_role("button", name="Continue with Example").click()
    sign_in_there(reader)
    expect(reader.get_by_role("heading", name="Security", level=1)).to_be_visible()
    expect(reader.get_by_role("button", name="Disconnect Example")).to_be_visible()
    reader.get_by_role("button", name="Disconnect Example").click()
    expect(reader.get_by_text("Example is the only way into your account")).to_be_visible()


def test_the_tick_of_the_passwords_form_counts_for_the_provider_or_is_said_not_to(visitor):
    page = visitor()
    page.goto("/login?next=/account/security")
    expect(page.get_by_text("“Stay signed in” is for the password")).not_to_be_visible()
    page.get_by_label("Stay signed in").check()
    page.get_by_role("button", name="Continue with Example").click()
    sign_in_there(page)
    expect(page.get_by_role("heading", name="Security", level=1)).to_be_visible()
    assert Session.get().remembered
    page = visitor(javascript=False)
    page.goto("/login")
    expect(page.get_by_text("“Stay signed in” is for the password")).to_be_visible()


def test_who_has_an_account_signs_in_to_it_and_connects_the_two(reader, app):
    people.a_person(DANA["email"], name=DANA["name"])
    reader.goto("/login")
    reader.get_by_role("button", name="Continue with Example").click()
    sign_in_there(reader)
    expect(reader.get_by_text("There is an account with your address here")).to_be_visible()
    reader.get_by_label("Email", exact=True).fill(DANA["email"])
    reader.get_by_label("Password", exact=True).fill(people.PASSWORD)
    reader.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()
    reader.get_by_role("button", name="Connect Example").click()
    expect(reader.get_by_text("From now on, Example opens your account.")).to_be_visible()
    assert Identity.select().count() == 1
