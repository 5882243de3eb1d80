import pytest

from app.catalog.inventory import move


def test_the_stock_of_an_isbn_is_read_with_its_used_copies(ask, an_edition):
    new = an_edition(isbn="9780141439518", on_hand=5, price_minor=999)
    an_edition(work=new.work, isbn=new.isbn, condition="fair", on_hand=0, price_minor=None)
    move(new.id, reserved=2, reason="held")
    answer = ask("/api/v1/stock?isbn=0-14-143951-3").json
    assert answer["stock"] == [
        {
            "isbn": "9780141439518",
            "condition": "new",
            "on_hand": 5,
            "reserved": 2,
            "available": 3,
            "price": "9.99",
            "list_price": "9.99",
            "currency": "GBP",
            "withdrawn": False,
        },
        {
            "isbn": "9780141439518",
            "condition": "fair",
            "on_hand": 0,
            "reserved": 0,
            "available": 0,
            "price": None,
            "list_price": None,
            "currency": "GBP",
            "withdrawn": False,
        },
    ]


def test_all_stock_is_read_page_by_page(ask, an_edition):
    isbns = [an_edition().isbn for _ in range(5)]
    page, seen = "/api/v1/stock?limit=2", []
    while page:
        answer = ask(page).json
        seen += [row["isbn"] for row in answer["stock"]]
        page = answer["next"]
    assert seen == isbns


@pytest.mark.parametrize(
    "query", ["isbn=9780141439519", "isbn=", "isbn=%00", "after=-1", "limit=1001", "limit=many"]
)
def test_a_question_that_makes_no_sense_is_refused(ask, query):
    answer = ask(f"/api/v1/stock?{query}")
    assert (answer.status_code, answer.mimetype) == (422, "application/problem+json")
