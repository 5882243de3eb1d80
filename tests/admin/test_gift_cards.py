import pytest

from app.mail import Email
from app.money import Money
from app.orders.integrity import broken_invariants
from app.orders.models import StoredValue, StoredValueMovement
from app.orders.stored_values.spending import credit, pay_with
from tests.orders.gift_cards import a_card

GIFT = {
    "way": "card",
    "email": "bea@example.org",
    "name": "Bea",
    "amount": "5",
    "note": "Torn page",
}


@pytest.fixture
def give(desk):
    def send(**typed):
        return desk.post("/admin/gift-cards", data=GIFT | {"form_key": "one-form"} | typed)

    return send


@pytest.fixture
def change(desk):
    def send(value, what, **typed):
        return desk.post(f"/admin/gift-cards/{value.id}/{what}", data=typed)

    return send


def test_a_gift_card_is_given_for_goodwill_and_mailed_once_however_often_the_form_is_sent(
    give, desk
):
    assert {give().location for _ in range(3)} == {"/admin/gift-cards/1"}
    card = StoredValue.get()
    assert (card.balance_minor, card.recipient_email) == (500, "bea@example.org")
    assert Email.get().kind == "store_credit"
    page = desk.get("/admin/gift-cards/1").text
    assert "Torn page" in page
    assert card.code_to_mail not in page
    assert broken_invariants() == []


def test_credit_is_given_to_who_has_an_account(give, a_person):
    customer = a_person()
    answer = give(way="credit")
    assert answer.status_code == 422
    assert "Nobody has an account with this address." in answer.text
    give(way="credit", email=customer.email)
    value = StoredValue.get()
    assert (value.customer_id, value.balance_minor) == (customer.id, 500)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"email": "bea"}, "Enter an email address"),
        ({"amount": ""}, "Say how much."),
        ({"amount": "0"}, "Say how much: more than nothing."),
        ({"amount": "1000.01"}, "At once no more than £1,000.00."),
        ({"note": ""}, "Say why"),
        ({"way": "x"}, "Choose one of these."),
    ],
)
def test_what_is_wrong_about_a_gift_is_said_beside_it(give, typed, sentence):
    answer = give(**typed)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert StoredValue.select().count() == 0


def test_they_are_found_by_the_end_of_a_code_an_email_or_an_order(desk, an_order, a_person):
    card, code = a_card()
    customer = a_person()
    value = credit(customer, Money(500, "GBP"), "issued")
    order = an_order()
    pay_with(order, [(card.id, 100)])

    def found(words):
        page = desk.get("/admin/gift-cards", query_string={"q": words}).text
        return [one.id for one in (card, value) if f'href="/admin/gift-cards/{one.id}"' in page]

    assert found(code[-4:].lower()) == [card.id]
    assert found("BEA@") == [card.id]
    assert found(customer.email) == [value.id]
    assert found(order.number) == [card.id]
    assert found("nobody") == []
    assert found("") == [card.id, value.id]


def test_the_ledger_says_what_was_left_each_time(desk, an_order):
    card, _ = a_card(1500)
    order = an_order()
    pay_with(order, [(card.id, 700)])
    page = desk.get(f"/admin/gift-cards/{card.id}").text
    assert ("−£7.00" in page, "£8.00" in page) == (True, True)
    assert order.number in page


def test_a_gift_card_is_adjusted_with_a_reason_but_not_below_nothing(change, desk):
    card, _ = a_card(500)
    facts = {"note": "Typed wrong", "form_key": "a-form"}
    too_much = change(card, "adjustments", sign="-1", amount="5.01", **facts)
    assert too_much.status_code == 422
    assert "There is £5.00 on it." in too_much.text
    for _ in range(2):
        assert change(card, "adjustments", sign="-1", amount="2", **facts).status_code == 303
    assert StoredValue.get().balance_minor == 300
    assert StoredValueMovement.select().count() == 2
    assert "adjusted" in desk.get(f"/admin/gift-cards/{card.id}").text


def test_a_gift_card_is_blocked_and_unblocked(change, desk):
    card, _ = a_card()
    change(card, "blocking", blocked="1")
    assert StoredValue.get().blocked_at
    assert "Unblock it" in desk.get(f"/admin/gift-cards/{card.id}").text
    change(card, "blocking", blocked="0")
    assert StoredValue.get().blocked_at is None


def test_a_code_that_has_not_gone_out_goes_to_another_address(give, change):
    give(email="wrong@example.org")
    card = StoredValue.get()
    Email.update(given_up_at="2026-01-01").execute()
    assert change(card, "address", email="right@example.org").status_code == 303
    email = Email.get()
    assert (email.recipient, email.given_up_at) == ("right@example.org", None)
    StoredValue.update(code_to_mail=None).execute()
    assert change(card, "address", email="late@example.org").status_code == 409
