"""What invoices say; most amounts worked out by hand."""

import pytest
from peewee import InternalError

from app.catalog.models import Edition
from app.db import db, now
from app.orders.checkout.placing import place_order
from app.orders.integrity import broken_invariants
from app.orders.models import GiftCardBought, Invoice
from app.pricing.models import Promotion, TaxRegime
from tests.orders.invoices.conftest import adds_up, rows, spend_from_a_card
from tests.pricing.conftest import tables_put_back

__all__ = ["tables_put_back"]


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
    assert document["untaxed"] == "No VAT is charged on what goes to the United States."


@pytest.mark.usefixtures("tables_put_back")
def test_abroad_a_shop_in_the_us_calls_the_tax_as_its_own_state_does(
    billed, an_edition, settings_changed
):
    settings_changed(country="US", region="NY")
    TaxRegime.update(name="Sales and use tax").where(TaxRegime.region == "NY").execute()
    document = billed(an_edition(), country="GB").document
    assert (
        document["untaxed"] == "No Sales and use tax is charged on what goes to the United Kingdom."
    )


def test_of_what_is_fetched_at_an_untaxed_counter_it_does_not_say_that_it_goes_anywhere(
    billed, an_edition, settings_changed, a_collected_way
):
    settings_changed(country="US")
    invoice = billed(an_edition(), delivery=a_collected_way.code)
    assert (invoice.tax_minor, invoice.document["untaxed"]) == (0, "")


@pytest.mark.usefixtures("tables_put_back")
def test_what_is_fetched_at_a_counter_in_the_us_bears_the_tax_of_its_state(
    billed, an_edition, settings_changed, a_collected_way
):
    settings_changed(country="US", region="NY")
    TaxRegime.update(collected=True).where(TaxRegime.region == "NY").execute()
    invoice = billed(an_edition("Kindred", price_minor=1000), delivery=a_collected_way.code)
    assert (invoice.order.tax_minor, invoice.order.total_minor) == (40, 1040)
    assert rows(invoice) == [("Kindred", 4, 1000, 40)]
    assert invoice.document["tax_name"] == "Sales tax"


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
