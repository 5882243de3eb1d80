"""Why money that came late goes back is said as it was, to its buyer and to the shop."""

import io

import pytest

from app.admin.event_words import said
from app.catalog.digital_files import keep_file
from app.catalog.models import Edition
from app.db import now
from app.letters import LETTERS
from app.orders.checkout.placing import place_order
from app.orders.holds import run_out
from app.orders.models import CartCard, Order, OrderEvent, Refund, StoredValueMovement
from app.orders.payments.attempts import begin_payment
from app.orders.payments.settlement import settle
from app.orders.stored_values.gift_cards import block
from app.pricing.models import Promotion
from tests.orders.stored_values.test_spending import a_card

NOT_FOR_SALE = "By then not all of it could be bought any more. "
NO_CARD = "a gift card or the credit that paid a part of it could not be used for it any more"


@pytest.fixture
def late(stripe, shopper):
    """Lets the time of an order be over and then its money come, once this has happened."""

    def come(order, meanwhile):
        begin_payment(order)
        Order.update(hold_expires_at=now()).where(Order.id == order.id).execute()
        run_out(order.id)
        meanwhile()
        shopper(order.payments.get())
        settle(order.payments.get().session_id)

    return come


@pytest.fixture
def told(page_of):
    """What the buyer of an order whose money goes back reads of it, in both places."""

    def read(order):
        letter = LETTERS["late_payment_back"](Refund.get().id)
        return page_of(order), letter.text, letter.html

    return read


def test_of_an_ebook_withdrawn_meanwhile_no_discount_is_spoken_of(
    an_order, an_edition, staff, late, told
):
    edition = an_edition(format="ebook")
    keep_file(edition.id, io.BytesIO(b"%PDF-1.7"), "kindred.pdf", staff_id=staff.id)
    order = an_order(edition, download_consent=True)
    late(order, lambda: Edition.update(withdrawn_at=now()).execute())
    for words in told(order):
        assert NOT_FOR_SALE in words
        assert "elsewhere" not in words
    assert said(OrderEvent.get(OrderEvent.event == "paid_late")) in NOT_FOR_SALE


def test_of_a_printed_book_withdrawn_meanwhile_no_other_reader_is_spoken_of(an_order, late, told):
    order = an_order()
    late(order, lambda: Edition.update(withdrawn_at=now()).execute())
    for words in told(order):
        assert NOT_FOR_SALE in words
        assert "reader" not in words.split(NOT_FOR_SALE)[1].split(".")[0]


def test_a_voucher_used_elsewhere_meanwhile_is_said_to_be_why(
    a_cart, an_edition, details, late, told
):
    facts = {"name": "Once", "kind": "percent", "percent": 50, "currency": "GBP"}
    Promotion.create(code="ONCE", most_uses=1, **facts)

    def buy(email):
        cart = a_cart(an_edition())
        cart.voucher = "ONCE"
        cart.save()
        return place_order(cart, details(cart, email=email))

    order = buy("ada@example.org")
    late(order, lambda: buy("bea@example.org"))
    for words in told(order):
        assert "By then its voucher had been used elsewhere. " in words


@pytest.mark.parametrize("meanwhile", ["blocked", "spent"])
def test_a_gift_card_that_cannot_be_used_any_more_is_said_to_be_why(
    a_cart, an_edition, details, late, told, meanwhile
):
    card, _ = a_card(500)
    cart = a_cart(an_edition())
    CartCard.create(cart=cart, stored_value=card)
    order = place_order(cart, details(cart))
    late(order, lambda: block(card.id) if meanwhile == "blocked" else spend(card))
    for words in told(order):
        assert f"By then {NO_CARD}. " in words
    assert said(OrderEvent.get(OrderEvent.event == "paid_late")) == NO_CARD


def spend(card):
    StoredValueMovement.create(stored_value=card, amount_minor=-1, reason="adjustment")


def test_of_an_order_from_before_reasons_were_kept_none_is_made_up(an_order, late, page_of):
    order = an_order()
    late(order, lambda: Edition.update(withdrawn_at=now()).execute())
    with_none = OrderEvent.create(order=order, event="paid_late", actor="stripe")
    assert said(with_none) == ""
    assert "By then it could not be taken up again as it was. " in page_of(order)
