import re

import pytest

from app.db import now
from app.orders.access import private_link
from app.orders.fulfilment.dispatch import ship
from app.orders.models import Return, ReturnLine
from tests.conftest import HTMX


@pytest.fixture
def hers(a_paid_order, a_browser, staff):
    """An order of two copies that was sent, and the browser of its buyer, a guest."""
    order = a_paid_order(quantity=2)
    ship(order.id, "", staff)
    browser = a_browser()
    browser.get(private_link(order).removeprefix("http://localhost"))
    return order, browser


def ask(order, browser, **typed):
    page = browser.get(f"/orders/{order.number}/returns/new").text
    key = re.search(r'name="form_key" value="([^"]+)"', page)[1]
    line = order.lines.get()
    said = {f"copies_{line.id}": "1", "reason": "damaged", "form_key": key}
    return browser.post(f"/orders/{order.number}/returns", data=said | typed)


def test_a_buyer_asks_to_send_a_copy_back_and_sees_how(hers):
    order, browser = hers
    answer = ask(order, browser, comment="The spine is broken.\nBoth corners, too.")
    assert (answer.status_code, answer.location) == (303, f"/orders/{order.number}")
    assert ReturnLine.get().quantity == 1
    assert Return.get().comment == "The spine is broken.\nBoth corners, too."
    assert "I have sent them" in browser.get(answer.location).text


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("reason", "", 'id="reason-error">Choose what comes closest.'),
        ("copies_1", "3", 'id="copies_1-error">Type a number from 0 to 2.'),
        ("copies_1", "both", 'id="copies_1-error">Type a whole number.'),
        ("copies_1", "", "Choose the copies that you send back."),
    ],
)
def test_what_does_not_fit_is_said_and_what_was_typed_stays(hers, field, typed, words):
    order, browser = hers
    answer = ask(order, browser, comment="It is torn.", **{field: typed})
    assert answer.status_code == 422
    assert words in answer.text
    assert f'value="{typed}"' in answer.text or not typed
    assert "It is torn." in answer.text
    assert Return.select().count() == 0


def test_htmx_gets_the_form_alone_again(hers):
    order, browser = hers
    answer = browser.post(f"/orders/{order.number}/returns", headers=HTMX)
    assert answer.status_code == 422
    assert answer.text.lstrip().startswith('<section id="return"')


def test_she_says_that_they_are_on_their_way(hers):
    order, browser = hers
    ask(order, browser)
    url = f"/orders/{order.number}/returns/{Return.get().id}/parcel"
    browser.post(url, data={"proof": "RM 12"})
    assert "RM 12" in browser.get(f"/orders/{order.number}").text


def test_she_keeps_them_after_all(hers):
    order, browser = hers
    ask(order, browser)
    browser.post(f"/orders/{order.number}/returns/{Return.get().id}/calling-off")
    assert Return.get().status == "called_off"


def test_nobody_touches_the_returns_of_another(hers, client):
    order, browser = hers
    ask(order, browser)
    for path in ("returns", "returns/1/parcel", "returns/1/calling-off"):
        assert client.post(f"/orders/{order.number}/{path}").status_code == 404, path
    assert client.get(f"/orders/{order.number}/returns/new").status_code == 404
    assert Return.get().status == "requested"


def test_of_books_that_have_come_her_page_promises_no_money_before_they_are_seen(hers):
    order, browser = hers
    ask(order, browser)
    Return.update(status="received", received_at=now()).execute()
    page = browser.get(f"/orders/{order.number}").text
    assert "We will check them, then write to tell you the outcome." in page
    assert "your refund is on its way" not in page


def test_a_used_copy_is_told_from_a_new_one_wherever_one_chooses_copies(
    a_paid_order, an_edition, staff, page_of, client
):
    new = an_edition("Kindred")
    used = an_edition(work=new.work, isbn=new.isbn, condition="good")
    order = a_paid_order(new, used)
    assert "Paperback, used, good, 1 ×" in page_of(order)
    withdrawal = client.get(f"/orders/{order.number}/withdrawal").text
    ship(order.id, "", staff)
    sending_back = client.get(f"/orders/{order.number}/returns/new").text
    for page in (withdrawal, sending_back):
        labels = re.findall(r"<label[^>]*>(Kindred[^<]*)", page)
        assert [one.strip() for one in labels] == [
            "Kindred, paperback",
            "Kindred, paperback, used, good",
        ]
    assert "Kindred</cite>, paperback, used, good" in page_of(order)
