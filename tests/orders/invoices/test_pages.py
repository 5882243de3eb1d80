import io

import pytest
from pypdf import PdfReader

from app.db import db
from app.orders.access import private_link
from app.orders.checkout.placing import place_order
from app.orders.models import Order
from app.orders.payments.acceptance import accept
from tests.orders.conftest import fresh


@pytest.fixture
def a_paid_order(an_order):
    def build(*editions, **typed):
        order = an_order(*editions, **typed)
        with db.atomic():
            accept(Order.locked(order.id))
        return fresh(order)

    return build


@pytest.fixture
def her(client):
    """A browser that may see an order."""

    def enter(order):
        client.get(private_link(order).removeprefix("http://localhost"))
        return client

    return enter


def words_of(answer):
    pages = PdfReader(io.BytesIO(answer.data)).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)


def invoice_of(order, number=1):
    return f"/orders/{order.number}/invoices/{number}"


def test_a_guest_finds_her_invoice_at_her_order(her, a_paid_order):
    order = a_paid_order()
    browser = her(order)
    page = browser.get(f"/orders/{order.number}").text
    assert f'href="{invoice_of(order)}"' in page
    assert f'href="{invoice_of(order)}.pdf"' in page
    assert "Invoice 000001" in browser.get(invoice_of(order)).text


def test_an_order_that_waits_for_its_money_offers_no_invoice(her, an_order):
    order = an_order()
    assert "/invoices/" not in her(order).get(f"/orders/{order.number}").text
    assert her(order).get(invoice_of(order)).status_code == 404


@pytest.mark.parametrize("ending", ["", ".pdf"])
def test_a_stranger_is_shown_no_invoice(client, her, a_paid_order, ending):
    order, of_another = a_paid_order(), a_paid_order()
    assert client.get(invoice_of(order) + ending).status_code == 404
    browser = her(of_another)
    assert browser.get(invoice_of(order) + ending).status_code == 404
    assert browser.get(invoice_of(of_another, 1) + ending).status_code == 404
    assert browser.get(invoice_of(of_another, 2) + ending).status_code == 200


def test_a_customer_sees_the_invoices_of_her_own_orders_alone(
    a_browser, a_cart, an_edition, details, sign_in, a_customer
):
    ada, bea = a_customer(), a_customer("bea@example.org", "Bea")
    cart = a_cart(an_edition())
    order = place_order(cart, details(cart), ada.id)
    with db.atomic():
        accept(Order.locked(order.id))
    assert sign_in(ada, a_browser()).get(invoice_of(order)).status_code == 200
    assert sign_in(bea, a_browser()).get(invoice_of(order)).status_code == 404


@pytest.mark.parametrize("number", ["0", "-1", "x", "9" * 30, "2147483648", "9223372036854775807"])
def test_a_number_that_nobody_has_is_not_found(her, a_paid_order, number):
    order = a_paid_order()
    assert her(order).get(invoice_of(order, number)).status_code == 404


def test_the_pdf_says_number_total_and_titles_in_many_letters(her, a_paid_order, an_edition):
    titles = ("Les Misérables", "Żółć i miód", "Война и мир", "Ἰλιάς")
    order = a_paid_order(*[an_edition(title, price_minor=1200) for title in titles])
    answer = her(order).get(f"{invoice_of(order)}.pdf")
    words = words_of(answer)
    assert answer.data.startswith(b"%PDF-")
    assert "Invoice 000001" in words
    assert str(order.total) in words
    for title in titles:
        assert title in words
    assert answer.headers["Content-Disposition"] == "inline; filename=invoice-000001.pdf"
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_a_hostile_title_stands_there_as_it_is(her, a_paid_order, an_edition):
    title = '<img src="http://127.0.0.1:9/x"> <script>alert(1)</script> {{ 7 * 7 }}'
    order = a_paid_order(an_edition(title), gift_message="</style><b>now</b>")
    page = her(order).get(invoice_of(order))
    assert "<script" not in page.text
    assert "<img" not in page.text
    assert '<img src="http://127.0.0.1:9/x"> <script>alert(1)' in words_of(
        her(order).get(f"{invoice_of(order)}.pdf")
    )


def test_who_gives_name_and_address_of_the_shop_finds_them_on_the_invoice(
    her, a_paid_order, settings_changed
):
    settings_changed(
        shop_name="Folio & Daughters",
        shop_address=("14 Quire Street", "Norwich"),
        shop_vat_number="GB 123 4567 82",
    )
    order = a_paid_order()
    words = words_of(her(order).get(f"{invoice_of(order)}.pdf"))
    for said in ("VAT invoice 000001", "Folio & Daughters", "14 Quire Street", "GB 123 4567 82"):
        assert said in words
