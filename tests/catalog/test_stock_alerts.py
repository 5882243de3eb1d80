import re
from datetime import timedelta

import pytest

from app.catalog.inventory import move, receive
from app.catalog.models import Edition, StockAlert
from app.catalog.stock_alerts.asking import (
    KEEP_TOLD,
    KEEP_UNCONFIRMED,
    KEEP_WAITING,
    ask,
    confirm,
)
from app.catalog.stock_alerts.keys import alert_of
from app.catalog.stock_alerts.telling import tell_all
from app.db import db, now
from app.letters import LETTERS
from app.mail import Email
from jobs import sweeps
from tests.at_once import all_at_once
from tests.people import letters_to

READER = "reader@example.org"
SHORTLY = timedelta(minutes=1)


@pytest.fixture
def sold_out(an_edition):
    return an_edition("Kindred", on_hand=0)


def told():
    """Who was written to that a book is back, in the order of the letters."""
    back = Email.select().where(Email.kind == "back_in_stock").order_by(Email.id)
    return [email.recipient for email in back]


def waiting(edition, email=READER, **facts):
    ask(edition, email, confirmed=True)
    alert = StockAlert.get(StockAlert.edition == edition, StockAlert.email == email)
    StockAlert.update(**facts).where(StockAlert.id == alert.id).execute() if facts else None
    return alert


def test_who_waits_is_told_once_when_copies_come(sold_out):
    waiting(sold_out)
    tell_all()
    assert told() == []
    receive(sold_out.id, 2)
    tell_all()
    tell_all()
    assert told() == [READER]


def test_all_who_wait_are_told_the_oldest_first_however_few_copies_there_are(sold_out):
    readers = [f"reader{number}@example.org" for number in (3, 1, 2)]
    for email in readers:
        waiting(sold_out, email)
    receive(sold_out.id, 1)
    tell_all()
    assert told() == readers


def test_two_sweeps_at_once_tell_each_reader_once(app, sold_out, monkeypatch):
    monkeypatch.setattr("app.catalog.stock_alerts.telling.BATCH", 3)
    readers = [f"reader{number}@example.org" for number in range(20)]
    for email in readers:
        waiting(sold_out, email)
    receive(sold_out.id, 1)
    assert all_at_once(app, [tell_all] * 4) == [None] * 4
    assert sorted(told()) == sorted(readers)


def test_nobody_is_told_of_copies_that_are_promised_to_orders(sold_out):
    waiting(sold_out)
    move(sold_out.id, promised=2, reason="held")
    receive(sold_out.id, 2)
    tell_all()
    assert told() == []
    receive(sold_out.id, 1)
    tell_all()
    assert told() == [READER]


def test_nobody_is_told_of_a_book_that_may_not_be_sold_yet(sold_out):
    waiting(sold_out)
    receive(sold_out.id, 1)
    Edition.update(embargo_until=now().date() + timedelta(days=3)).execute()
    tell_all()
    assert told() == []


def test_a_book_that_can_be_ordered_ahead_is_told_of_like_one_that_is_here(sold_out):
    waiting(sold_out)
    Edition.update(backorder_limit=3).execute()
    tell_all()
    assert told() == [READER]


def test_an_address_that_its_owner_has_not_confirmed_is_only_asked(sold_out):
    ask(sold_out, READER)
    receive(sold_out.id, 1)
    tell_all()
    assert [kind for kind, _ in letters_to(READER)] == ["stock_alert_asked"]
    confirm(StockAlert.get())
    tell_all()
    assert told() == [READER]


def test_who_waits_already_is_not_put_on_the_list_twice(sold_out):
    alert = waiting(sold_out)
    ask(sold_out, "Reader@Example.org")
    ask(sold_out, READER, confirmed=True)
    assert list(StockAlert.select()) == [alert]
    assert letters_to("Reader@Example.org") == []


def test_the_same_wish_at_the_same_moment_is_one(app, sold_out):
    assert all_at_once(app, [lambda: ask(sold_out, READER)] * 6) == [None] * 6
    assert StockAlert.select().count() == Email.select().count() == 1


def test_who_lost_the_letter_and_asks_again_is_sent_another(sold_out):
    ask(sold_out, READER)
    (lost,) = StockAlert.select()
    ask(sold_out, READER)
    (alert,) = StockAlert.select()
    assert letters_to(READER) == [("stock_alert_asked", alert.id)]
    assert alert != lost


def test_who_was_told_may_ask_anew_and_is_told_again(sold_out):
    waiting(sold_out)
    receive(sold_out.id, 1)
    tell_all()
    move(sold_out.id, on_hand=-1, reason="lost")
    first = Email.get(Email.kind == "back_in_stock").about
    waiting(sold_out)
    receive(sold_out.id, 1)
    tell_all()
    assert told() == [READER]
    assert Email.get(Email.kind == "back_in_stock").about != first


def test_the_letter_links_to_the_book_and_to_the_end_of_it(sold_out):
    alert = waiting(sold_out)
    letter = LETTERS["back_in_stock"](alert.id)
    for words in (letter.text, letter.html):
        assert f"http://localhost{sold_out.work.url}" in words
        (key,) = re.findall(r"http://localhost/stock-alerts/([\w.-]+)", words)
        assert alert_of(key) == alert
        assert "£9.99" in words
    assert letter.subject == "You can buy Kindred now · Octavo"


def test_of_an_alert_that_has_ended_or_a_book_withdrawn_there_is_no_letter(sold_out):
    alert = waiting(sold_out)
    Edition.update(withdrawn_at=now()).execute()
    assert LETTERS["back_in_stock"](alert.id) is None
    assert LETTERS["stock_alert_asked"](alert.id + 1) is None


def test_nobody_is_told_who_has_not_confirmed_says_the_database_too(sold_out):
    ask(sold_out, READER)
    with pytest.raises(Exception, match="check"), db.atomic():
        StockAlert.update(told_at=now()).execute()


def test_an_alert_is_forgotten_with_its_letters_when_its_time_is_over(an_edition):
    editions = [an_edition(on_hand=0) for _ in range(6)]
    for margin, (one, two, three) in ((SHORTLY, editions[:3]), (-SHORTLY, editions[3:])):
        then = now() - margin
        ask(one, READER)
        alerts = StockAlert.update(asked_at=then - KEEP_UNCONFIRMED)
        alerts.where(StockAlert.edition == one).execute()
        waiting(two, confirmed_at=then - KEEP_WAITING)
        waiting(three, told_at=then - KEEP_TOLD)
    sweeps.tidy_up()
    kept = StockAlert.select().order_by(StockAlert.id)
    assert [alert.edition for alert in kept] == editions[3:]
    assert letters_to(READER) == [("stock_alert_asked", kept[0].id)]
