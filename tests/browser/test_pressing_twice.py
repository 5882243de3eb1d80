"""Who presses a button twice, or Enter, gets what who presses it once gets."""

import pyotp
import pytest
from playwright.sync_api import expect

from app.accounts.models import Session
from tests.browser import steps
from tests.people import PASSWORD, a_person

DANA = "dana@example.org"
QUICKLY = 20  # milliseconds that a button is down; the shop takes longer to answer
PRESS_AGAIN_ONCE_ANSWERED = """
button => addEventListener(
  "htmx:finally:request", () => setTimeout(() => button.click()), { once: true })
"""


@pytest.fixture
def page(visitor):
    return visitor()


def posts_of(page):
    """What the page will have posted, and where."""
    posts = []
    page.on("request", lambda request: request.method == "POST" and posts.append(request))
    return posts


def fill_in(page):
    page.goto("/login")
    page.get_by_label("Email", exact=True).fill(DANA)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    return page.get_by_role("main").get_by_role("button", name="Sign in", exact=True)


def test_sign_in_pressed_twice_signs_in_once(page):
    a_person(DANA)
    fill_in(page).dblclick(delay=QUICKLY)
    expect(page.get_by_role("heading", name="Your account")).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", name="Your account")).to_be_visible()
    assert Session.select().count() == 1


def test_sign_in_pressed_again_while_the_next_page_is_on_its_way_signs_in_once(page):
    a_person(DANA)
    posts, button = posts_of(page), fill_in(page)
    button.evaluate(PRESS_AGAIN_ONCE_ANSWERED)
    button.click()
    expect(page.get_by_role("heading", name="Your account")).to_be_visible()
    assert len(posts) == 1


def test_enter_pressed_twice_still_shows_the_recovery_codes(page):
    open_authenticator(page)
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Your recovery codes")).to_be_visible()


def test_add_the_app_pressed_twice_still_shows_the_recovery_codes(page):
    open_authenticator(page)
    posts = posts_of(page)
    page.get_by_role("button", name="Add the app").dblclick(delay=QUICKLY)
    expect(page.get_by_role("heading", name="Your recovery codes")).to_be_visible()
    assert len(posts) == 1
    page.goto("/account")
    expect(page.get_by_role("heading", name="Your account")).to_be_visible()


def open_authenticator(page):
    a_person(DANA)
    steps.sign_in(page, DANA)
    page.goto("/account/security/authenticator")
    phone = pyotp.TOTP(page.locator("#key").inner_text().replace(" ", ""))
    page.get_by_label("Code that the app shows").fill(phone.now())


def test_yes_verify_my_address_pressed_twice_verifies_it(page, mailbox):
    page.goto("/register")
    page.get_by_label("Name", exact=True).fill("Dana Franklin")
    page.get_by_label("Email", exact=True).fill(DANA)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Create account").dblclick(delay=QUICKLY)
    expect(page.get_by_role("heading", name="mail")).to_be_visible()
    steps.follow_link(page, mailbox.mail_to(DANA, "your address"))
    steps.fill_in_sign_in(page, DANA, PASSWORD)
    posts = posts_of(page)
    page.get_by_role("button", name="Yes, verify my address").dblclick(delay=QUICKLY)
    expect(page.get_by_role("heading", name="Your account")).to_be_visible()
    assert len(posts) == 1


@pytest.mark.parametrize(
    ("button", "undo"), [("Remove", "Undo removing"), ("Save for later", "Undo saving")]
)
def test_what_left_the_cart_by_two_clicks_comes_back_by_one(page, an_edition, button, undo):
    steps.carry(page, an_edition("Kindred"))
    posts = posts_of(page)
    page.get_by_role("button", name=f"{button} Kindred").dblclick(delay=QUICKLY)
    page.get_by_role("button", name=f"{undo} Kindred").click()
    expect(page.locator("#cart-told")).to_contain_text("in your cart")
    assert len(posts) == 2


def test_a_page_that_the_browser_had_put_by_sends_its_forms_again(page):
    a_person(DANA)
    steps.sign_in(page, DANA)
    sign_out = page.get_by_role("main").get_by_role("button", name="Sign out")
    page.route("**/logout", lambda route: route.fulfill(status=204))  # after which a page stays
    with page.expect_response("**/logout"):
        sign_out.click()
    page.unroute("**/logout")
    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    sign_out.click()
    expect(page.get_by_role("link", name="Sign in")).to_be_visible()
