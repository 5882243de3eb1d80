"""The trail as the owner and managers read it: what happened to accounts and what staff did."""

import re

import pytest
from peewee import IntegrityError

from app.accounts.audit import AuditEvent, audit
from app.accounts.audit_trail import ROWS
from app.accounts.staff_actions import record
from app.db import db, now


def rows_of(page):
    """What each row of the trail says happened."""
    return re.findall(r'data-label="What">([^<]+)<', page.text)


def test_events_and_actions_are_one_trail_the_latest_first(desk, owner, a_person):
    audit("signed in", a_person().id)
    record(owner.id, "withdrew", "work 12")
    audit("sign-in refused")
    page = desk.get("/admin/audit")
    assert rows_of(page) == ["sign-in refused", "withdrew", "signed in"]
    assert "work 12" in page.text
    assert "nobody we know" in page.text


def test_a_long_trail_goes_on_page_by_page_and_shows_each_line_once(desk, owner):
    moment = now()
    for number in range(ROWS + 20):  # many at one moment, of both kinds
        AuditEvent.create(event=f"event {number}", facts={}, at=moment)
        record(owner.id, f"action {number}", "work 1")
    seen, url = [], "/admin/audit"
    while url:
        page = desk.get(url)
        seen += rows_of(page)
        further = re.search(r'href="([^"]+)">Earlier<', page.text)
        url = further and further[1].replace("&amp;", "&")
    assert len(seen) == len(set(seen)) == 2 * (ROWS + 20)


@pytest.mark.parametrize("by", ["email", "number"])
def test_the_trail_of_one_person(desk, owner, a_person, by):
    ada, eve = a_person(), a_person()
    audit("signed in", ada.id)
    audit("signed out", eve.id)
    record(owner.id, "withdrew", "work 12")
    asked = ada.email.upper() if by == "email" else str(ada.id)
    assert rows_of(desk.get("/admin/audit", query_string={"person": asked})) == ["signed in"]
    assert rows_of(desk.get(f"/admin/audit?person={owner.id}")) == ["withdrew"]
    assert rows_of(desk.get("/admin/audit?person=nobody@example.org")) == []


def test_the_trail_of_one_kind_offered_by_name(desk, owner):
    audit("signed in", 1)
    audit("refused", 1)
    record(owner.id, "withdrew", "work 12")
    page = desk.get("/admin/audit?event=refused")
    assert rows_of(page) == ["refused"]
    offered = re.findall(r'<option value="([^"]+)"', page.text)
    assert offered == ["refused", "signed in", "withdrew"]
    assert rows_of(desk.get("/admin/audit?event=withdrew")) == ["withdrew"]


def test_the_trail_of_one_day_by_the_clock_of_the_shop(desk):
    for at in ("2026-07-01 22:59Z", "2026-07-01 23:01Z", "2026-07-02 23:01Z"):
        AuditEvent.create(event=at, facts={}, at=at)
    assert rows_of(desk.get("/admin/audit?day=2026-07-02")) == ["2026-07-01 23:01Z"]


@pytest.mark.parametrize(
    "query",
    [
        "after=nonsense",
        "after=2026-07-01T00:00:00~event~1",
        "after=2026-07-01T00:00:00%2B00:00~event~99999999999999999999",
        "after=2026-07-01T00:00:00%2B00:00~other~1",
        "day=yesterday",
        "day=9999-12-31",
        "day=0001-01-01",
        "person=99999999999999999999",
        "person=%00",
        "event=%00",
        "event='%25",
    ],
)
def test_an_odd_address_still_shows_a_trail(desk, query):
    assert desk.get(f"/admin/audit?{query}").status_code == 200


def test_the_mark_of_a_visitor_is_the_same_each_time_and_says_no_address(app):
    for address in ("192.0.2.7", "192.0.2.7", "192.0.2.8"):
        with app.test_request_context(environ_base={"REMOTE_ADDR": address}):
            audit("sign-in refused")
    first, second, third = (
        row.facts["visitor"] for row in AuditEvent.select().order_by(AuditEvent.id)
    )
    assert first == second != third
    assert "192.0.2" not in str(first)


def test_no_fact_holds_an_email(app):
    with pytest.raises(IntegrityError, match="facts_hold_no_email"), db.atomic():
        audit("signed in", 1, who="ada@example.org")


def test_an_event_goes_with_the_transaction_that_it_is_about(app):
    with db.atomic() as change:
        audit("erased", 1)
        change.rollback()
    assert AuditEvent.select().count() == 0


def test_the_line_of_an_account_that_is_gone_stays(desk, a_person):
    person = a_person()
    audit("erased", person.id)
    person.delete_instance()
    page = desk.get("/admin/audit")
    assert rows_of(page) == ["erased"]
    assert f"account {person.id}" in page.text


def test_a_page_of_the_trail_takes_the_same_queries_however_long_it_is(desk, queries, owner):
    audit("signed in", owner.id)
    desk.get("/admin/audit")
    few = queries(lambda: desk.get("/admin/audit"))
    for _ in range(30):
        audit("signed in", owner.id)
    assert queries(lambda: desk.get("/admin/audit")) == few
