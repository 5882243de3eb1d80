"""A bookseller receives a delivery and counts the shelves with a scanner."""

import pytest
from playwright.sync_api import expect

from app.catalog.models import Inventory
from tests.browser import steps


@pytest.fixture
def desk(reader):
    steps.sign_in_as_staff(reader, "bookseller")
    return reader


def test_what_came_is_on_the_shelf_and_a_count_puts_the_shelf_right(desk, an_edition):
    edition = an_edition("Kindred", on_hand=0)
    receive(desk, f"{edition.isbn} 3")
    assert Inventory.get().on_hand == 3
    desk.goto("/admin/stock-takes")
    desk.get_by_label("Start a stock-take").fill("January")
    desk.get_by_role("button", name="Start").click()
    for copies in ("1", "2"):
        scan(desk, edition.isbn)
        latest = desk.get_by_role("listitem").filter(has_text="Kindred")
        expect(latest.locator("strong")).to_have_text(copies)
    desk.get_by_role("button", name="Finish").click()
    expect(desk.get_by_text("Counts corrected: 1.").first).to_be_visible()
    assert Inventory.get().on_hand == 2


def receive(desk, lines):
    desk.goto("/admin/deliveries/new")
    desk.get_by_label("From").fill("Gardners")
    desk.get_by_label("What came").fill(lines)
    desk.get_by_role("button", name="Check").click()
    desk.get_by_role("button", name="Put them on the shelves").click()
    expect(desk.get_by_role("heading", name="Delivery from Gardners")).to_be_visible()


def scan(desk, isbn):
    # A scanner just types: the field must be empty and have the focus.
    expect(desk.get_by_label("Scan or type an ISBN")).to_be_focused()
    expect(desk.get_by_label("Scan or type an ISBN")).to_have_value("")
    desk.keyboard.type(isbn)
    desk.keyboard.press("Enter")
