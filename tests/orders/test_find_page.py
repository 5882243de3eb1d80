import pytest

from app.letters import LETTERS
from app.mail import Email
from app.orders.models import LinkRequest


def find(client, order, **typed):
    return client.post("/orders/find", data={"number": order.number, "email": order.email, **typed})


def test_a_guest_gets_the_link_to_her_order_at_the_address_it_was_placed_with(client, an_order):
    order = an_order()
    answer = find(client, order, number=order.number.lower(), email=order.email.upper())
    assert (answer.status_code, answer.location) == (303, "/orders/find/sent")
    email = Email.get()
    assert (email.kind, email.recipient) == ("order_link", order.email)
    assert f"/orders/{order.number}?key=" in LETTERS["order_link"](email.about).text


@pytest.mark.parametrize("write", [str.lower, "#{}".format])
@pytest.mark.parametrize("between", ["", " ", "–", " - "])
def test_a_number_is_known_however_it_is_typed(client, an_order, write, between):
    order = an_order()
    typed = write(order.number.replace("-", between))
    assert find(client, order, number=typed).status_code == 303
    assert Email.get().recipient == order.email


@pytest.mark.parametrize("typed", [{"number": "AAAA-BBBB-CCCC"}, {"email": "b@example.org"}])
def test_who_guesses_is_answered_just_the_same_and_gets_nothing(client, an_order, typed):
    order = an_order()
    right, wrong = find(client, order), find(client, order, **typed)
    assert (wrong.status_code, wrong.location) == (right.status_code, right.location)
    assert wrong.data == right.data
    assert Email.select().count() == 1
    assert LinkRequest.select().count() == 2


def test_each_time_it_is_asked_a_letter_goes_out_up_to_five_an_hour(client, an_order):
    order = an_order()
    answers = [find(client, order).status_code for _ in range(6)]
    assert answers == [303] * 5 + [429]
    assert Email.select().where(Email.kind == "order_link").count() == 5


@pytest.mark.parametrize("typed", [{"number": "<b>"}, {"email": "nobody"}, {"number": ""}])
def test_what_cannot_be_a_number_or_an_address_is_said_beside_the_field(client, an_order, typed):
    answer = find(client, an_order(), **typed)
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.text


def test_the_ways_to_it_are_in_the_footer_and_at_the_sign_in(client, app):
    assert 'href="/orders/find"' in client.get("/").text
    assert client.get("/login").text.count('href="/orders/find"') == 2


def test_every_letter_about_an_order_tells_how_to_find_it_again(an_order):
    letter = LETTERS["order_paid"](an_order().id)
    assert "http://localhost/orders/find" in letter.text
    assert "http://localhost/orders/find" in letter.html
