"""The way from the door to a paid order, by a real browser, with JavaScript and without."""

import re

from playwright.sync_api import expect

from app.orders.models import Order
from tests.browser import steps


def test_a_guest_buys_a_book_and_her_receipt_leads_back_to_the_order(
    reader, visitor, an_edition, mailbox
):
    an_edition("Kindred", price_minor=1099)
    steps.buy(reader, "kindred", "Kindred", "dana@example.org")
    order = Order.get()
    assert (order.status, order.total_minor) == ("paid", 1099 + 295)
    expect(reader.get_by_role("heading", name=f"Order {order.number}")).to_be_visible()

    elsewhere = visitor()
    assert elsewhere.goto(f"/orders/{order.number}").status == 404
    steps.follow_link(elsewhere, mailbox.mail_to("dana@example.org", order.number))
    expect(elsewhere.get_by_role("heading", name=f"Order {order.number}")).to_be_visible()
    assert "key=" not in elsewhere.url


def test_a_declined_card_can_be_tried_again_in_the_same_order(reader, an_edition):
    steps.carry(reader, an_edition("Kindred"))
    steps.check_out(reader, "dana@example.org")
    steps.pay(reader, "Decline the card")
    expect(reader.get_by_role("alert")).to_contain_text("declined")
    steps.pay(reader)
    expect(reader.get_by_text("Thank you").first).to_be_visible()
    assert [order.status for order in Order.select()] == ["paid"]


def test_whoever_turns_back_from_paying_finds_her_order_held_and_can_pay_or_let_go(
    reader, an_edition
):
    edition = an_edition("Kindred", on_hand=1)
    steps.carry(reader, edition)
    steps.check_out(reader, "dana@example.org")
    reader.get_by_role("link", name="Cancel and go back").click()
    expect(reader.get_by_role("button", name="Pay")).to_be_visible()
    reader.get_by_role("button", name=re.compile("Cancel")).click()
    expect(reader.get_by_text("cancelled").first).to_be_visible()
    assert edition.inventories.get().available == 1


def test_a_book_taken_out_of_the_cart_is_put_back_by_undo(reader, an_edition):
    steps.carry(reader, an_edition("Kindred"))
    reader.get_by_role("button", name="Remove Kindred").click()
    expect(reader.get_by_text("Removed Kindred")).to_be_visible()
    reader.get_by_role("button", name="Undo").click()
    expect(reader.get_by_role("link", name="Kindred").first).to_be_visible()


def test_more_copies_than_there_are_is_explained_and_what_was_typed_is_kept(reader, an_edition):
    steps.open_book(reader, an_edition("Kindred", on_hand=2))
    reader.get_by_label("Quantity").fill("5")
    reader.get_by_role("button", name="Add to cart").click()
    expect(reader.get_by_role("alert").first).to_contain_text("2")
    expect(reader.get_by_label("Quantity")).to_have_value("5")


def test_a_wrong_postcode_is_said_beside_its_field_and_the_rest_is_kept(reader, an_edition):
    steps.carry(reader, an_edition("Kindred"))
    reader.goto("/checkout")
    reader.get_by_label("Email", exact=True).fill("dana@example.org")
    for label, value in {**steps.ADDRESS, "Postcode": "nowhere"}.items():
        reader.get_by_label(label, exact=True).fill(value)
    reader.get_by_role("button", name="Place order").click()
    expect(reader.get_by_label("Postcode", exact=True)).to_have_attribute("aria-invalid", "true")
    expect(reader.get_by_label("Postcode", exact=True)).to_have_value("nowhere")
    expect(reader.get_by_label("Email", exact=True)).to_have_value("dana@example.org")
    assert Order.select().count() == 0


def test_the_guests_cart_is_hers_after_signing_in(reader, an_edition, mailbox):
    steps.register(reader, "dana@example.org", mailbox)
    steps.carry(reader, an_edition("Kindred"))
    steps.sign_in(reader, "dana@example.org")
    reader.goto("/cart")
    expect(reader.get_by_role("link", name="Kindred").first).to_be_visible()
