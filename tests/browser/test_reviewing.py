"""A reader buys, registers and reviews; the bookseller sees the order and ships it."""

import re

import pytest
from playwright.sync_api import expect

from app.orders.models import Order
from app.reviews.models import Review
from tests.browser import steps
from tests.people import a_person


@pytest.fixture
def signed_in(reader, kindred):
    a_person("dana@example.org", name="Dana Franklin")
    steps.sign_in(reader, "dana@example.org")
    return reader


@pytest.fixture
def kindred(an_edition):
    return an_edition("Kindred")


def write_review(page, title, body, stars=4):
    page.get_by_role("button", name="Write a review").click()
    form = page.locator("#review-form")
    form.locator("label", has_text=f"{stars} stars").click()
    form.get_by_label(re.compile("^Title")).fill(title)
    form.get_by_label(re.compile("^Review")).fill(body)
    form.get_by_role("button", name="Post review").click()


def test_a_customer_buys_and_her_review_is_a_verified_purchase(signed_in, kindred):
    steps.buy(signed_in, "kindred", "Kindred", "dana@example.org")
    steps.open_book(signed_in, kindred)
    write_review(signed_in, "Stayed up for it", "The kettle boiled dry.")
    reviews = signed_in.locator("#reviews")
    expect(reviews).to_contain_text("Stayed up for it")
    expect(reviews).to_contain_text(re.compile("verified purchase", re.IGNORECASE))
    assert [(review.stars, review.verified) for review in Review.select()] == [(4, True)]


def test_a_review_without_stars_is_sent_back_with_its_words(signed_in, kindred):
    steps.open_book(signed_in, kindred)
    signed_in.get_by_role("button", name="Write a review").click()
    signed_in.get_by_label("Review", exact=True).fill("The kettle boiled dry.")
    signed_in.get_by_role("button", name="Post review").click()
    expect(signed_in.get_by_label("Review", exact=True)).to_have_value("The kettle boiled dry.")
    assert Review.select().count() == 0


def test_the_bookseller_ships_the_order_and_the_buyer_is_told(signed_in, kindred, visitor, mailbox):
    steps.carry(signed_in, kindred)
    steps.check_out(signed_in, "dana@example.org")
    steps.pay(signed_in)
    expect(signed_in.get_by_text("Thank you").first).to_be_visible()
    number = Order.get().number

    desk = visitor()
    steps.sign_in_as_staff(desk, "bookseller")
    desk.goto("/admin/orders")
    desk.get_by_role("link", name=number).click()
    desk.get_by_label("Tracking number").fill("RM 1234 5678 9GB")
    desk.get_by_role("button", name="Mark as shipped").click()
    expect(desk.get_by_text("Shipped").first).to_be_visible()

    mail = mailbox.mail_to("dana@example.org", "on its way")
    assert "RM 1234 5678 9GB" in mail.text
    signed_in.goto("/account/orders")
    expect(signed_in.get_by_text("Shipped").first).to_be_visible()
