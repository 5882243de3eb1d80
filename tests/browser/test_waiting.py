"""A reader asks to be told of a book that is sold out, and hears of it when it is back."""

import re

from playwright.sync_api import expect

from app.catalog.inventory import receive
from app.catalog.stock_alerts.telling import tell_all
from tests.browser import steps
from tests.people import a_person

READER = "dana@example.org"


def link_to(words, mail):
    return re.search(rf"https?://\S+/{words}\S*", mail.text)[0]


def test_a_guest_asks_confirms_is_told_and_buys(reader, mailbox, an_edition):
    edition = an_edition("Kindred", on_hand=0)
    steps.open_book(reader, edition)
    reader.get_by_text("Tell me when it is back").click()
    reader.get_by_label("Email").fill(READER)
    reader.get_by_role("button", name="Tell me").click()
    expect(reader.locator("#stock-alert")).to_contain_text("look at your mail")

    reader.goto(link_to("stock-alerts", mailbox.mail_to(READER, "Shall we tell you")))
    reader.get_by_role("button", name="Yes, tell me").click()
    expect(reader.get_by_role("heading", name="You are on the list")).to_be_visible()

    receive(edition.id, 1)
    tell_all()
    mail = mailbox.mail_to(READER, "You can buy Kindred now")
    reader.goto(link_to("books", mail))
    steps.put_in_cart(reader)

    reader.goto(link_to("stock-alerts", mail))
    reader.get_by_role("button", name="I no longer want this").click()
    expect(reader.get_by_role("heading", name="You are off the list")).to_be_visible()


def test_who_has_signed_in_finds_her_address_in_the_form(visitor, an_edition):
    a_person(READER)
    page = visitor()
    steps.sign_in(page, READER)
    steps.open_book(page, an_edition("Kindred", on_hand=0))
    page.get_by_text("Tell me when it is back").click()
    expect(page.get_by_label("Email")).to_have_value(READER)
    page.get_by_role("button", name="Tell me").click()
    expect(page.locator("#stock-alert")).to_contain_text("You are on the list")
