"""What invoices and credit notes say; most amounts worked out by hand."""

from types import SimpleNamespace

import pytest
from peewee import InternalError

from app.catalog.inventory import move
from app.catalog.models import Edition
from app.db import db, now
from app.orders.checkout.placing import place_order
from app.orders.fulfilment.dispatch import ship
from app.orders.holds import cancel
from app.orders.integrity import broken_invariants
from app.orders.models import (
    CartCard,
    GiftCardBought,
    Invoice,
    Order,
    Payment,
    Refund,
    StoredValue,
    StoredValueMovement,
)
from app.orders.payments.acceptance import accept
from app.orders.payments.attempts import begin_payment
from app.orders.payments.settlement import settle
from app.orders.refunds.parts import Wanted
from app.orders.refunds.requests import request_part, request_refund
from app.orders.refunds.resending import send_again
from app.orders.refunds.sending import carry_out, take_note
from app.pricing.models import Promotion, TaxRegime
from tests.orders.conftest import fresh


@pytest.fixture
def billed(a_cart, details):
    """Builds an order that was paid; returns its invoice."""

    def build(*editions, cart=None, quantity=1, **typed):
        cart = cart or a_cart(*editions, quantity=quantity)
        return pay(place_order(cart, details(cart, **typed)))

    return build


def pay(order):
    if fresh(order).status == "awaiting_payment":
        with db.atomic():
            accept(Order.locked(order.id))
    return Invoice.get(Invoice.order == order, Invoice.kind == "invoice")


@pytest.fixture
def a_paid_order(a_session, shopper):
    def build(*editions, **typed):
        payment = a_session(*editions, **typed)
        shopper(payment)
        settle(payment.session_id)
        return fresh(payment.order)

    return build


def rows(invoice):
    """Of each row its title, rate in percent (None: outside of tax), amount and tax."""
    return [
        (
            row["title"],
            None if row["rate_ppm"] is None else row["rate_ppm"] / 10_000,
            row["net_minor"],
            row["tax_minor"],
        )
        for row in invoice.document["rows"]
    ]


def adds_up(invoice):
    """Rows, rates, sums and the order all say the same."""
    order, document = invoice.order, invoice.document
    net = sum(row["net_minor"] for row in document["rows"])
    tax = sum(row["tax_minor"] for row in document["rows"])
    assert (net, tax, net + tax) == (invoice.net_minor, invoice.tax_minor, invoice.total_minor)
    assert (tax, net + tax) == (order.tax_minor, order.total_minor)
    assert document["rates"] == order.tax_summary
    assert document["card_minor"] + document["stored_minor"] == order.total_minor
    return True


def buy(cart, details, shopper):
    """The order of this cart, paid on Stripe's page as far as nothing else pays for it."""
    order = place_order(cart, details(cart))
    begin_payment(order)
    payment = Payment.get(Payment.order == order)
    shopper(payment)
    settle(payment.session_id)
    return fresh(order)


def test_zero_rated_and_standard_rated_books_share_their_delivery(billed, an_edition):
    novel = an_edition("Kindred", price_minor=999)
    audiobook = an_edition("Dawn", price_minor=1200, tax_class="audio", format="other")
    invoice = billed(novel, audiobook)
    assert rows(invoice) == [
        ("Kindred", 0, 999, 0),
        ("Dawn", 20, 1000, 200),
        ("Delivery: Standard", 0, 134, 0),
        ("Delivery: Standard", 20, 134, 27),
    ]
    assert (invoice.net_minor, invoice.tax_minor, invoice.total_minor) == (2267, 227, 2494)
    assert adds_up(invoice)


def test_in_the_eu_the_tax_in_each_price_is_told_apart(billed, an_edition, settings_changed):
    settings_changed(country="DE", currency="EUR")
    novel = an_edition("Kindred", price_minor=1070)
    Edition.update(currency="EUR").execute()
    invoice = billed(novel, quantity=2, country="DE", city="Jena", postcode="07743")
    assert rows(invoice) == [("Kindred", 7, 2000, 140), ("Delivery: Standard", 7, 458, 32)]
    assert invoice.document["rows"][0]["unit_minor"] == 1000
    assert (invoice.currency, invoice.document["tax_name"]) == ("EUR", "VAT")
    assert adds_up(invoice)


def test_in_the_us_the_tax_comes_on_top(billed, an_edition, settings_changed):
    settings_changed(country="US", currency="USD")
    TaxRegime.update(collected=True).where(TaxRegime.region == "NY").execute()
    novel = an_edition("Kindred", price_minor=1000)
    Edition.update(currency="USD").execute()
    place = {"country": "US", "city": "Troy", "region": "NY", "postcode": "12180"}
    invoice = billed(novel, quantity=2, **place)
    TaxRegime.update(collected=None).execute()
    assert rows(invoice) == [("Kindred", 4, 2000, 80), ("Delivery: Standard", 4, 495, 20)]
    assert (invoice.title, invoice.document["tax_name"]) == ("Invoice", "Sales tax")
    assert adds_up(invoice)


