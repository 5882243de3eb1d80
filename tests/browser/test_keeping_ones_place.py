"""What a swapped page owes a reader: the focus stays where she is, and what she reads is so."""

import pytest
from playwright.sync_api import expect

from tests.browser import steps

pytestmark = pytest.mark.browser_context_args(reduced_motion="no-preference")


@pytest.fixture
def page(visitor):
    return visitor()


def test_after_a_removal_the_focus_is_on_undoing_it(page, an_edition):
    steps.carry(page, an_edition("Kindred"))
    page.get_by_role("button", name="Remove Kindred").press("Enter")
    expect(page.get_by_role("button", name="Undo")).to_be_focused()


def test_an_impatient_hand_puts_one_copy_into_the_cart(page, an_edition):
    steps.open_book(page, an_edition("Kindred"))
    page.get_by_role("button", name="Add to cart").dblclick()
    expect(page.get_by_text("Added: 1 in your cart")).to_be_visible()
    page.goto("/cart")
    expect(page.get_by_role("link", name="Cart (1)", exact=True)).to_be_visible()


def test_a_number_that_was_refused_is_mended_and_its_error_goes(page, an_edition):
    steps.open_book(page, an_edition("Kindred", on_hand=3))
    copies, add = page.get_by_label("Quantity"), page.get_by_role("button", name="Add to cart")
    told, error = page.locator("#added"), page.get_by_text("Only 3 copies are left.")
    for typed in ("9", "2"):
        copies.fill(typed)
        add.click()
        expect(error if typed == "9" else told).to_be_visible()
    expect(told).to_contain_text("Added: 2 in your cart.")
    expect(error).to_have_count(0)
    expect(copies).not_to_have_attribute("aria-invalid", "true")
    copies.fill("1")
    add.click()
    expect(told).to_contain_text("Added: 3 in your cart.")
    expect(page.get_by_role("link", name="Cart (3)", exact=True)).to_be_visible()


def test_the_form_that_opens_for_a_review_has_the_focus(page, an_edition):
    steps.open_book(page, an_edition("Kindred"))
    page.get_by_role("button", name="Write a review").press("Enter")
    expect(page.locator("#review-form")).to_contain_text("Sign in")
    expect(page.locator("#review-form")).to_be_focused()


def test_a_lost_connection_is_told_until_there_is_one_again(page, an_edition):
    steps.open_book(page, an_edition("Kindred"))
    page.context.set_offline(True)
    page.get_by_role("button", name="Add to cart").click()
    told = page.get_by_text("We could not reach the shop.")
    expect(told).to_be_visible()
    page.context.set_offline(False)
    steps.put_in_cart(page)
    expect(told).to_be_hidden()


def test_the_cart_is_counted_where_what_is_hers_of_the_header_did_not_come(page, an_edition):
    page.route("**/me/nav", lambda route: route.abort())
    steps.open_book(page, an_edition("Kindred"))
    steps.put_in_cart(page)


def test_back_on_a_page_that_the_browser_kept_the_cart_is_that_of_now(page, an_edition):
    steps.open_book(page, an_edition("Kindred"))
    expect(page.locator("#me-nav")).not_to_have_attribute("hx-get", "/me/nav")
    page.context.request.post(
        "/cart/items", form={"edition_id": 1}, headers={"Sec-Fetch-Site": "same-origin"}
    )
    # As a browser does when it shows a page again as it was left.
    page.evaluate("() => dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    expect(page.get_by_role("link", name="Cart (1)")).to_be_visible()
