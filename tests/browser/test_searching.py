"""The search box with the keyboard, and the list of results that grows."""

import re

import pytest
from playwright.sync_api import expect

from app.catalog.models import Series


@pytest.fixture
def box(page, a_work):
    series = Series.create(name="Kin and Kith", slug="kin-and-kith")
    a_work("Kindred", popularity=9, series=series)
    a_work("Kinship", popularity=8, authors=("Ann Kinsey",))
    page.goto("/")
    return page.get_by_role("searchbox", name="Search books")


@pytest.fixture
def options(page):
    return page.get_by_role("option")


def marked(page):
    return page.get_by_role("option", selected=True)


def test_suggestions_are_gone_through_with_the_keyboard(page, box, options):
    box.press_sequentially("kin")
    expect(options).to_contain_text(["Kindred", "Kinship", "Ann Kinsey", "Kin and Kith"])
    expect(page.locator("#suggested")).to_have_text("4 suggestions")
    expect(marked(page)).to_have_count(0)
    box.press("ArrowDown")
    box.press("ArrowDown")
    expect(marked(page)).to_contain_text("Kinship")
    expect(box).to_be_focused()
    expect(box).to_have_attribute("aria-activedescendant", marked(page).get_attribute("id"))
    box.press("ArrowUp")
    expect(marked(page)).to_contain_text("Kindred")
    box.press("ArrowUp")
    expect(marked(page)).to_have_count(0)
    box.press("ArrowUp")
    expect(marked(page)).to_contain_text("Kin and Kith")
    box.press("Enter")
    expect(page.get_by_role("heading", name="Kin and Kith")).to_be_visible()


def test_home_and_end_lead_back_into_the_words(page, box, options):
    box.press_sequentially("kin")
    expect(options).to_have_count(4)
    box.press("ArrowDown")
    box.press("Home")
    expect(marked(page)).to_have_count(0)
    expect(box).not_to_have_attribute("aria-activedescendant", "suggestion-1")
    assert box.evaluate("box => box.selectionStart") == 0


def test_escape_closes_the_suggestions_and_an_arrow_opens_them_again(page, box, options):
    box.press_sequentially("kin")
    expect(options.first).to_be_visible()
    box.press("Escape")
    expect(page.locator("#suggestions")).to_be_hidden()
    expect(box).to_be_focused()
    expect(box).to_have_value("kin")
    box.press("ArrowDown")
    expect(marked(page)).to_contain_text("Kindred")


def test_suggestions_that_come_after_escape_stay_closed(page, box, options):
    box.press_sequentially("ki")
    expect(options.first).to_be_visible()
    with page.expect_response(lambda answer: "q=kin" in answer.url):
        box.press("n")
        box.press("Escape")
    expect(page.locator("#suggested")).to_have_text("4 suggestions")
    expect(page.locator("#suggestions")).to_be_hidden()


def test_enter_searches_for_the_words_when_nothing_is_marked(page, box, options):
    box.press_sequentially("kindrid")
    expect(options).to_contain_text(["Kindred"])
    box.press("Enter")
    expect(page.get_by_role("heading", name="Results for “kindred”")).to_be_visible()


def test_suggestions_go_when_one_leaves_the_search(page, box, options):
    box.press_sequentially("kin")
    expect(options.first).to_be_visible()
    page.get_by_role("link", name="Browse").focus()
    expect(page.locator("#suggestions")).to_be_hidden()


def test_more_books_come_below_and_the_first_new_one_has_the_focus(page, a_work):
    for number in range(30):
        a_work(f"Tale {number:02}", popularity=100 - number)
    page.goto("/search?q=tale")
    page.get_by_role("link", name="More books").click()
    books = page.locator("#books > li")
    expect(books).to_have_count(30)
    expect(page.get_by_role("link", name="Tale 24")).to_be_focused()
    expect(page.locator("#shown")).to_have_text("Books 25 to 30 of 30")
    expect(page.get_by_role("link", name="More books")).to_have_count(0)
    assert page.url.endswith("/search?q=tale")


def test_without_javascript_more_books_are_the_next_page(visitor, a_work):
    for number in range(30):
        a_work(f"Tale {number:02}", popularity=100 - number)
    page = visitor(javascript=False)
    page.goto("/search?q=tale")
    page.get_by_role("link", name="More books").click()
    expect(page.locator("#books > li")).to_have_count(6)
    assert page.url.endswith("/search?q=tale&page=2")


def test_filters_come_and_go_without_leaving_the_page(page, an_edition):
    an_edition("Kindred", format="paperback")
    an_edition("Kinship", format="hardback")
    page.goto("/search?q=kin")
    page.evaluate("() => { window.stayed = true }")
    page.get_by_role("link", name="Hardback").click()
    expect(page).to_have_url(re.compile(r"/search\?q=kin&format=hardback$"))
    expect(page.get_by_role("link", name="Kindred")).to_be_hidden()
    page.get_by_role("link", name="Remove Hardback").click()
    expect(page.get_by_role("link", name="Kindred")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("link", name="Kindred")).to_be_hidden()
    assert page.evaluate("() => window.stayed")
