"""Letters about money and books that go back."""

import re
from html import escape

import pytest

from app.letters import LETTERS
from app.orders.cancellation import cancel_paid
from app.orders.fulfilment.dispatch import ship
from app.orders.models import Refund, Return, ReturnLine
from app.orders.refunds.parts import Wanted
from app.orders.refunds.requests import request_part
from app.orders.returns.returning import write_lines
from app.orders.returns.withdrawing import Declared, declare


@pytest.fixture
def order(a_paid_order, an_edition):
    return a_paid_order(an_edition("Kindred & Co"), quantity=2, name="Ada O'Hara")


@pytest.fixture
def back(order, staff):
    ship(order.id, "", staff)
    facts = {"kind": "return", "reason": "damaged"}
    back = Return.create(order=order, answer="It was read in the bath.", **facts)
    write_lines(back, {order.lines.get().id: 2})
    return back


def is_whole(letter):
    assert "\n\n\n" not in letter.text.strip()
    assert "{{" not in letter.text + letter.html
    assert "Dear Ada O'Hara," in letter.text


def test_a_refund_says_what_goes_where_and_what_for(order):
    first = request_part(order.id, Wanted("staff", other_minor=300, note="For the wait."), "x")
    letter = LETTERS["refund_made"](first.id)
    is_whole(letter)
    for words in (letter.text, letter.html):
        assert "£3.00: back to what you paid with" in words
        assert "For the wait." in words


def test_a_refund_of_copies_not_sent_names_them_and_says_so(order):
    line = order.lines.get()
    refund = request_part(order.id, Wanted("staff", given_up={line.id: 1}), "x")
    letter = LETTERS["refund_made"](refund.id)
    is_whole(letter)
    assert f"1 x {line.called}, which we will not send" in letter.text
    assert f"1 × {escape(line.called)}, which we will not send" in letter.html


def test_of_credit_to_a_guest_the_letter_says_where_its_code_is(order):
    credit = Wanted("staff", other_minor=300, note="Sorry.", to_credit=True)
    letter = LETTERS["refund_made"](request_part(order.id, credit, "x").id)
    is_whole(letter)
    assert "on the gift card ending in" in letter.text


def test_a_cancellation_says_what_goes_back(order):
    cancel_paid(order.id, "buyer")
    letter = LETTERS["order_cancelled"](order.id)
    is_whole(letter)
    assert str(order.total) in letter.text


@pytest.mark.parametrize(
    "kind", ["return_asked", "return_received", "return_refused", "return_closed"]
)
def test_each_letter_about_a_return_names_its_order(back, kind):
    letter = LETTERS[kind](back.id)
    is_whole(letter)
    assert back.order.number in letter.subject
    assert f"/orders/{back.order.number}?key=" in letter.text


def test_books_that_have_come_are_promised_no_money_since_their_return_may_end_without(back):
    letter = LETTERS["return_received"](back.id)
    for words in (letter.text, letter.html):
        assert "write to tell you the outcome" in words
        assert "refund" not in words
        assert "money" not in words.replace("no money moved", "")


def test_a_refusal_is_in_the_words_of_staff(back):
    assert "It was read in the bath." in LETTERS["return_refused"](back.id).text


@pytest.mark.parametrize("found", [True, False])
def test_a_withdrawal_is_acknowledged_found_or_not(order, staff, found):
    ship(order.id, "", staff)
    number = order.number if found else "AAAA-BBBB-CCCC"
    who = {"name": "Ada O'Hara", "email": order.email, "form_key": "a-key-of-a-form-1"}
    letter = LETTERS["withdrawal_received"](declare(Declared(contract=number, **who)).id)
    is_whole(letter)
    assert ("2 x Kindred & Co" in letter.text) is found
    assert ("by hand" in letter.text) is not found


@pytest.mark.parametrize("about", ["refund", "order"])
def test_of_a_payment_that_came_twice_the_letter_says_how_much_goes_back(order, about):
    """Also in emails that were put on their way when they were about the order."""
    payment = order.payments.get()
    late = Refund.create(
        order=order, payment=payment, amount_minor=700, reason="late_payment", requested_by="shop"
    )
    kind = {"refund": "late_payment_back", "order": "late_payment_refunded"}[about]
    letter = LETTERS[kind]({"refund": late.id, "order": order.id}[about])
    is_whole(letter)
    for words in (letter.text, letter.html):
        assert "paid twice" in words
        assert "£7.00" in words


@pytest.mark.parametrize("kind", ["return_asked", "return_received", "return_closed"])
def test_a_letter_about_a_return_names_the_edition_and_its_condition(
    kind, a_paid_order, an_edition, staff
):
    new = an_edition("Kindred")
    order = a_paid_order(new, an_edition(work=new.work, isbn=new.isbn, condition="fair"))
    ship(order.id, "", staff)
    back = Return.create(order=order, kind="return", reason="damaged")
    write_lines(back, {line.id: 1 for line in order.lines})
    ReturnLine.update(received=1).execute()
    letter = LETTERS[kind](back.id)
    assert "1 x Kindred, paperback; 1 x Kindred, paperback, used, fair" in letter.text
    assert "1 × Kindred, paperback; 1 × Kindred, paperback, used, fair" in letter.html


def test_the_receipt_of_a_withdrawal_names_the_edition(order):
    declared = declare(Declared("Ada", order.number, order.email, "f" * 32), order)
    letter = LETTERS["withdrawal_received"](declared.id)
    assert "2 x Kindred & Co, paperback\n" in letter.text
    assert "2 × Kindred &amp; Co, paperback<" in letter.html


@pytest.fixture
def telling_where(order, staff, page_of):
    """All places that tell a buyer where to send her books back to."""

    def read():
        ship(order.id, "", staff)
        declared = declare(Declared("Ada", order.number, order.email, "f" * 32), order)
        back = Return.get(Return.id == declared.return_of)
        letters = LETTERS["return_asked"](back.id), LETTERS["withdrawal_received"](declared.id)
        for letter in letters:
            assert "\n\n\n" not in letter.text
        read = [page_of(order), *(words for one in letters for words in (one.text, one.html))]
        return [" ".join(re.sub(r"<[^>]+>", " ", words).split()) for words in read]

    return read


def test_where_to_send_books_back_to_is_said_in_full(telling_where, settings_changed):
    settings_changed(shop_address=("14 Quire Street", "Norwich"))
    for words in telling_where():
        assert "Send them to: Octavo 14 Quire Street Norwich" in words


def test_a_shop_that_has_not_said_where_it_is_asks_to_be_written_to_first(telling_where):
    for words in telling_where():
        words = words.replace("example ,", "example,")
        assert (
            "Before you send them, write to shop@octavo.example, and we will tell you where to."
            in words
        )
        assert "Send them to" not in words
        assert "packing slip" not in words
