import re

import pytest

from app.mail import Email, compose
from app.orders.models import Order
from jobs.letters import LETTERS

ORDER_LETTERS = [
    "order_received",
    "order_paid",
    "order_shipped",
    "order_cancelled",
    "order_refunded",
]


@pytest.fixture
def order(an_order, an_edition):
    order = an_order(an_edition("Kindred & Co <1979>"), quantity=2, name="Ada O'Hara")
    Order.update(tracking="AB 123").execute()
    return order


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


def test_the_letter_of_a_parcel_has_its_tracking_number(order):
    assert "AB 123" in LETTERS["order_shipped"](order.id).text
    Order.update(tracking="").execute()
    assert "tracking" not in LETTERS["order_shipped"](order.id).text


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
