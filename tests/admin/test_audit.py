"""The trail as the owner and managers read it: what happened to accounts and what staff did."""

import re
from html import unescape
from pathlib import Path

import pytest
from peewee import IntegrityError

from app.accounts.audit import AuditEvent, audit
from app.accounts.audit_trail import ROWS
from app.accounts.models import Customer
from app.accounts.staff_actions import record
from app.admin.audit_subjects import NAMES, PAGES, subject
from app.admin.audit_words import EVENTS
from app.db import db, now

ROLES = {"before": {"role": "manager"}, "after": {"role": "support"}}


def rows_of(page):
    """What each row of the trail says happened."""
    cells = re.findall(r'data-label="What happened"><span>(.*?)</span>', page.text, re.DOTALL)
    return [unescape(re.sub(r"<[^>]+>", "", cell)) for cell in cells]


def test_events_and_actions_are_one_trail_the_latest_first(desk, owner, a_person):
    audit("signed in", a_person(name="Anna").id, how="password", second_factor=False)
    record(owner.id, "withdrew", "promotion 12")
    audit("sign-in refused")
    assert rows_of(desk.get("/admin/audit")) == [
        "A wrong password was typed for an account that is not there.",
        "Inês Duarte withdrew the promotion 12.",
        "Anna signed in with a password, without a second step.",
    ]


def test_a_long_trail_goes_on_page_by_page_and_shows_each_line_once(desk, owner):
    moment = now()
    for number in range(ROWS + 20):  # many at one moment, of both kinds
        AuditEvent.create(event=f"event {number}", facts={}, at=moment)
        record(owner.id, f"action {number}", "terms")
    seen, url = [], "/admin/audit"
    while url:
        page = desk.get(url)
        seen += rows_of(page)
        further = re.search(r'href="([^"]+)">Earlier<', page.text)
        url = further and further[1].replace("&amp;", "&")
    assert len(seen) == len(set(seen)) == 2 * (ROWS + 20)


@pytest.mark.parametrize("by", ["email", "number"])
def test_the_trail_of_one_person(desk, owner, a_person, by):
    ada, eve = a_person(name="Ada"), a_person()
    Customer.update(name="Olga").where(Customer.id == owner.id).execute()
    audit("password changed", ada.id)
    audit("erased", eve.id, orders=0)
    record(owner.id, "invited", f"staff {ada.id}", after={"role": "support"})
    asked = ada.email.upper() if by == "email" else str(ada.id)
    done_to_her = "Olga invited Ada as support."
    assert rows_of(desk.get("/admin/audit", query_string={"person": asked})) == [
        done_to_her,
        "Ada chose a new password.",
    ]
    assert rows_of(desk.get(f"/admin/audit?person={owner.id}")) == [done_to_her]
    assert rows_of(desk.get("/admin/audit?person=nobody@example.org")) == []


def test_the_trail_of_one_kind_offered_by_name(desk, owner):
    audit("email changed", 77)
    audit("refused", 77, permission="orders.see", page="admin.orders")
    record(owner.id, "merged “Emma”, which was book 3, into", "work 12")
    page = desk.get("/admin/audit?event=refused")
    assert rows_of(page) == [
        "Account 77 was refused what takes the permission “Look up orders, with their documents,"
        " letters and events”."
    ]
    offered = re.findall(r'<option value="([^"]+)"', page.text)
    assert offered == ["email changed", "merged", "refused"]
    merged = "Inês Duarte merged “Emma”, which was book 3, into the book 12."
    assert rows_of(desk.get("/admin/audit?event=merged")) == [merged]


def test_the_trail_of_some_days_by_the_clock_of_the_shop(desk):
    first, second, third = "2026-07-01 22:59Z", "2026-07-01 23:01Z", "2026-07-02 23:01Z"
    for at in (first, second, third):
        AuditEvent.create(event=at, facts={}, at=at)

    def between(**days):
        rows = rows_of(desk.get("/admin/audit", query_string=days))
        return [row.removeprefix("Somebody: ").removesuffix(".") for row in rows]

    assert between(since="2026-07-02", until="2026-07-02") == [second]
    assert between(since="2026-07-02") == [third, second]
    assert between(until="2026-07-02") == [second, first]
    assert between(since="2026-07-04") == []


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"how": "password", "second_factor": True}, "with a password and a second step"),
        ({"how": "link", "second_factor": False}, "by a mailed link, without a second step"),
        ({"how": "passkey", "second_factor": True}, "with a passkey"),
        ({"how": "provider", "second_factor": False}, "with an account elsewhere, without a"),
        ({}, "in another way"),
    ],
)
def test_it_says_how_somebody_signed_in(desk, a_person, facts, said):
    audit("signed in", a_person(name="Anna").id, **facts)
    (row,) = rows_of(desk.get("/admin/audit"))
    assert row.startswith(f"Anna signed in {said}")
    assert "False" not in row


def test_every_event_that_the_shop_notes_has_a_sentence():
    noted = set()
    for path in (Path(__file__).parents[2] / "app").rglob("*.py"):
        noted |= set(re.findall(r'\baudit\(\s*"([^"]+)"', path.read_text("utf-8")))
    assert len(noted) > 20
    assert noted == set(EVENTS)


def test_what_staff_did_is_linked_to_its_page_while_it_is_there(desk, owner, a_person, a_work):
    work, anna = a_work(title="Kindred"), a_person("support", name="Anna")
    record(owner.id, "changed the cover", f"work {work.id}")
    record(owner.id, "gave another role", f"staff {anna.id}", **ROLES)
    record(owner.id, "withdrew", "work 999")
    record(owner.id, "edited", "terms")
    page = desk.get("/admin/audit")
    assert rows_of(page) == [
        "Inês Duarte edited terms.",
        "Inês Duarte withdrew the book 999.",
        "Inês Duarte gave Anna the role of support, after that of manager.",
        "Inês Duarte changed the cover of “Kindred”.",
    ]
    assert f'<a href="/admin/books/{work.id}">“Kindred”</a>' in page.text
    assert f'<a href="/admin/audit?person={anna.id}">Anna</a>' in page.text
    assert "/admin/books/999" not in page.text


def test_every_page_that_a_line_may_link_to_is_there(app):
    with app.test_request_context():
        for kind in PAGES:
            names = {named: {1: "Its name"} for named in NAMES}
            subject(f"{kind} 1", kind, "1", names)


@pytest.mark.parametrize(
    "query",
    [
        "after=nonsense",
        "after=2026-07-01T00:00:00~event~1",
        "after=2026-07-01T00:00:00%2B00:00~event~99999999999999999999",
        "after=2026-07-01T00:00:00%2B00:00~other~1",
        "since=yesterday",
        "until=9999-12-31",
        "since=0001-01-01",
        "until=0001-01-01",
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
    audit("erased", person.id, orders=2)
    person.delete_instance()
    (row,) = rows_of(desk.get("/admin/audit"))
    assert row.startswith(f"Account {person.id} erased the account")


def test_a_page_of_the_trail_takes_the_same_queries_however_long_it_is(desk, queries, owner):
    audit("signed in", owner.id)
    desk.get("/admin/audit")
    few = queries(lambda: desk.get("/admin/audit"))
    for _ in range(30):
        audit("signed in", owner.id)
    assert queries(lambda: desk.get("/admin/audit")) == few
