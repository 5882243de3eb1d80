"""The back office on a phone: one sees where one is, and an address of an email stays legible."""

import pytest

from app.orders.models import Return
from tests.browser import steps
from tests.placed_orders import placed_order

PHONE = {"viewport": {"width": 390, "height": 800}}


@pytest.fixture
def owners_phone(visitor):
    page = visitor(**PHONE)
    steps.sign_in_as_staff(page, "owner")
    return page


def test_the_row_of_pages_begins_where_the_one_that_is_open_is_seen(owners_phone):
    for path in ("orders", "reconciliation", "reviews", "delivery", "tokens"):
        owners_phone.goto(f"/admin/{path}")
        here = owners_phone.locator(".admin-subnav [aria-current]").bounding_box()
        assert here["x"] >= 0, path
        assert here["x"] + here["width"] <= 390, path
        assert owners_phone.evaluate("window.scrollY") == 0, path


def test_the_address_of_who_returns_something_stands_on_a_line(owners_phone, an_edition):
    email = "ada.lovelace-king@example.co.uk"
    order = placed_order(an_edition(), "shipped", email=email)
    back = Return.create(order=order, kind="return", reason="other")
    owners_phone.goto(f"/admin/returns/{back.id}")
    lines = owners_phone.evaluate(
        """email => {
            const cell = [...document.querySelectorAll("dd")].find(
                one => one.textContent.includes(email.split("@")[0]))
            const range = document.createRange()
            range.selectNodeContents(cell)
            const tops = [...range.getClientRects()].filter(one => one.width).map(one => one.top)
            return new Set(tops).size
        }""",
        email,
    )
    assert lines == 2, "the name, and the address below it"
