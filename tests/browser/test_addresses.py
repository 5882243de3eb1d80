"""Addresses of other countries and of the address book, on a phone, by a real browser."""

import pytest
from playwright.sync_api import expect

from app.accounts.models import Address
from app.money import Money
from app.orders.models import Order
from app.orders.stored_values.spending import credit
from tests import people
from tests.browser import steps
from tests.orders.conftest import a_collected_way

__all__ = ["a_collected_way"]

PHONE = {"width": 390, "height": 844}


@pytest.fixture(params=[True, False], ids=["with-js", "without-js"])
def phone(request, visitor):
    """A page on a phone, with JavaScript and without; it knows how to go on to the next country."""
    page = visitor(javascript=request.param, viewport=PHONE)

    def choose_country(name):
        page.get_by_label("Country", exact=True).select_option(name)
        if not request.param:
            page.get_by_role("button", name="Update").click()

    def choose_delivery(name):
        page.get_by_role("radio", name=name).check()
        if not request.param:
            page.get_by_role("button", name="Update").click()

    page.choose_country, page.choose_delivery = choose_country, choose_delivery
    return page


def fits(page):
    return page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def begin_to_type(phone, edition):
    steps.carry(phone, edition)
    phone.goto("/checkout")
    phone.get_by_label("Email", exact=True).fill("dana@example.org")
    phone.get_by_label("Name", exact=True).fill("Dana Franklin")
    phone.get_by_label("Address", exact=True).fill("1 Infinite Loop")


def test_another_country_brings_its_fields_to_the_checkout_and_keeps_what_was_typed(
    phone, an_edition
):
    begin_to_type(phone, an_edition("Kindred"))
    phone.choose_country("United States")
    phone.get_by_label("State", exact=True).select_option("California")
    assert fits(phone)
    phone.get_by_label("Town or city", exact=True).fill("Cupertino")
    phone.get_by_label("ZIP code", exact=True).fill("95014")
    phone.get_by_role("button", name="Place order").click()
    expect(phone.get_by_role("heading", name="Pay £")).to_be_visible()
    assert Order.get().address_lines == ["1 Infinite Loop", "Cupertino, CA 95014", "United States"]


def test_the_focus_stays_on_the_country_while_its_fields_come(visitor, an_edition):
    page = visitor(viewport=PHONE)
    steps.carry(page, an_edition("Kindred"))
    page.goto("/checkout")
    page.get_by_label("Country", exact=True).focus()
    page.get_by_label("Country", exact=True).select_option("Ireland")
    expect(page.get_by_label("Eircode (optional)", exact=True)).to_be_visible()
    expect(page.get_by_label("Country", exact=True)).to_be_focused()


def test_a_parcel_goes_to_an_address_of_her_book_and_the_bill_to_another(phone, an_edition):
    people.a_person("dana@example.org", name="Dana Franklin")
    steps.sign_in(phone, "dana@example.org")
    phone.goto("/account/addresses")
    phone.get_by_role("link", name="Add an address").click()
    phone.choose_country("Germany")
    phone.get_by_label("Address", exact=True).fill("Invalidenstr. 1")
    phone.get_by_label("Postcode", exact=True).fill("D-10115")
    phone.get_by_label("Town or city", exact=True).fill("Berlin")
    phone.get_by_role("button", name="Save address").click()
    expect(phone.get_by_text("10115 Berlin")).to_be_visible()
    assert fits(phone)
    assert Address.get().is_default

    steps.carry(phone, an_edition("Kindred"))
    phone.goto("/checkout")
    expect(phone.get_by_role("radio", name="Invalidenstr. 1")).to_be_checked()
    phone.get_by_label("The bill goes to another address").check()
    if phone.get_by_role("button", name="Update").is_visible():
        phone.get_by_role("button", name="Update").click()
    for label, text in {**steps.ADDRESS, "Postcode": "10623"}.items():
        phone.get_by_label(label, exact=True).fill(text)
    assert fits(phone)
    phone.get_by_role("button", name="Place order").click()
    expect(phone.get_by_role("heading", name="Pay £")).to_be_visible()
    order = Order.get()
    assert order.address["city"] == "Berlin"
    assert order.billing_address["postcode"] == "10623"


def test_to_collect_a_book_no_address_is_typed_and_it_is_still_there_if_it_is_sent_after_all(
    phone, an_edition, a_collected_way
):
    begin_to_type(phone, an_edition("Kindred"))
    phone.choose_delivery("Click and collect")
    expect(phone.get_by_role("heading", name="Who collects it")).to_be_visible()
    expect(phone.get_by_label("Address", exact=True)).to_have_count(0)
    phone.choose_delivery("Standard")
    expect(phone.get_by_label("Address", exact=True)).to_have_value("1 Infinite Loop")
    phone.choose_delivery("Click and collect")
    expect(phone.get_by_role("heading", name="Who collects it")).to_be_visible()
    phone.get_by_role("button", name="Place order").click()
    expect(phone.get_by_role("heading", name="Pay £")).to_be_visible()
    assert Order.get().address_lines == ["United Kingdom"]


def test_what_is_on_a_gift_card_stands_on_one_line(visitor, an_edition):
    page = visitor(viewport=PHONE)
    code = credit("dana@example.org", Money(2500, "GBP"), "issued").code_to_mail
    steps.carry(page, an_edition("Kindred"))
    page.goto("/checkout")
    page.get_by_label("Voucher or gift card").fill(code)
    page.get_by_role("button", name="Apply the voucher or gift card").click()
    amount = page.get_by_text("£25.00 on it")
    expect(amount).to_be_visible()
    assert amount.evaluate("element => element.getClientRects().length") == 1
    remove = page.get_by_role("button", name="Remove the gift card")
    assert remove.evaluate("element => element.getClientRects().length") == 1
    assert fits(page)
