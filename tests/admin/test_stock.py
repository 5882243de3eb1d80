import pytest

from app.catalog.inventory import move
from app.catalog.models import Inventory, InventoryMovement


@pytest.mark.parametrize(
    ("change", "left", "reason"),
    [("damaged", 3, "damaged"), ("lost", 3, "lost"), ("found", 7, "adjustment")],
)
def test_copies_come_and_go_for_a_reason(desk, owner, an_edition, change, left, reason):
    edition = an_edition(on_hand=5)
    data = {"change": change, "copies": "2", "note": "Flood"}
    assert desk.post(f"/admin/editions/{edition.id}/stock", data=data).status_code == 303
    assert Inventory.get().on_hand == left
    line = InventoryMovement.select().order_by(InventoryMovement.id.desc()).first()
    assert (line.reason, line.note, line.staff_id) == (reason, "Flood", owner.id)


def test_no_more_copies_are_lost_than_there_are(desk, an_edition):
    edition = an_edition(on_hand=2)
    data = {"change": "lost", "copies": "3"}
    answer = desk.post(f"/admin/editions/{edition.id}/stock", data=data)
    assert answer.status_code == 422
    assert "There are only 2 on hand." in answer.text


@pytest.mark.parametrize("change", ["receive", "found", "count"])
def test_no_copies_of_a_download_are_put_on_the_shelf(desk, an_edition, change):
    edition = an_edition(format="audiobook", product_form="AJ")
    data = {"change": change, "copies": "2"}
    answer = desk.post(f"/admin/editions/{edition.id}/stock", data=data)
    assert answer.status_code == 422
    assert "A download has no copies." in answer.text
    assert Inventory.select().count() == 0


def test_the_page_of_a_download_asks_for_no_copies(desk, an_edition):
    page = desk.get(f"/admin/editions/{an_edition(format='ebook').id}").text
    assert "A download has no copies." in page
    assert "Put in the ledger" not in page
    assert "Add a used copy" not in page


def test_copies_that_orders_hold_are_not_damaged_away(desk, an_edition):
    edition = an_edition(on_hand=2)
    move(edition.id, reserved=2, reason="held")
    data = {"change": "damaged", "copies": "1"}
    answer = desk.post(f"/admin/editions/{edition.id}/stock", data=data)
    assert "2 are reserved for orders" in answer.text


def test_the_whole_ledger_is_paged_and_names_what_is_behind_each_line(
    desk, an_edition, a_delivery, an_order
):
    edition = an_edition("Kindred", on_hand=1)
    an_order(edition=edition)
    for _ in range(45):
        move(edition.id, on_hand=1, reason="adjustment")
    a_delivery(edition, supplier="Gardners")
    first = desk.get(f"/admin/editions/{edition.id}/ledger").text
    assert "48 lines" in first
    assert "Delivery</a> from Gardners" in first
    assert "Page 1 of 2" in first
    assert "OC-TEST-0001" in desk.get(f"/admin/editions/{edition.id}/ledger?page=2").text


def test_low_stock_is_listed_with_its_own_number_and_as_a_file(desk, an_edition):
    edition = an_edition("=Kindred", on_hand=4)
    an_edition("Emma", on_hand=9)
    assert "Nothing runs low" in desk.get("/admin/low-stock").text
    url = f"/admin/low-stock/{edition.id}"
    assert desk.post(url, data={"low_at": "5"}).status_code == 303
    page = desk.get("/admin/low-stock").text
    assert "=Kindred" in page
    assert "Emma" not in page
    file = desk.get("/admin/low-stock.csv")
    assert file.mimetype == "text/csv"
    header, row, *more = file.text.splitlines()
    assert header.startswith("ISBN,Title,Authors")
    assert row == f"{edition.isbn},'=Kindred,Octavia E. Butler,Paperback,,4,0,4,5"
    assert more == []
    desk.post(url, data={"low_at": ""})
    assert "Nothing runs low" in desk.get("/admin/low-stock").text


@pytest.mark.parametrize("low_at", ["-1", "many", "10001", "\0", "9" * 30])
def test_an_odd_number_to_be_low_at_is_refused_beside_its_field(desk, an_edition, low_at):
    edition = an_edition(on_hand=1)
    answer = desk.post(f"/admin/low-stock/{edition.id}", data={"low_at": low_at})
    assert answer.status_code == (303 if low_at == "\0" else 422)
    if answer.status_code == 422:
        assert "a whole number from 0 to 10000" in answer.text


def test_htmx_gets_the_list_alone(desk, an_edition):
    edition = an_edition(on_hand=1)
    answer = desk.post(
        f"/admin/low-stock/{edition.id}", data={"low_at": "2"}, headers={"HX-Request": "true"}
    )
    assert answer.text.lstrip().startswith('<section id="low-stock"')
