import re

import pytest

from app.catalog.inventory import move, receive
from app.catalog.models import Edition, StockAlert
from app.catalog.stock_alerts.keys import alert_link
from app.mail import Email
from tests.conftest import HTMX
from tests.people import letters_to, signed_in

READER = "reader@example.org"


@pytest.fixture
def sold_out(an_edition):
    return an_edition("Kindred", on_hand=0)


@pytest.fixture
def ask(client):
    def post(edition, email=READER, **more):
        url = f"/books/{edition.work_id}/stock-alerts"
        return client.post(url, data={"email": email, "edition": edition.id}, **more)

    return post


@pytest.fixture
def an_alert(sold_out, ask):
    """An alert that waits for its confirmation, with the path of the link to it."""
    ask(sold_out)
    alert = StockAlert.get()
    alert.path = alert_link(alert).removeprefix("http://localhost")
    return alert


def test_a_book_that_is_sold_out_offers_to_tell_when_it_is_back(client, sold_out):
    page = client.get(sold_out.work.url)
    assert "Tell me when it is back" in page.text
    assert page.headers["Cache-Control"].startswith("public")


def test_a_book_held_by_others_offers_it_too(client, an_edition):
    edition = an_edition(on_hand=1)
    assert "Tell me" not in client.get(edition.work.url).text
    move(edition.id, reserved=1, reason="held")
    assert "Tell me when it is back" in client.get(edition.work.url).text


@pytest.mark.parametrize("status", ["out_of_print", "cancelled"])
def test_a_book_that_never_comes_back_does_not(client, ask, sold_out, status):
    Edition.update(trade_status=status).execute()
    assert "Tell me" not in client.get(sold_out.work.url).text
    assert ask(sold_out).status_code == 422
    assert not StockAlert.select().exists()


def test_the_form_on_the_books_page_is_the_same_for_everybody(client, sold_out):
    before = client.get(sold_out.work.url).data
    signed_in(client)
    assert client.get(sold_out.work.url).data == before


def test_a_guest_is_told_to_look_at_her_mail_by_a_page_and_by_a_fragment(sold_out, ask, client):
    answer = ask(sold_out)
    assert (answer.status_code, answer.location) == (303, "/stock-alerts/asked")
    assert "Check your mail" in client.get(answer.location).text
    fragment = ask(sold_out, headers=HTMX).text
    assert fragment.startswith('<div class="notice notice--success" id="stock-alert"')


def test_the_answer_is_the_same_whether_the_address_waits_already_or_not(sold_out, ask):
    first = ask(sold_out, headers=HTMX)
    StockAlert.update(confirmed_at=StockAlert.asked_at).execute()
    again = ask(sold_out, headers=HTMX)
    assert (first.status_code, first.data) == (again.status_code, again.data)
    assert StockAlert.select().count() == 1


def test_the_verified_address_of_who_has_signed_in_needs_no_confirmation(client, sold_out, ask):
    signed_in(client)
    assert f'value="{READER}"' in client.get(f"/books/{sold_out.work_id}/stock-alerts").text
    answer = ask(sold_out)
    assert "You are on the list" in client.get(answer.location).text
    assert StockAlert.get().confirmed_at
    assert letters_to(READER) == []


def test_the_form_of_a_guest_is_left_as_it_is_and_a_customers_has_her_address(client, sold_out):
    url = f"/books/{sold_out.work_id}/stock-alerts"
    assert client.get(url, headers=HTMX).status_code == 204
    signed_in(client)
    assert f'value="{READER}"' in client.get(url, headers=HTMX).text


@pytest.mark.parametrize(
    ("account", "asked_for"), [({"verified": False}, READER), ({}, "another@example.org")]
)
def test_any_other_address_does(client, sold_out, ask, account, asked_for):
    signed_in(client, **account)
    ask(sold_out, asked_for)
    assert not StockAlert.get().confirmed_at
    assert [kind for kind, _ in letters_to(asked_for)] == ["stock_alert_asked"]


def test_what_is_no_address_comes_back_with_the_reason_and_what_was_typed(sold_out, ask):
    page = ask(sold_out, "nobody")
    assert page.status_code == 422
    assert 'value="nobody"' in page.text
    assert "Enter an email address" in page.text


def test_a_book_that_has_come_back_meanwhile_is_not_waited_for(client, sold_out, ask):
    receive(sold_out.id, 1)
    assert ask(sold_out).status_code == 422
    form = client.get(f"/books/{sold_out.work_id}/stock-alerts")
    assert (form.status_code, form.location) == (303, sold_out.work.url)


def test_of_several_editions_one_says_which(client, an_edition, ask):
    paperback = an_edition("Kindred", on_hand=0)
    hardback = an_edition(work=paperback.work, on_hand=0, format="hardback")
    page = client.get(f"/books/{paperback.work_id}/stock-alerts").text
    assert re.findall(r'<option value="(\d+)"', page) == [str(hardback.id), str(paperback.id)]
    ask(hardback)
    assert StockAlert.get().edition == hardback


def test_nobody_fills_a_mailbox_by_asking_again_and_again(sold_out, ask):
    answers = [ask(sold_out).status_code for _ in range(11)]
    assert (answers[0], answers[-1]) == (303, 429)


def test_opening_the_link_changes_nothing_and_the_button_confirms(client, an_alert):
    page = client.get(an_alert.path)
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert "Yes, tell me" in page.text
    assert StockAlert.get().confirmed_at is None
    answer = client.post(f"{an_alert.path}/confirmation")
    assert "You are on the list" in client.get(answer.location).text
    assert StockAlert.get().confirmed_at


def test_who_no_longer_wants_it_ends_it_and_her_address_is_forgotten(client, an_alert):
    answer = client.post(f"{an_alert.path}/end", follow_redirects=True)
    assert "You are off the list" in answer.text
    assert not StockAlert.select().exists()
    assert not Email.select().exists()
    assert client.get(an_alert.path).status_code == 410
    assert client.post(f"{an_alert.path}/end").status_code == 303


def test_a_key_that_is_not_ours_opens_nothing(client, an_alert):
    for path in (an_alert.path[:-3], "/stock-alerts/1"):
        assert client.get(path).status_code == 410
        client.post(f"{path}/confirmation")
    assert StockAlert.get().confirmed_at is None
