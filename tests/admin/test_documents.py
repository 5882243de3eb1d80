import io

import pytest
from pypdf import PdfReader

from app.catalog.inventory import move
from app.db import now
from app.orders.fulfilment.dispatch import ship
from app.orders.fulfilment.pick_lists import pick_list
from app.orders.invoices.issuing import invoice_for
from app.orders.models import Shipment
from tests.placed_orders import keep_line


def words_of(answer):
    pages = PdfReader(io.BytesIO(answer.data)).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)


def test_a_packing_slip_names_books_and_address_but_no_prices(desk, an_order):
    page = desk.get(f"/admin/orders/{an_order(quantity=3).number}/slip").text
    assert "14 Folio Street" in page
    assert "3 copies in this parcel" in page
    assert "£" not in page


def test_a_gift_has_its_message_on_a_page_of_its_own(desk, an_order):
    gift = {"wrap_minor": 350, "total_minor": 1349}
    order = an_order(gift_message="Many happy returns", **gift)
    answer = desk.get(f"/admin/orders/{order.number}/slip.pdf")
    slip, card = PdfReader(io.BytesIO(answer.data)).pages
    assert "Wrapped, with a card" in slip.extract_text()
    assert "Many happy returns" in card.extract_text()
    assert "Many happy returns" not in slip.extract_text()


def test_whoever_packs_is_told_of_a_gift_that_is_wrapped_for_nothing(desk, an_order):
    order = an_order(wrapped_free=True)
    assert "<dd>Wrapped</dd>" in desk.get(f"/admin/orders/{order.number}/slip").text
    assert "Gift, to be wrapped" in desk.get("/admin/pick-list").text


def test_a_slip_lists_what_is_here_and_says_what_follows(desk, an_order):
    order = an_order(quantity=3)
    line = order.lines.get()
    line.promised = 1
    line.save()
    page = " ".join(desk.get(f"/admin/orders/{order.number}/slip").text.split())
    assert "2 copies in this parcel." in page
    assert f"1 of “{line.title}” (paperback) follows when we have it." in page


def test_each_parcel_has_a_slip_of_its_own(desk, an_order, owner):
    order = an_order(quantity=2)
    ship(order.id, "", owner)
    parcel = Shipment.get()
    url = f"/admin/orders/{order.number}/slip"
    assert "2 copies" in desk.get(f"{url}?parcel={parcel.id}").text
    assert desk.get(f"{url}.pdf?parcel={parcel.id}").mimetype == "application/pdf"


@pytest.mark.parametrize("parcel", ["0", "99", "x", "", "9" * 30])
def test_a_parcel_of_no_such_order_has_none(desk, an_order, parcel):
    assert desk.get(f"/admin/orders/{an_order().number}/slip?parcel={parcel}").status_code == 404


def test_a_pick_list_adds_up_what_orders_want_along_the_shelves(an_order, an_edition, a_work):
    emma = an_edition(work=a_work("Emma", subjects=["Classics"], authors=["Jane Austen"]))
    dawn = an_edition(work=a_work("Dawn", subjects=["Science fiction"]))
    utopia = an_edition(work=a_work("Utopia", subjects=["Classics"], authors=["Thomas More"]))
    nowhere = an_edition("Erewhon")
    first = an_order(edition=dawn, quantity=2)
    keep_line(first, utopia, 1)
    keep_line(an_order(edition=nowhere), emma, 1)
    an_order(edition=dawn)
    found = pick_list()
    assert [(pick.shelf, pick.line.title, pick.copies) for pick in found.picks] == [
        ("Classics", "Emma", 1),
        ("Classics", "Utopia", 1),
        ("Science fiction", "Dawn", 3),
        ("Elsewhere", "Erewhon", 1),
    ]
    assert (found.copies, len(found.orders)) == (6, 3)


@pytest.mark.parametrize("status", ["awaiting_payment", "packed", "shipped", "refunded"])
def test_only_what_is_paid_and_not_packed_is_picked(an_order, status):
    an_order(status)
    assert pick_list().orders == []


def test_copies_that_are_not_here_are_not_picked(an_order):
    line = an_order(quantity=2).lines.get()
    move(line.edition_id, reserved=-2, reason="released")
    line.promised = 2
    line.save()
    assert pick_list().picks == []


def test_staff_may_choose_the_orders_to_pick(desk, an_order):
    chosen, other = an_order(), an_order()
    assert f'value="{other.number}"' in desk.get("/admin/orders").text
    page = desk.get(f"/admin/pick-list?order={chosen.number}&order=nonsense").text
    assert chosen.number in page
    assert other.number not in page


def test_a_list_has_the_oldest_orders_and_says_how_many_wait(an_order, monkeypatch):
    monkeypatch.setattr("app.orders.fulfilment.pick_lists.MOST", 2)
    orders = [an_order() for _ in range(3)]
    found = pick_list()
    assert [order.id for order in found.orders] == [order.id for order in orders[:2]]
    assert found.waiting == 3


@pytest.mark.parametrize("query", ["?order=%00", "?order=💥", "?order=" + "a" * 3000])
def test_an_odd_choice_finds_nothing_and_breaks_nothing(desk, query):
    assert desk.get(f"/admin/pick-list{query}").status_code == 200


def test_an_empty_pick_list_says_so(desk):
    assert "Nothing waits to be packed" in desk.get("/admin/pick-list").text
    assert "Nothing waits to be packed" in words_of(desk.get("/admin/pick-list.pdf"))


def test_staff_find_the_invoice_at_the_order(desk, an_order):
    order = an_order()
    invoice_for(order)
    url = f"/admin/orders/{order.number}/invoices/1"
    assert f'href="{url}"' in desk.get(f"/admin/orders/{order.number}").text
    assert "Invoice 000001" in desk.get(url).text
    assert "Invoice 000001" in words_of(desk.get(f"{url}.pdf"))


def test_an_invoice_is_not_shown_under_another_order(desk, an_order):
    invoice_for(an_order())
    assert desk.get(f"/admin/orders/{an_order().number}/invoices/1").status_code == 404


def test_the_day_is_in_the_name_of_a_pick_lists_file(desk):
    answer = desk.get("/admin/pick-list.pdf")
    named = f"inline; filename=pick-list-{now():%Y-%m-%d}.pdf"
    assert answer.headers["Content-Disposition"] == named


@pytest.mark.parametrize("status", ["awaiting_payment", "cancelled"])
def test_an_order_that_was_never_paid_has_no_packing_slip(desk, an_order, status):
    order = an_order(status)
    assert desk.get(f"/admin/orders/{order.number}/slip").status_code == 404
    assert desk.get(f"/admin/orders/{order.number}/slip.pdf").status_code == 404
