"""Vouchers and gift cards by a real browser, with JavaScript and without."""

import re

from playwright.sync_api import expect

from app.money import Money
from app.orders.models import Order, StoredValue
from app.orders.stored_values.spending import credit
from app.pricing.models import Promotion
from tests.browser import steps

TEN = {"name": "Ten percent", "kind": "percent", "percent": 10, "currency": "GBP"}


def test_a_voucher_is_typed_on_the_cart_and_a_gift_card_at_the_checkout(reader, an_edition, app):
    kindred = an_edition("Kindred", price_minor=1000)
    Promotion.create(code="TEN", **TEN)
    code = credit("dana@example.org", Money(5000, "GBP"), "issued").code_to_mail
    steps.carry(reader, kindred)
    reader.get_by_label("Voucher").fill("tan")
    reader.get_by_role("button", name="Apply the voucher").click()
    expect(reader.get_by_text("We do not recognise the voucher “tan”")).to_be_visible()
    reader.get_by_label("Voucher").fill("ten")
    reader.get_by_role("button", name="Apply the voucher").click()
    expect(reader.get_by_text("−£1.00")).to_be_visible()
    reader.get_by_role("button", name="Check out").click()
    reader.get_by_label("Email", exact=True).fill("dana@example.org")
    for label, value in steps.ADDRESS.items():
        reader.get_by_label(label, exact=True).fill(value)
    reader.get_by_label("Voucher or gift card").fill(code)
    reader.get_by_role("button", name="Apply the voucher or gift card").click()
    expect(reader.get_by_text(re.compile("Left to pay"))).to_be_visible()
    expect(reader.get_by_label("Town or city", exact=True)).to_have_value("London")
    reader.get_by_role("button", name="Place order").click()
    expect(reader.get_by_text("Thank you").first).to_be_visible()
    order = Order.get()
    assert (order.status, order.stored_minor) == ("paid", 900 + 295)
    assert StoredValue.get().balance_minor == 5000 - 1195


def test_a_gift_card_is_bought_paid_and_reaches_whom_it_is_for(reader, mailbox, app):
    reader.goto("/gift-cards")
    reader.get_by_label("Recipient’s name").fill("Bea")
    reader.get_by_label("Their email").fill("bea@example.org")
    reader.get_by_label("From", exact=True).fill("Dana")
    reader.get_by_role("button", name="Put it in the cart").click()
    expect(reader.get_by_role("heading", name="Gift card for Bea")).to_be_visible()
    reader.get_by_role("button", name="Check out").click()
    reader.get_by_label("Email", exact=True).fill("dana@example.org")
    reader.get_by_label("Name", exact=True).fill("Dana Franklin")
    reader.get_by_role("button", name="Place order").click()
    steps.pay(reader)
    expect(reader.get_by_text("Thank you").first).to_be_visible()
    assert "£25.00" in mailbox.mail_to("bea@example.org", "A gift card from Dana").text
