"""The cart on a phone, with JavaScript and without."""

import pytest
from playwright.sync_api import expect

from app.cart.carts import cart_of_customer
from app.catalog.prices import set_list_prices
from tests.browser import steps
from tests.people import a_person

PHONE = {"width": 390, "height": 844}


@pytest.fixture(params=[True, False], ids=["with-js", "without-js"])
def phone(request, visitor):
    return visitor(javascript=request.param, viewport=PHONE, has_touch=True)


@pytest.fixture
def kindred(an_edition):
    return an_edition("Kindred", price_minor=1000, on_hand=9)


def cart_link(page, copies):
    return page.get_by_role("link", name=f"Cart ({copies})", exact=True)


def fits(page):
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_buttons_beside_the_number_change_it_and_all_that_follows_from_it(phone, kindred):
    steps.carry(phone, kindred)
    phone.get_by_role("button", name="One more of Kindred").click()
    expect(phone.get_by_label("Copies of Kindred")).to_have_value("2")
    expect(phone.locator(".summary")).to_contain_text("£20.00")
    expect(cart_link(phone, 2)).to_be_visible()
    phone.get_by_role("button", name="One fewer of Kindred").click()
    expect(phone.locator(".summary")).to_contain_text("£10.00")
    expect(cart_link(phone, 1)).to_be_visible()


def test_a_number_changed_at_the_last_moment_counts_at_the_checkout(visitor, kindred):
    page = visitor()
    steps.carry(page, kindred)
    page.get_by_label("Copies of Kindred").fill("3")
    page.get_by_role("button", name="Check out").click()
    expect(page.get_by_role("heading", name="Checkout")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("3 × Kindred")


def test_a_number_that_is_refused_keeps_her_in_the_cart(visitor, kindred):
    page = visitor()
    steps.carry(page, kindred)
    page.get_by_label("Copies of Kindred").fill("99")
    page.get_by_role("button", name="Check out").click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert page.url.endswith("/cart")


def test_a_number_can_be_typed_and_enter_does_not_take_a_step(phone, kindred):
    steps.carry(phone, kindred)
    phone.get_by_label("Copies of Kindred").fill("4")
    phone.keyboard.press("Enter")
    expect(phone.locator(".summary")).to_contain_text("£40.00")
    expect(cart_link(phone, 4)).to_be_visible()
    expect(phone.get_by_label("Copies of Kindred")).to_have_value("4")


def test_what_was_removed_comes_back_with_one_click(phone, kindred, an_edition):
    steps.carry(phone, kindred, an_edition("Dawn"))
    phone.get_by_role("button", name="Remove Kindred").click()
    expect(phone.get_by_text("Removed Kindred.")).to_be_visible()
    expect(cart_link(phone, 1)).to_be_visible()
    phone.get_by_role("button", name="Undo removing Kindred").click()
    expect(phone.get_by_text("Kindred is back in your cart.")).to_be_visible()
    expect(cart_link(phone, 2)).to_be_visible()
    expect(phone.locator(".line__title").first).to_have_text("Kindred")


def test_a_book_is_saved_for_later_and_moved_back(phone, kindred):
    steps.carry(phone, kindred)
    phone.get_by_role("button", name="Save for later Kindred").click()
    expect(phone.get_by_role("heading", name="Saved for later")).to_be_visible()
    expect(phone.get_by_role("link", name="Cart", exact=True).first).to_be_visible()
    assert fits(phone)
    phone.get_by_role("button", name="Move to cart Kindred").click()
    expect(phone.get_by_text("Kindred is in your cart.")).to_be_visible()
    expect(cart_link(phone, 1)).to_be_visible()
    expect(phone.get_by_role("heading", name="Saved for later")).to_be_hidden()


def test_what_came_at_sign_in_is_taken_out_with_one_click(phone, kindred, an_edition):
    person = a_person("dana@example.org")
    cart_of_customer(person.id).add(an_edition("Dawn"), 1)
    steps.carry(phone, kindred)
    set_list_prices({kindred.id: 1100})
    steps.sign_in(phone, "dana@example.org")
    phone.goto("/cart")
    expect(phone.get_by_role("heading", name="From before you signed in:")).to_be_visible()
    expect(phone.get_by_text("£10.00 when you added it, £11.00 now.")).to_be_visible()
    assert fits(phone)
    phone.get_by_role("button", name="Take out Kindred").click()
    expect(cart_link(phone, 1)).to_be_visible()
    expect(phone.get_by_text("From before you signed in:")).to_be_hidden()
    expect(phone.get_by_role("button", name="Undo removing Kindred")).to_be_visible()


def test_the_focus_stays_where_the_hand_is(visitor, kindred):
    page = visitor(viewport=PHONE)
    steps.carry(page, kindred)
    page.get_by_role("button", name="One more of Kindred").press("Enter")
    expect(page.get_by_role("status").filter(has_text="2 of Kindred in your cart")).to_have_count(1)
    expect(page.get_by_role("button", name="One more of Kindred")).to_be_focused()
    page.get_by_role("button", name="Save for later Kindred").press("Enter")
    expect(page.get_by_role("button", name="Undo saving Kindred")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#cart-told .notice")).to_be_focused()
    page.get_by_role("button", name="Remove Kindred").press("Enter")
    expect(page.get_by_role("button", name="Undo removing Kindred")).to_be_focused()
