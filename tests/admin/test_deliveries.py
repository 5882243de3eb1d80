import pytest

from app.catalog.models import Delivery, Inventory


@pytest.fixture
def form(desk):
    def build(lines, **typed):
        page = desk.get("/admin/deliveries/new").text
        key = page.split('name="form_key" value="')[1].split('"')[0]
        return {"supplier": "Gardners", "form_key": key, "lines": lines, **typed}

    return build


def send(desk, data):
    return desk.post("/admin/deliveries/new", data=data)


def test_a_delivery_is_checked_first_and_received_then(desk, an_edition, form):
    edition = an_edition("Kindred", on_hand=0)
    data = form(f"{edition.isbn} 2\n{edition.isbn}", reference="DN 7")
    checked = send(desk, data)
    assert checked.status_code == 200
    assert "<strong>3 copies</strong> in all" in checked.text
    assert "Put them on the shelves" in checked.text
    assert Delivery.select().count() == 0
    received = send(desk, data | {"receive": "1"})
    assert received.location == f"/admin/deliveries/{Delivery.get().id}"
    assert Inventory.get().on_hand == 3
    page = desk.get(received.location).text
    assert "Kindred" in page
    assert "DN 7" in page
    assert "Gardners" in desk.get("/admin/deliveries").text


def test_a_double_click_receives_once(desk, an_edition, form):
    data = form(an_edition(on_hand=0).isbn, receive="1")
    first, second = send(desk, data), send(desk, data)
    assert first.location == second.location
    assert Inventory.get().on_hand == 1


def test_an_unknown_isbn_is_said_beside_its_line_and_nothing_is_received(desk, an_edition, form):
    edition = an_edition(on_hand=0)
    answer = send(desk, form(f"{edition.isbn}\n9780141439518 2", receive="1"))
    assert answer.status_code == 422
    assert "We have no edition with this ISBN" in answer.text
    assert "1 line is not right" in answer.text
    assert "Put them on the shelves" not in answer.text
    assert "9780141439518 2" in answer.text
    assert Delivery.select().count() == 0


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"lines": ""}, "Type, paste or scan what came"),
        ({"lines": " \n\0\n"}, "Type, paste or scan what came"),
        ({"lines": "x\n" * 2001}, "2,001 lines; 2,000 is the most"),
        ({"supplier": ""}, "Say who sent it."),
        ({"reference": "x" * 101}, "Please keep this to 100 characters"),
        ({"form_key": "x" * 65}, "Please keep this to 64 characters"),
    ],
)
def test_an_odd_form_is_refused(desk, an_edition, form, typed, sentence):
    answer = send(desk, form(an_edition().isbn) | typed | {"receive": "1"})
    assert answer.status_code == 422
    assert sentence in answer.text


def test_more_deliveries_and_lines_take_no_more_queries(desk, an_edition, a_delivery, queries):
    def visit():
        return [
            queries(lambda url=url: desk.get(url))
            for url in ("/admin/deliveries", "/admin/deliveries/1")
        ]

    a_delivery(an_edition())
    few = visit()
    a_delivery(*[an_edition() for _ in range(4)])
    assert visit() == few
