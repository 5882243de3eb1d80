"""A page asks the database as many questions for much as for little."""

import pytest

from app.accounts import api_tokens
from app.accounts.addresses.book import add_address
from app.catalog.models import Import, ImportRemark
from app.orders.invoices.issuing import invoice_for
from app.reviews.writing import post_review
from tests.people import a_person, signed_in
from tests.placed_orders import keep_line, placed_order


@pytest.fixture
def owner(client):
    return signed_in(client, role="owner")


@pytest.fixture
def stock(an_edition, owner):
    """Fills the shop with so much more of everything; the owner is her own best customer."""
    order = placed_order(an_edition(), customer=owner)
    invoice_for(order)
    work = order.lines[0].edition.work

    def more(number):
        for _ in range(number):
            api_tokens.issue("till", staff_id=owner.id)
            edition = an_edition()
            keep_line(order, edition, 1)
            placed_order(edition, customer=owner)
            post_review(work, a_person(f"critic-{edition.id}@example.org"), stars=4, body="Good.")
            post_review(edition.work, owner, stars=3, body="Fair.")
            an_import(owner)
            add_address(owner.id, typed_address(edition.id))

    return more


def typed_address(number):
    return {"name": "Ada Lovelace", "line1": f"{number} Dale Street", "country": "GB"}


def an_import(staff):
    imported = Import.create(
        file_name="feed.xml", file_format="onix", digest="", bytes_total=1, staff_id=staff.id
    )
    ImportRemark.create(
        imported=imported, record=1, place="record 1", refused=True, reason="It has no title."
    )
    ImportRemark.create(
        imported=1, record=2, place="record 2", refused=True, reason="It has no title."
    )


@pytest.mark.parametrize(
    "url",
    [
        "/",
        "/new",
        "/search",
        "/search?q=kindred&format=paperback",
        "/search/suggest?q=kin",
        "/books/kindred-1-1",
        "/books/1/reviews",
        "/authors/octavia-e.-butler-1",
        "/account/addresses",
        "/account/orders",
        "/account/reviews",
        "/admin/orders?queue=all",
        "/admin/orders/OC-TEST-0001",
        "/admin/orders/OC-TEST-0001/slip",
        "/admin/orders/OC-TEST-0001/invoices/1",
        "/orders/OC-TEST-0001/invoices/1",
        "/admin/pick-list",
        "/orders/OC-TEST-0001",
        "/admin/books",
        "/admin/books/1",
        "/admin/editions/1",
        "/admin/editions/1/ledger",
        "/admin/low-stock",
        "/admin/low-stock.csv",
        "/admin/contributors",
        "/admin/contributors/1",
        "/admin/publishers",
        "/admin/series",
        "/admin/subjects",
        "/admin/reviews",
        "/admin/imports",
        "/admin/imports/1",
        "/admin/exports",
        "/admin/tokens",
    ],
)
def test_more_on_a_page_takes_no_more_queries(client, stock, queries, url):
    stock(2)
    assert client.get(url).status_code == 200  # which looks what many books are like, for a while
    few = queries(lambda: client.get(url))
    stock(4)
    assert client.get(url).status_code == 200
    assert queries(lambda: client.get(url)) == few


def test_more_in_the_cart_takes_no_more_queries(client, an_edition, queries):
    def visit(number):
        for _ in range(number):
            client.post("/cart/items", data={"edition_id": an_edition().id})
        return queries(lambda: client.get("/cart")), queries(lambda: client.get("/checkout"))

    assert visit(1) == visit(4)
