import pytest

from app.db import now
from app.mail import Email
from app.money import Money
from app.orders.caused_emails import emails_of
from app.orders.models import GiftCardBought, LinkRequest, Payment, Refund, Withdrawal
from app.orders.stored_values.spending import credit


@pytest.fixture
def order(an_order):
    return an_order()


@pytest.fixture
def mail():
    def to(kind, about, recipient="ada@example.org"):
        return Email.create(kind=kind, about=about, recipient=recipient, sent_at=now())

    return to


def test_an_order_has_the_letters_about_it_and_about_whatever_is_of_it(order, mail):
    payment = Payment.get(Payment.order == order)
    declared = {"name": "Ada", "contract": order.number, "email": "ada@example.org"}
    card = credit("ada@example.org", Money(100, "GBP"), "issued")
    Email.delete().execute()
    refund = Refund.create(
        order=order, stored_value=card, amount_minor=100, reason="staff", requested_by="shop"
    )
    bought = GiftCardBought.create(
        order=order,
        amount_minor=1000,
        currency="GBP",
        recipient_name="Grace",
        recipient_email="grace@example.org",
        sender_name="Ada",
    )
    written = [
        mail("order_paid", order.id),
        mail("payment_failed", payment.id),
        mail("order_link", LinkRequest.create(order=order).id),
        mail("withdrawal_received", Withdrawal.create(order=order, form_key="k", **declared).id),
        mail("gift_card", bought.id),
        mail("store_credit", card.id),
        mail("refund_made", refund.id),
    ]
    assert emails_of(order) == written


def test_letters_about_other_things_of_the_same_number_are_not_among_them(order, mail, an_order):
    other = an_order()
    mail("order_paid", other.id)
    mail("verify_address", order.id)
    mail("back_in_stock", order.id)
    mail("payment_failed", Payment.get(Payment.order == other).id)
    assert emails_of(order) == []


def test_the_page_of_an_order_says_which_letters_went_out_to_whom_and_when(desk, order, mail):
    mail("order_paid", order.id)
    mail("parcel_shipped", 0)
    mail("order_cancelled", order.id, "grace@example.org")
    page = desk.get(f"/admin/orders/{order.number}").text
    assert '<a href="/admin/letters/order_paid">Order paid</a>' in page
    assert "to grace@example.org" in page
    assert "sent <time" in page
    assert "/admin/letters/parcel_shipped" not in page


def test_a_letter_that_is_not_written_any_more_is_listed_and_leads_nowhere(desk, order, mail):
    mail("order_paid", order.id)
    mail("order_shipped", order.id)
    page = desk.get(f"/admin/orders/{order.number}").text
    assert "Order shipped" in page
    assert "/admin/letters/order_paid" in page
    assert "/admin/letters/order_shipped" not in page
