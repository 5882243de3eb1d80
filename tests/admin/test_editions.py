import io

import pytest

from app.accounts.staff_actions import StaffAction
from app.catalog.availability import edition_on_sale
from app.catalog.digital_files import keep_file
from app.catalog.inventory import move
from app.catalog.models import Edition, Inventory, InventoryMovement
from tests.digital_files import SAMPLES

GOOD = {
    "isbn": "978-0-8070-8369-7",
    "condition": "new",
    "format": "paperback",
    "language": "en",
    "trade_status": "active",
    "tax_class": "printed",
    "publisher": "Beacon Press",
    "pages": "288",
    "published_on": "2004-02-01",
    "price": "9.99",
    "on_sale": "1",
}


@pytest.fixture
def form(desk):
    def build(edition, **typed):
        page = desk.get(f"/admin/editions/{edition.id}").text
        seen = page.split('name="seen" value="')[1].split('"')[0]
        return {**GOOD, "isbn": edition.isbn, "seen": seen, **typed}

    return build


def test_a_new_edition_is_kept_as_typed(desk, a_work):
    work = a_work("Kindred")
    answer = desk.post(f"/admin/books/{work.id}/editions/new", data=GOOD)
    edition = Edition.get()
    assert answer.location == f"/admin/editions/{edition.id}"
    assert (edition.isbn, edition.price_minor, edition.currency) == ("9780807083697", 999, "GBP")
    assert (edition.publisher.name, edition.pages) == ("Beacon Press", 288)
    assert str(edition.published_on) == "2004-02-01"
    assert StaffAction.get().subject == f"edition {edition.id}"


@pytest.mark.parametrize("isbn", ["0-8070-8369-0", "0807083690", "978 0 8070 8369 7"])
def test_an_isbn_of_either_kind_becomes_thirteen_digits(desk, a_work, isbn):
    desk.post(f"/admin/books/{a_work().id}/editions/new", data=GOOD | {"isbn": isbn})
    assert Edition.get().isbn == "9780807083697"


@pytest.mark.parametrize(
    ("price", "minor"), [("9.99", 999), ("£12", 1200), (" 0.5 ", 50), ("19.90", 1990), ("0", 0)]
)
def test_a_price_is_read_exactly(desk, a_work, price, minor):
    desk.post(f"/admin/books/{a_work().id}/editions/new", data=GOOD | {"price": price})
    assert Edition.get().price_minor == minor


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("isbn", "", "An edition needs its ISBN."),
        ("isbn", "9780807083698", "The last digit does not fit"),
        ("isbn", "978080708369", "An ISBN has 13 digits"),
        ("isbn", "9770807083698", "This is not an ISBN"),
        ("isbn", "nonsense\0", "An ISBN is made of digits"),
        ("condition", "worn", "Choose one of these."),
        ("condition_note", "A name inside", "Only used copies have a note"),
        ("trade_status", "", "Choose one of these."),
        ("tax_class", "free", "Choose one of these."),
        ("language", "English", "Choose one of these."),
        ("weight_g", "0", "a whole number from 1"),
        ("embargo_until", "soon", "Write the date as year-month-day"),
        ("price", "100000.01", "not more than 100,000"),
        ("price", "free", "Write the price in figures"),
        ("price", "-1", "Write the price in figures"),
        ("price", "9,99", "Write the price in figures"),
        ("price", "1e3", "Write the price in figures"),
        ("price", "9.999", "The smallest part of a price in GBP is 0.01."),
        ("price", "99999999999", "A price is not more than 100,000."),
        ("price", "٩", "Write the price in figures"),
        ("format", "scroll", "Choose one of these."),
        ("pages", "0", "a whole number from 1 to 20000"),
        ("preorder_limit", "-1", "a whole number from 0 to 10000"),
        ("backorder_limit", "some", "a whole number from 0 to 10000"),
        ("most_per_customer", "0", "a whole number from 1 to 999"),
        ("pages", "many", "a whole number from 1 to 20000"),
        ("published_on", "yesterday", "Write the date as year-month-day"),
        ("published_on", "2004-02-31", "Write the date as year-month-day"),
        ("publisher", "x" * 301, "Please keep this to 300 characters"),
    ],
)
def test_an_edition_is_not_added_with_a_wrong_field(desk, a_work, field, typed, sentence):
    answer = desk.post(f"/admin/books/{a_work().id}/editions/new", data=GOOD | {field: typed})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "Beacon Press" in answer.text or field == "publisher"
    assert Edition.select().count() == 0


def test_how_many_may_be_ordered_ahead_is_kept(desk, an_edition, form):
    edition = an_edition(on_hand=0)
    url = f"/admin/editions/{edition.id}"
    assert desk.post(url, data=form(edition, preorder_limit="40", backorder_limit="")).location
    edition = Edition.get()
    assert (edition.preorder_limit, edition.backorder_limit) == (40, 0)
    page = desk.get(url).text
    assert 'value="40"' in page


