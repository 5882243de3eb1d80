"""What credit notes say; most amounts worked out by hand."""

from types import SimpleNamespace

from app.catalog.inventory import move
from app.orders.fulfilment.dispatch import ship
from app.orders.holds import cancel
from app.orders.integrity import broken_invariants
from app.orders.models import GiftCardBought, Invoice, Refund
from app.orders.payments.settlement import settle
from app.orders.refunds.parts import Wanted
from app.orders.refunds.requests import request_part, request_refund
from app.orders.refunds.resending import send_again
from app.orders.refunds.sending import carry_out, take_note
from tests.orders.invoices.conftest import buy, rows, spend_from_a_card


def test_a_refund_in_full_is_credited_in_full_once_the_money_goes_back(a_paid_order, staff):
    order = a_paid_order()
    refund = request_refund(order.id, "staff", staff)
    assert credit_notes(order) == []
    carry_out(refund.id)
    carry_out(refund.id)
    (note,) = credit_notes(order)
    assert (note.total_minor, note.tax_minor) == (order.total_minor, order.tax_minor)
    assert rows(note) == rows(order.invoices.order_by(Invoice.id).get())
    assert broken_invariants() == []


def credit_notes(order):
    return list(order.invoices.where(Invoice.kind == "credit_note").order_by(Invoice.number))


def test_a_refund_of_copies_credits_their_price_and_their_tax(a_paid_order, an_edition):
    dawn = an_edition("Dawn", price_minor=1200, tax_class="standard")
    order = a_paid_order(dawn, quantity=3)
    line = order.lines.get()
    carry_out(request_part(order.id, Wanted("staff", given_up={line.id: 1}), "staff 1").id)
    (note,) = credit_notes(order)
    assert rows(note) == [("Dawn", 20, 1000, 200)]
    assert note.document["rows"][0]["quantity"] == 1
    assert broken_invariants() == []


def test_goodwill_and_delivery_are_credited_with_the_tax_that_was_in_them(a_paid_order, an_edition):
    novel = an_edition("Kindred", price_minor=999)
    dawn = an_edition("Dawn", price_minor=1200, tax_class="standard")
    order = a_paid_order(novel, dawn)
    wanted = Wanted("staff", shipping_minor=295, other_minor=100)
    carry_out(request_part(order.id, wanted, "staff 1").id)
    (note,) = credit_notes(order)
    assert rows(note)[:2] == [
        ("Delivery: Standard", 0, 134, 0),
        ("Delivery: Standard", 20, 134, 27),
    ]
    assert {row[0] for row in rows(note)[2:]} == {"Part of the price"}
    assert (note.total_minor, note.tax_minor) == (395, Refund.get().tax_minor)
    assert broken_invariants() == []


def test_money_that_goes_back_to_two_places_is_credited_twice_with_its_share_of_tax(
    a_cart, an_edition, details, stripe, shopper, staff
):
    cart = a_cart(an_edition("Dawn", price_minor=1200, tax_class="standard"))
    spend_from_a_card(cart, 495)
    order = buy(cart, details, shopper)
    carry_out(request_refund(order.id, "staff", staff).id)
    notes = credit_notes(order)
    assert [note.total_minor for note in notes] == [495, 1000]
    # A sixth of each is tax, as of the whole.
    assert [note.tax_minor for note in notes] == [82, 167]
    assert broken_invariants() == []


def test_credit_notes_of_an_order_refunded_bit_by_bit_add_up_to_its_invoice(
    a_paid_order, an_edition
):
    order = a_paid_order(
        an_edition("Kindred", price_minor=777),
        an_edition("Dawn", price_minor=1111, tax_class="standard"),
        quantity=3,
        wrapped=True,
    )
    for line in order.lines:
        for _ in range(3):
            carry_out(request_part(order.id, Wanted("staff", given_up={line.id: 1}), "x").id)
    notes = credit_notes(order)
    assert len(notes) == 6
    assert sum(note.total_minor for note in notes) == order.total_minor
    assert sum(note.tax_minor for note in notes) == order.tax_minor
    assert broken_invariants() == []


