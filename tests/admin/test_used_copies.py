import pytest

from app.catalog.models import Edition, Inventory

USED = {"condition": "good", "condition_note": "A name inside", "price": "4.50", "on_sale": "1"}


@pytest.fixture
def used_form(desk):
    """What the form of a used copy holds when it is opened from the new edition."""

    def build(edition, **typed):
        page = desk.get(f"/admin/books/{edition.work_id}/editions/new?used={edition.id}").text
        assert "A used copy" in page
        assert f'value="{edition.isbn}"' in page
        same = {"isbn": edition.isbn, "format": edition.format, "language": edition.language}
        fixed = {"trade_status": "active", "tax_class": "printed"}
        return same | fixed | USED | typed

    return build


def test_a_used_copy_has_the_isbn_and_its_own_price_note_and_stock(desk, an_edition, used_form):
    new = an_edition("Kindred", price_minor=999)
    url = f"/admin/books/{new.work_id}/editions/new"
    assert desk.post(url, data=used_form(new)).status_code == 303
    used = Edition.get(Edition.condition == "good")
    assert (used.isbn, used.price_minor, used.condition_note) == (new.isbn, 450, "A name inside")
    desk.post(f"/admin/editions/{used.id}/stock", data={"change": "receive", "copies": "1"})
    assert {row.edition_id: row.on_hand for row in Inventory.select()} == {new.id: 5, used.id: 1}


def test_a_second_copy_in_the_same_condition_goes_on_the_same_shelf(desk, an_edition, used_form):
    new = an_edition()
    url = f"/admin/books/{new.work_id}/editions/new"
    desk.post(url, data=used_form(new))
    again = desk.post(url, data=used_form(new))
    assert again.status_code == 422
    assert "put this one on their shelf" in again.text
    assert desk.post(url, data=used_form(new, condition="fair")).status_code == 303


def test_an_ebook_is_never_used(desk, an_edition, used_form):
    new = an_edition()
    data = used_form(new, format="ebook")
    answer = desk.post(f"/admin/books/{new.work_id}/editions/new", data=data)
    assert answer.status_code == 422
    assert "An ebook is never used." in answer.text


@pytest.mark.parametrize("used", ["99", "x", "%00", "99999999999999999999"])
def test_an_odd_edition_to_copy_shows_an_empty_form(desk, a_work, used):
    page = desk.get(f"/admin/books/{a_work().id}/editions/new?used={used}")
    assert page.status_code == 200
    assert "New edition" in page.text
