"""An authenticator app and a passkey, set up and used, in a real browser."""

import re

import pyotp
import pytest
from playwright.sync_api import expect

from app.accounts.factors.models import Authenticator
from app.accounts.models import Session
from tests import people
from tests.browser import steps

KEYS = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def dana(app):
    return people.a_person("dana@example.org", name="Dana Franklin")


@pytest.fixture
def browser_context_args(browser_context_args, shop_url):
    """By the host's name: passkeys are for names, not for numbers."""
    return {**browser_context_args, "base_url": shop_url.replace("127.0.0.1", "localhost")}


@pytest.fixture
def page_with_keys(visitor):
    """A browser whose device has an authenticator."""
    page = visitor()
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": KEYS})
    return page


def sign_out(page):
    page.goto("/account")
    page.get_by_role("main").get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("link", name="Sign in")).to_be_visible()


def add_passkey(page):
    page.goto("/account/security")
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("What you call it").fill("My phone")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("heading", name="Your recovery codes")).to_be_visible()
    page.get_by_role("link", name="I have kept them").click()
    expect(page.get_by_role("heading", name="My phone")).to_be_visible()


def test_an_app_is_added_by_its_picture_or_key_and_asked_for_from_then_on(reader, dana):
    steps.sign_in(reader, dana.email)
    reader.goto("/account/security")
    reader.get_by_role("link", name="Add an authenticator app").click()
    expect(reader.get_by_role("img", name="QR code")).to_be_visible()
    phone = pyotp.TOTP(reader.locator("#key").inner_text().replace(" ", ""))
    reader.get_by_label("Code that the app shows").fill(phone.now())
    reader.get_by_role("button", name="Add the app").click()
    expect(reader.get_by_role("heading", name="Your recovery codes")).to_be_visible()
    code = reader.get_by_text(re.compile("^[a-z0-9]{6}-[a-z0-9-]{20}$")).first.inner_text()
    assert Authenticator.get().confirmed_at

    sign_out(reader)
    steps.sign_in(reader, dana.email)
    steps.type_code(reader, code)


def test_a_passkey_opens_the_account_without_a_password(page_with_keys, dana):
    page = page_with_keys
    steps.sign_in(page, dana.email)
    add_passkey(page)
    sign_out(page)
    page.goto("/login?next=/account/security")
    page.get_by_label("Stay signed in").check()
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("heading", name="Security")).to_be_visible()
    assert Session.get().remembered


def test_a_device_that_has_a_passkey_of_hers_says_so_when_another_is_asked_of_it(
    page_with_keys, dana
):
    page = page_with_keys
    steps.sign_in(page, dana.email)
    add_passkey(page)
    page.goto("/account/security/passkeys")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_text("This device has a passkey of yours here already")).to_be_visible()
    expect(page.get_by_text("That did not work")).not_to_be_visible()


def test_a_passkey_is_the_second_step_after_the_password(page_with_keys, dana):
    page = page_with_keys
    steps.sign_in(page, dana.email)
    add_passkey(page)
    sign_out(page)
    steps.sign_in(page, dana.email)
    expect(page.get_by_role("heading", name="One more step")).to_be_visible()
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("heading", name="Your account")).to_be_visible()


def test_a_passkey_button_pressed_twice_asks_the_browser_once(page_with_keys, dana):
    page = page_with_keys
    steps.sign_in(page, dana.email)
    page.goto("/account/security/passkeys")
    page.get_by_label("What you call it").fill("My phone")
    questions = []
    page.on("request", lambda request: "options" in request.url and questions.append(request))
    page.get_by_role("button", name="Add a passkey").dblclick()
    expect(page.get_by_role("heading", name="Your recovery codes")).to_be_visible()
    assert len(questions) == 1


def test_a_device_without_the_passkey_says_so_and_the_password_still_works(page_with_keys, dana):
    page = page_with_keys
    page.goto("/login")
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_text("That did not work")).to_be_visible()
    steps.sign_in(page, dana.email)
    expect(page.get_by_role("heading", name="Your account")).to_be_visible()


def test_without_javascript_nothing_is_offered_that_needs_it(visitor, dana):
    page = visitor(javascript=False)
    page.goto("/login")
    expect(page.get_by_role("button", name="Use a passkey")).not_to_be_visible()
    steps.sign_in(page, dana.email)
    page.goto("/account/security/passkeys")
    expect(page.get_by_text("This needs a browser that knows passkeys")).to_be_visible()
    expect(page.get_by_role("button", name="Add a passkey")).not_to_be_visible()
