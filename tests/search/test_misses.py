"""What was searched and not found is counted for the staff, and says nothing about who."""

import pytest

from app.db import db
from app.search import misses
from app.search.query import SearchQuery
from tests.people import signed_in


@pytest.fixture
def desk(client):
    signed_in(client, role="owner")
    return client


def note(words, **filters):
    misses.note(SearchQuery.from_args({"q": words, **filters}))


def listed():
    return [(miss.words, miss.times) for miss in misses.frequent()]


def test_searches_that_find_nothing_are_counted_the_frequent_first(client, an_edition):
    an_edition("Kindred")
    for words in ("zyxwv", "Qwertz Uiop", "qwertz  uiop!", "kindred", "kindred"):
        client.get("/search", query_string={"q": words})
    assert listed() == [("qwertz uiop", 2), ("zyxwv", 1)]


def test_a_slip_is_noted_with_what_was_shown_instead(client, an_edition):
    an_edition("Kindred")
    client.get("/search?q=kindrid")
    assert [(miss.words, miss.instead) for miss in misses.frequent()] == [("kindrid", "kindred")]


@pytest.mark.parametrize(
    "args", [{"q": "kindred", "format": "hardback"}, {"q": "zyxwv", "format": "hardback"}, {}]
)
def test_filters_that_leave_nothing_are_no_miss(client, an_edition, args):
    an_edition("Kindred")
    client.get("/search", query_string=args)
    assert listed() == []


@pytest.mark.parametrize(
    "words",
    ["ada@example.org", "call 07700 900123", "4242 4242 4242 4242", "4242424242424242", "%%%"],
)
def test_what_may_be_somebodys_is_not_kept(app, words):
    note(words)
    assert listed() == []


def test_an_isbn_that_we_do_not_have_is_kept_in_one_spelling(client):
    for words in ("9780807083697", "0-8070-8369-0"):
        client.get("/search", query_string={"q": words})
    assert listed() == [("9780807083697", 2)]


def test_the_list_does_not_grow_without_end(app, monkeypatch):
    monkeypatch.setattr(misses, "MOST", 2)
    for words in ("one miss", "two misses", "three misses", "one miss"):
        note(words)
    assert listed() == [("one miss", 2), ("two misses", 1)]


def test_what_nobody_searched_for_a_month_is_forgotten(app, monkeypatch):
    for words in ("long ago", "lately", "today"):
        note(words)
    age = "update catalog.search_misses set last_at = now() - %s::interval where words = %s"
    db.execute_sql(age, ("31 days", "long ago"))
    db.execute_sql(age, ("1 day", "lately"))
    misses.forget_old()
    assert {words for words, _ in listed()} == {"lately", "today"}
    monkeypatch.setattr(misses, "KEPT", 1)
    misses.forget_old()
    assert listed() == [("today", 1)]


def test_staff_see_the_list_and_dismiss_a_line(desk):
    note("zyxwv")
    page = desk.get("/admin/searches")
    assert "zyxwv" in page.text
    assert 'href="/search?q=zyxwv"' in page.text
    answer = desk.post("/admin/searches/dismissals", data={"words": "zyxwv"})
    assert (answer.status_code, answer.location) == (303, "/admin/searches")
    assert "Nothing was missed" in desk.get("/admin/searches").text


@pytest.mark.parametrize("words", ["", "never searched", "\x00"])
def test_what_is_not_on_the_list_cannot_be_dismissed(desk, words):
    assert desk.post("/admin/searches/dismissals", data={"words": words}).status_code == 404


def test_what_was_typed_is_shown_as_text(desk):
    db.execute_sql("insert into catalog.search_misses (words) values ('<b>bold</b>')")
    assert "<b>bold" not in desk.get("/admin/searches").text