def test_after_goodwill_no_rate_is_credited_with_more_than_was_invoiced_at_it(
    a_paid_order, an_edition, staff
):
    novel = an_edition("Kindred", price_minor=999)
    dawn = an_edition("Dawn", price_minor=1200, tax_class="standard")
    order = a_paid_order(novel, dawn)
    carry_out(request_part(order.id, Wanted("staff", other_minor=1000), "x").id)
    carry_out(request_refund(order.id, "staff", staff).id)
    rates = {}
    for note in credit_notes(order):
        for one in note.document["rates"]:
            net, tax = rates.get(one["rate_ppm"], (0, 0))
            rates[one["rate_ppm"]] = (net + one["net_minor"], tax + one["tax_minor"])
    assert rates == {0: (999 + 134, 0), 200_000: (1000 + 134, 227)}
    assert "Less what was credited before" in [row[0] for row in rows(credit_notes(order)[1])]
    assert broken_invariants() == []


def test_the_last_credit_note_has_what_rounding_left_of_the_tax(a_paid_order, an_edition, staff):
    order = a_paid_order(an_edition("Dawn", price_minor=1200, tax_class="standard"))
    ship(order.id, "", staff)
    for minor in (98, 98, 99):
        carry_out(request_part(order.id, Wanted("staff", shipping_minor=minor), "x").id)
    assert sum(note.tax_minor for note in credit_notes(order)) == 48, "of 49 in the delivery"
    line = order.lines.get()
    carry_out(request_part(order.id, Wanted("staff", back={line.id: 1}), "x").id)
    assert sum(note.tax_minor for note in credit_notes(order)) == order.tax_minor
    assert broken_invariants() == []


def test_a_gift_card_that_is_taken_back_is_credited_without_tax(
    a_cart, an_edition, details, stripe, shopper
):
    cart = a_cart(an_edition("Dawn", price_minor=1200, tax_class="standard"))
    people = {"recipient_name": "Bea", "recipient_email": "b@example.org", "sender_name": "Ada"}
    card = GiftCardBought.create(cart=cart, amount_minor=2500, currency="GBP", **people)
    order = buy(cart, details, shopper)
    carry_out(request_part(order.id, Wanted("staff", cards=(card.id,)), "x").id)
    assert rows(credit_notes(order)[0]) == [("Gift cards taken back", None, 2500, 0)]
    assert broken_invariants() == []


def test_money_that_did_not_arrive_is_invoiced_again_and_credited_when_it_is_resent(
    a_paid_order, staff, stripe
):
    order = a_paid_order()
    refund = request_refund(order.id, "staff", staff)
    carry_out(refund.id)
    take_note(refund.id, failed(refund))
    assert [(one.kind, one.refund_id) for one in order.invoices.order_by(Invoice.number)] == [
        ("invoice", None),
        ("credit_note", refund.id),
        ("invoice", refund.id),
    ]
    send_again(refund.id, "staff 1", to_credit=True)
    assert [note.total_minor for note in credit_notes(order)] == [order.total_minor] * 2
    assert rows(credit_notes(order)[0]) == rows(credit_notes(order)[1])


def failed(refund):
    refund = Refund.get_by_id(refund.id)
    return SimpleNamespace(
        id=refund.stripe_refund_id, status="failed", amount=refund.amount_minor, currency="gbp"
    )


def test_money_that_came_too_late_was_never_invoiced_and_is_not_credited(
    a_session, shopper, an_edition
):
    payment = a_session(an_edition(on_hand=1))
    cancel(payment.order_id, "buyer")
    edition = payment.order.lines.get().edition
    move(edition.id, on_hand=-1, reason="lost")
    shopper(payment)
    settle(payment.session_id)
    carry_out(Refund.get().id)
    assert Invoice.select().count() == 0