def test_what_was_taken_off_is_shown_without_its_tax(billed, a_cart, an_edition):
    Promotion.create(code="TENTH", name="A tenth", kind="percent", percent=10, currency="GBP")
    cart = a_cart(an_edition("Dawn", price_minor=1200, tax_class="standard"), quantity=2)
    cart.voucher = "TENTH"
    cart.save()
    invoice = billed(cart=cart)
    book = invoice.document["rows"][0]
    assert (book["unit_minor"], book["discount_minor"], book["net_minor"]) == (1000, 200, 1800)
    assert 2 * book["unit_minor"] - book["discount_minor"] == book["net_minor"]
    assert book["tax_minor"] == 360
    assert adds_up(invoice)


def test_gift_wrap_bears_the_standard_rate_beside_zero_rated_books(billed, an_edition):
    invoice = billed(an_edition("Kindred"), wrapped=True)
    assert rows(invoice)[1:] == [("Delivery: Standard", 0, 295, 0), ("Gift wrap", 20, 292, 58)]
    assert adds_up(invoice)


def test_gift_cards_bear_no_tax_when_they_are_sold(billed, a_cart, an_edition):
    cart = a_cart(an_edition("Kindred"))
    people = {"recipient_name": "Bea", "recipient_email": "b@example.org", "sender_name": "Ada"}
    GiftCardBought.create(cart=cart, amount_minor=2500, currency="GBP", **people)
    invoice = billed(cart=cart)
    assert rows(invoice)[-1] == ("Gift card for Bea", None, 2500, 0)
    assert adds_up(invoice)


def test_what_gift_cards_pay_is_taxed_as_any_money_is(billed, a_cart, an_edition):
    cart = a_cart(an_edition("Dawn", price_minor=1200, tax_class="standard"))
    spend_from_a_card(cart, 600)
    invoice = billed(cart=cart)
    assert (invoice.document["stored_minor"], invoice.document["card_minor"]) == (600, 895)
    assert invoice.tax_minor == 200 + 49
    assert adds_up(invoice)


def spend_from_a_card(cart, minor):
    card = StoredValue.create(kind="gift_card", code_hash="x", currency="GBP")
    StoredValueMovement.create(stored_value=card, amount_minor=minor, reason="issued")
    CartCard.create(cart=cart, stored_value=card)


def test_an_order_that_gift_cards_pay_whole_is_invoiced_as_it_is_placed(
    a_cart, an_edition, details
):
    cart = a_cart(an_edition())
    spend_from_a_card(cart, 5000)
    order = place_order(cart, details(cart))
    assert adds_up(order.invoices.get())
    assert broken_invariants() == []


def test_abroad_it_says_why_no_tax_is_charged(billed, an_edition):
    place = {"country": "US", "city": "Troy", "region": "NY", "postcode": "12180"}
    document = billed(an_edition(), **place).document
    assert document["untaxed"] == "No VAT is charged on what goes to United States."


def test_the_bill_names_whom_it_goes_to(billed, an_edition):
    office = {"name": "Dawn Press Ltd", "line1": "1 Mill Lane", "city": "Leeds"}
    office |= {"postcode": "LS1 1AA", "country": "GB", "line2": "", "region": ""}
    buyer = billed(an_edition(), billing=office).document["buyer"]
    assert buyer["name"] == "Dawn Press Ltd"
    assert "1 Mill Lane" in buyer["address"]


def test_an_invoice_says_what_it_said_whatever_the_shop_is_called_later(
    billed, an_edition, settings_changed
):
    settings_changed(shop_name="Folio & Daughters", shop_vat_number="GB 123 4567 82")
    invoice = billed(an_edition("Kindred"))
    settings_changed(shop_name="Quarto", shop_vat_number="")
    Edition.update(price_minor=1).execute()
    again = Invoice.get_by_id(invoice.id)
    assert again.name == "VAT invoice 000001"
    assert again.document["seller"]["name"] == "Folio & Daughters"


@pytest.mark.parametrize(
    "change", [{"number": 7}, {"document": {}}, {"currency": "EUR"}, {"issued_at": now()}]
)
def test_an_invoice_is_never_changed(billed, an_edition, change):
    billed(an_edition())
    with pytest.raises(InternalError, match="an invoice never changes"), db.atomic():
        Invoice.update(**change).execute()
    with pytest.raises(InternalError, match="an invoice never changes"), db.atomic():
        Invoice.delete().execute()


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
