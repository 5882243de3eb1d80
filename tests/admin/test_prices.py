from datetime import timedelta

import pytest

from app.accounts.staff_actions import StaffAction
from app.catalog.models import Edition, PriceChange, Sale
from app.db import now


@pytest.fixture
def edition(an_edition):
    return an_edition("Kindred", price_minor=999)


@pytest.fixture
def put_on_sale(desk, edition):
    def send(**typed):
        data = {
            "sale_price": "7.00",
            "starts_at": "2024-01-01T09:00",
            "ends_at": "2099-01-01T09:00",
        }
        return desk.post(f"/admin/editions/{edition.id}/sales", data=data | typed)

    return send


def price():
    return Edition.get().price_minor


def test_a_sale_that_has_begun_holds_at_once_and_ends_at_a_click(desk, edition, put_on_sale):
    assert put_on_sale().status_code == 303
    assert price() == 700
    page = desk.get(f"/admin/editions/{edition.id}").text
    assert "£7.00 now, until" in page
    assert "End it now" in page
    assert desk.post(f"/admin/sales/{Sale.get().id}/end").status_code == 303
    assert price() == 999
    actions = [row.action for row in StaffAction.select().order_by(StaffAction.id)]
    assert actions == ["put on sale", "ended the sale"]
    assert "<dt>Sale price</dt>" in desk.get(f"/admin/books/{edition.work_id}").text


def test_a_sale_is_typed_by_the_clock_in_the_shop(put_on_sale):
    put_on_sale(starts_at="2098-07-01T09:00")
    assert Sale.get().starts_at.isoformat() == "2098-07-01T08:00:00+00:00"
    assert price() == 999


def test_a_sale_to_come_is_taken_back(desk, put_on_sale, edition):
    put_on_sale(starts_at="2098-07-01T09:00")
    assert "Take back" in desk.get(f"/admin/editions/{edition.id}").text
    desk.post(f"/admin/sales/{Sale.get().id}/end")
    assert Sale.select().count() == 0


def test_a_sale_that_is_over_is_said_to_be(desk, put_on_sale):
    put_on_sale()
    sale = Sale.get()
    desk.post(f"/admin/sales/{sale.id}/end")
    again = desk.post(f"/admin/sales/{sale.id}/end", follow_redirects=True)
    assert "That sale was over already." in again.text


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"sale_price": ""}, "Say the sale price."),
        ({"sale_price": "cheap"}, "Write the price in figures"),
        ({"sale_price": "9.99"}, "A sale price is lower than the list price."),
        ({"starts_at": ""}, "Say when it begins."),
        ({"ends_at": "soon"}, "Write it such as 2024-03-14 09:00."),
        ({"starts_at": "0001-01-01T00:00"}, None),
        ({"ends_at": "9999-12-31T23:59"}, None),
        ({"ends_at": "2024-01-01T08:00"}, "A sale ends after it began, and after now."),
        ({"starts_at": "2024-01-01T09:00+23:00\0"}, "Write it such as"),
    ],
)
def test_an_odd_sale_is_refused_with_a_sentence_or_kept(put_on_sale, typed, sentence):
    answer = put_on_sale(**typed)
    if sentence:
        assert answer.status_code == 422
        assert sentence in answer.text
        assert Sale.select().count() == 0
    else:
        assert answer.status_code in (303, 422)


def test_two_sales_at_once_are_refused(put_on_sale):
    put_on_sale()
    assert "Another sale of this edition is on" in put_on_sale().text


def test_a_new_list_price_leaves_the_sale_price_as_it_is(desk, edition, put_on_sale):
    put_on_sale()
    page = desk.get(f"/admin/editions/{edition.id}").text
    seen = page.split('name="seen" value="')[1].split('"')[0]
    data = {
        "isbn": edition.isbn,
        "condition": "new",
        "format": "paperback",
        "trade_status": "active",
        "tax_class": "printed",
        "language": "en",
        "on_sale": "1",
        "price": "12.00",
        "seen": seen,
    }
    assert desk.post(f"/admin/editions/{edition.id}", data=data).status_code == 303
    saved = Edition.get()
    assert (saved.price_minor, saved.list_price_minor) == (700, 1200)
    refused = desk.post(f"/admin/editions/{edition.id}", data=data | {"price": ""})
    assert refused.status_code in (409, 422)


def test_an_edition_without_a_price_is_shown_and_gets_one(desk, a_work, an_edition):
    edition = an_edition(price_minor=None)
    assert "no price yet" in desk.get(f"/admin/editions/{edition.id}").text
    assert "no price yet" in desk.get("/admin/books").text
    assert "Put it on sale" not in desk.get(f"/admin/editions/{edition.id}").text


def test_what_an_edition_has_cost_is_shown_with_the_lowest_of_30_days(desk, edition, put_on_sale):
    PriceChange.delete().execute()
    for days, minor in ((40, 950), (20, 850), (10, 999)):
        PriceChange.create(
            edition=edition,
            price_minor=minor,
            currency="GBP",
            changed_at=now() - timedelta(days=days),
        )
    put_on_sale()
    page = desk.get(f"/admin/editions/{edition.id}").text
    assert "<dt>Lowest in the 30 days before</dt><dd>£8.50</dd>" in page
    assert "£9.50" in page
