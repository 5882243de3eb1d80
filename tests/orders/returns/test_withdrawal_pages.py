import re

import pytest

from app.mail import Email
from app.orders.access import private_link
from app.orders.fulfilment.dispatch import ship
from app.orders.models import Refund, Return, Withdrawal
from app.orders.refunds.parts import Wanted
from app.orders.refunds.requests import request_part
from tests.conftest import HTMX
from tests.orders.conftest import fresh


@pytest.fixture
def hers(a_paid_order, a_browser):
    """A paid order of two copies, and the browser of its buyer, a guest."""
    order = a_paid_order(quantity=2)
    browser = a_browser()
    browser.get(private_link(order).removeprefix("http://localhost"))
    return order, browser


def key_in(page):
    return re.search(r'name="form_key" value="([^"]+)"', page.text)[1]


def test_the_button_is_on_the_page_of_the_order_and_in_every_footer(hers, client):
    order, browser = hers
    button = f'href="/orders/{order.number}/withdrawal">Withdraw from the contract here</a>'
    assert button in browser.get(f"/orders/{order.number}").text
    assert '<a href="/withdrawal">Withdraw from the contract here</a>' in client.get("/").text


def test_a_buyer_withdraws_from_one_copy_of_her_order(hers):
    order, browser = hers
    url = f"/orders/{order.number}/withdrawal"
    page = browser.get(url)
    assert "Confirm withdrawal</button>" in page.text
    line = order.lines.get()
    typed = {"name": order.name, "email": order.email, "form_key": key_in(page)}
    answer = browser.post(url, data=typed | {f"copies_{line.id}": "1"})
    assert (answer.status_code, answer.location) == (303, f"/orders/{order.number}")
    assert Refund.get().amount_minor == 999
    assert "acknowledge" in browser.get(answer.location).text


def test_a_guest_is_answered_the_same_after_goodwill_as_about_an_order_that_is_not_there(
    a_paid_order, client
):
    order = a_paid_order(quantity=2)
    request_part(order.id, Wanted("staff", other_minor=1500, note="Sorry."), "staff 1")
    for contract in (order.number, "AAAA-BBBB-CCCC"):
        key = key_in(client.get("/withdrawal"))
        typed = {"name": "Ada", "email": order.email, "contract": contract, "form_key": key}
        answer = client.post("/withdrawal", data=typed)
        assert (answer.status_code, answer.location) == (303, "/withdrawal/received")
    assert Withdrawal.select().count() == 2


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("name", "", "Tell us your name."),
        ("email", "nobody", "Enter an email address such as"),
        ("copies_1", "9", "Type a number from 0 to 2."),
        ("copies_1", "two", "Type a whole number."),
    ],
)
def test_what_does_not_fit_is_said_beside_it_and_what_was_typed_stays(hers, field, typed, words):
    order, browser = hers
    url = f"/orders/{order.number}/withdrawal"
    key = key_in(browser.get(url))
    said = {"name": "Ada L.", "email": order.email, "form_key": key, "copies_1": "1"}
    answer = browser.post(url, data=said | {field: typed}, headers=HTMX)
    assert answer.status_code == 422
    assert f'id="{field}-error">{words}' in answer.text
    assert f'value="{typed}"' in answer.text
    assert answer.text.lstrip().startswith('<section id="withdrawal"')
    assert key in answer.text
    assert Withdrawal.select().count() == 0


def test_a_guest_declares_it_on_the_public_form(client, a_paid_order, staff):
    order = a_paid_order()
    ship(order.id, "", staff)
    page = client.get("/withdrawal")
    typed = {"name": "Ada", "contract": order.number, "email": order.email}
    answer = client.post("/withdrawal", data=typed | {"form_key": key_in(page)})
    assert (answer.status_code, answer.location) == (303, "/withdrawal/received")
    assert Return.get().kind == "withdrawal"
    assert Email.get(Email.kind == "withdrawal_received").recipient == order.email


@pytest.mark.parametrize("between", ["", " "])
def test_a_guest_may_type_the_number_as_she_likes(client, a_paid_order, between):
    order = a_paid_order()
    contract = "#" + order.number.lower().replace("-", between)
    typed = {"name": "Ada", "contract": contract, "email": order.email}
    client.post("/withdrawal", data=typed | {"form_key": key_in(client.get("/withdrawal"))})
    assert (Withdrawal.get().order, Withdrawal.get().contract) == (order, contract)


def test_the_answer_does_not_tell_whether_there_is_such_an_order(client, a_paid_order):
    order = a_paid_order()
    answers = []
    for number in (order.number, "AAAA-BBBB-CCCC"):
        key = key_in(client.get("/withdrawal"))
        typed = {"name": "Ada", "contract": number, "email": order.email, "form_key": key}
        answers.append(client.post("/withdrawal", data=typed))
    assert [answer.location for answer in answers] == ["/withdrawal/received"] * 2
    assert answers[0].data == answers[1].data


def test_the_form_knows_who_has_signed_in(client, a_customer, sign_in):
    sign_in(a_customer("bea@example.org", "Bea"))
    page = client.get("/withdrawal").text
    assert 'value="bea@example.org"' in page
    assert 'value="Bea"' in page


def test_the_order_of_another_is_not_withdrawn_from_by_its_address(hers, client):
    order, _ = hers
    assert client.get(f"/orders/{order.number}/withdrawal").status_code == 404
    assert client.post(f"/orders/{order.number}/withdrawal").status_code == 404


def test_once_all_is_withdrawn_the_button_is_gone_and_the_page_says_what_happened(hers):
    order, browser = hers
    url = f"/orders/{order.number}/withdrawal"
    typed = {"name": "Ada", "email": order.email, "form_key": key_in(browser.get(url))}
    browser.post(url, data=typed | {f"copies_{order.lines.get().id}": "2"})
    page = browser.get(f"/orders/{order.number}").text
    assert f'href="{url}"' not in page
    assert "Withdrawal of" in page
    assert "Money back" in page
    assert "nothing in this order that can be withdrawn from" in browser.get(url).text
    assert fresh(order).status == "paid"


def test_two_editions_of_one_book_are_told_apart_wherever_copies_are_chosen(
    a_paid_order, an_edition, a_browser, staff
):
    paperback = an_edition("Kindred")
    order = a_paid_order(paperback, an_edition(work=paperback.work, format="hardback"))
    browser = a_browser()
    browser.get(private_link(order).removeprefix("http://localhost"))
    both = ["Kindred, paperback", "Kindred, hardback"]
    url = f"/orders/{order.number}"
    ship(order.id, "", staff)
    form = browser.get(f"{url}/withdrawal")
    for page in (form.text, browser.get(f"{url}/returns/new").text):
        assert [words for words in both if words not in page] == []
    typed = {"name": order.name, "email": order.email, "form_key": key_in(form)}
    copies = {f"copies_{line.id}": "1" for line in order.lines}
    browser.post(f"{url}/withdrawal", data=typed | copies)
    told = browser.get(url).text
    assert [words for words in both if f"1 × {words}" not in told] == []