def test_staff_say_how_many_copies_one_customer_gets_and_take_it_back(desk, an_edition, form):
    edition = an_edition()
    url = f"/admin/editions/{edition.id}"
    assert desk.post(url, data=form(edition, most_per_customer="2")).location
    assert Edition.get().most == 2
    assert "For one customer at most" in desk.get(f"/admin/books/{edition.work_id}").text
    assert desk.post(url, data=form(Edition.get(), most_per_customer="")).location
    assert Edition.get().most == 20


def test_an_edition_with_copies_on_the_shelf_does_not_become_an_ebook(desk, an_edition, form):
    edition = an_edition(on_hand=1)
    url = f"/admin/editions/{edition.id}"
    refused = desk.post(url, data=form(edition, format="ebook"))
    assert refused.status_code == 422
    assert "There are copies of it on the shelf" in refused.text
    move(edition.id, on_hand=-1, reason="lost")
    assert desk.post(url, data=form(edition, format="ebook")).status_code == 303
    assert Edition.get().is_download


def test_an_edition_whose_file_is_sold_stays_a_download(desk, owner, an_edition, form):
    edition = an_edition(format="ebook")
    keep_file(edition.id, io.BytesIO(SAMPLES["epub"]), "kindred.epub", staff_id=owner.id)
    url = f"/admin/editions/{edition.id}"
    refused = desk.post(url, data=form(edition, format="paperback"))
    assert refused.status_code == 422
    assert "it stays a download" in refused.text
    assert Edition.get().format == "ebook"


def test_an_isbn_belongs_to_one_edition(desk, an_edition, a_work):
    taken = an_edition("Kindred")
    data = GOOD | {"isbn": taken.isbn}
    answer = desk.post(f"/admin/books/{a_work('Emma').id}/editions/new", data=data)
    assert answer.status_code == 422
    assert "already belongs to “Kindred”" in answer.text
    assert Edition.select().count() == 1


def test_an_edition_is_withdrawn_and_put_back(desk, an_edition, form):
    edition = an_edition()
    url = f"/admin/editions/{edition.id}"
    desk.post(url, data=form(edition, on_sale=""))
    assert edition_on_sale(edition.id) is None
    desk.post(url, data=form(edition))
    assert edition_on_sale(edition.id)
    page = desk.get(f"/admin/books/{edition.work_id}").text
    assert "<dt>On sale</dt>" in page


def test_of_two_prices_saved_at_once_the_second_is_asked_again(desk, an_edition, form):
    edition = an_edition()
    first, second = form(edition, price="8.00"), form(edition, price="7.00")
    desk.post(f"/admin/editions/{edition.id}", data=first)
    refused = desk.post(f"/admin/editions/{edition.id}", data=second)
    assert refused.status_code == 409
    assert "£8.00" in refused.text
    assert "£7.00" in refused.text
    assert Edition.get_by_id(edition.id).price_minor == 800


def test_received_copies_are_on_the_shelf_and_in_the_ledger(desk, owner, an_edition):
    edition = an_edition(on_hand=2)
    data = {"change": "receive", "copies": "10", "note": "Delivery 88213"}
    assert desk.post(f"/admin/editions/{edition.id}/stock", data=data).status_code == 303
    assert Inventory.get().on_hand == 12
    line = InventoryMovement.select().order_by(InventoryMovement.id.desc()).first()
    assert (line.staff_id, line.note, line.reason) == (owner.id, "Delivery 88213", "delivery")
    page = desk.get(f"/admin/editions/{edition.id}").text
    assert "Delivery 88213" in page
    assert owner.name in page


def test_a_count_sets_what_is_on_hand(desk, an_edition):
    edition = an_edition(on_hand=5)
    url = f"/admin/editions/{edition.id}/stock"
    desk.post(url, data={"change": "count", "copies": "3"})
    assert Inventory.get().on_hand == 3
    desk.post(url, data={"change": "count", "copies": "3"})
    assert InventoryMovement.select().count() == 2


def test_fewer_copies_than_are_reserved_cannot_be_counted(desk, an_edition):
    edition = an_edition(on_hand=5)
    move(edition.id, reserved=4, reason="held")
    data = {"change": "count", "copies": "3", "note": "Saturday"}
    answer = desk.post(f"/admin/editions/{edition.id}/stock", data=data)
    assert answer.status_code == 422
    assert "4 are reserved for orders" in answer.text
    assert "Saturday" in answer.text
    assert Inventory.get().on_hand == 5


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"change": "receive"},
        {"change": "receive", "copies": "0"},
        {"change": "receive", "copies": "-3"},
        {"change": "receive", "copies": "99999999999999999999"},
        {"change": "receive", "copies": "x\0"},
        {"change": "count", "copies": ""},
        {"change": "burn", "copies": "3"},
        {"change": "count", "copies": "3", "note": "x" * 201},
    ],
)
def test_an_odd_number_of_copies_is_refused(desk, an_edition, data):
    edition = an_edition(on_hand=5)
    assert desk.post(f"/admin/editions/{edition.id}/stock", data=data).status_code == 422
    assert Inventory.get().on_hand == 5
