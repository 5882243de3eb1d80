import re
from datetime import date

import pytest

from app.letters import LETTERS
from app.mail import Email, compose
from app.orders.models import GiftCardBought, Order, OrderLine

ORDER_LETTERS = [
    "order_received",
    "order_paid",
    "order_cancelled",
]


@pytest.fixture
def order(an_order, an_edition):
    return an_order(an_edition("Kindred & Co <1979>"), quantity=2, name="Ada O'Hara")


@pytest.mark.parametrize("kind", ORDER_LETTERS)
def test_a_letter_says_which_order_links_to_it_and_that_it_was_a_test(order, kind):
    letter = LETTERS[kind](order.id)
    for words in (letter.text, letter.html):
        assert f"http://localhost/orders/{order.number}?key=" in words
        assert "This was a test order; no money moved." in words
        assert "{{" not in words
    assert order.number in letter.subject
    assert "Dear Ada O'Hara," in letter.text


def test_an_order_of_real_money_is_no_test(order):
    Order.update(simulated=False).execute()
    letter = LETTERS["order_paid"](order.id)
    assert "test order" not in letter.text + letter.html


def test_the_receipt_holds_lines_totals_and_address(order):
    letter = LETTERS["order_paid"](order.id)
    assert "2 x Kindred & Co <1979>, Octavia E. Butler (paperback): £19.98" in letter.text
    assert "Kindred &amp; Co &lt;1979&gt;" in letter.html
    for words in ("Standard: £2.95", "Total: £22.93", "12 Dale Street", "Edinburgh\nEH1 1YZ"):
        assert words in letter.text
    assert "£22.93" in letter.html


def test_the_link_in_a_letter_opens_the_order(client, order):
    link = re.search(r"http://localhost(/orders/\S+)", LETTERS["order_paid"](order.id).text)[1]
    assert client.get(link, follow_redirects=True).status_code == 200


def test_the_letter_of_a_failed_payment_says_until_when_one_can_pay_again(a_session):
    letter = LETTERS["payment_failed"](a_session().id)
    assert re.search(r"held until \d\d:\d\d on \d+ \w+ \d{4}", letter.text)


def test_lines_of_plain_text_are_not_torn_apart_by_blank_ones(order):
    for kind in ORDER_LETTERS:
        assert "\n\n\n" not in LETTERS[kind](order.id).text.strip(), kind


def test_a_letter_becomes_an_email_in_two_forms(app, order):
    email = Email(kind="order_paid", about=order.id, recipient="ada@example.org")
    message = compose(email, LETTERS["order_paid"](order.id), app.config["SETTINGS"])
    assert [part.get_content_type() for part in message.iter_parts()] == [
        "text/plain",
        "text/html",
    ]


def test_a_receipt_says_what_comes_next_of_each_part(order):
    assert "We will pack your books next, and write again when they leave." in receipt(order)
    Order.update(delivery_kind="collect", collect_from="3 Dale Street").execute()
    assert "write again when they are ready to collect." in receipt(order)


def test_a_receipt_promises_to_pack_nothing_that_has_still_to_come(order):
    OrderLine.update(promised=OrderLine.quantity).execute()
    assert "has still to come to us. We will write again when it is here." in receipt(order)
    assert "We will pack" not in receipt(order)
    OrderLine.update(promised=1).execute()
    assert "We will pack the books that are here next" in receipt(order)
    Order.update(delivery_kind="collect", collect_from="3 Dale Street").execute()
    assert "We will put your order together when all of it is here" in receipt(order)
    assert "We will pack" not in receipt(order)


def test_a_receipt_says_when_a_gift_card_goes_to_whom(order):
    card = GiftCardBought.create(
        order=order,
        amount_minor=1000,
        currency="GBP",
        recipient_name="Grace",
        recipient_email="grace@example.org",
        sender_name="Ada",
    )
    assert "The gift card for Grace goes to grace@example.org now." in receipt(order)
    card.send_on = date(2031, 12, 24)
    card.save()
    assert "goes to grace@example.org on 24 December 2031." in receipt(order)


def receipt(order):
    return LETTERS["order_paid"](order.id).text


def test_a_tax_that_comes_on_top_stands_above_the_total_that_holds_it(order):
    assert "Tax:" not in receipt(order)
    taxed = {"tax_minor": 100, "total_minor": Order.total_minor + 100}
    Order.update(tax_included=False, **taxed).execute()
    assert "Tax: £1.00\nTotal: £23.93" in receipt(order)
