from datetime import date

import pytest

from app.catalog.imports.records import Code, Credit, Price, Refusal, Related
from app.catalog.models import Publisher, Work, WorkContributor
from app.db import db
from tests.catalog.imports.conftest import counts, reasons
from tests.conftest import isbn_for

BAD = [
    ({"title": "\0\x1f"}, "It has no title."),
    ({"isbn": "9780306406158"}, "“9780306406158” is not a valid ISBN."),
    ({"isbn": "978030640615\0"}, "“978030640615” is not a valid ISBN."),
    ({"kind": "nonsense"}, "It does not say whether it adds, changes or withdraws a book."),
]


# Each would stop a whole batch if it reached the database.
ODD = [
    {"title": "A\0B \ud800 title"},
    {"description": "NUL \0 and\ufffe worse" * 10},
    {"first_published": 10**12},
    {"pages": 2**40, "weight_g": -5, "height_mm": 0},
    {"published_on": date(1, 1, 1)},
    {"publisher": "p" * 5000, "series": "s" * 5000},
    {"credits": [Credit("n" * 5000), Credit("Ann", role="author"), Credit("Bo", isni="x")]},
    {"credits": [Credit("Ann")] * 500},
    {"codes": [Code("10", "F" * 500), Code("1", ""), Code("93", "FA"), Code("93", "FA", "twice")]},
    {"prices": [Price(2**40, "GBP"), Price(-1, "GBP"), Price(5, "pounds")]},
    {"related": [Related("123", "06"), Related(isbn_for(3), "xx")]},
    {"rating_average": 7.5, "rating_count": 2**70},
    {"language": "English", "format": "scroll", "trade_status": "lost"},
    {"cover_address": "javascript:alert(1)"},
    {"keywords": "k" * 10**6},
]


def test_what_is_more_than_we_keep_is_cut_and_told_of(take, a_record):
    people = [Credit(f"Ann {number}") for number in range(201)]
    outcome = take(a_record(title="x" * 1001, credits=people))
    assert Work.get().title == "x" * 1000
    assert WorkContributor.select().count() == 200
    assert reasons(outcome.imported) == [
        "Its title is longer than the 1,000 characters that we keep, and was cut.",
        "It names 201 people; the first 200 were taken.",
    ]


def test_one_bad_record_among_many_costs_only_itself(take, a_record):
    bad = [a_record(**facts) for facts, _ in BAD]
    good = [a_record() for _ in range(20)]
    outcome = take(*good[:10], *bad, *good[10:], Refusal("line 9", "It makes no sense.", "x"))
    assert counts(outcome) == {"added": 20, "refused": len(BAD) + 1}
    assert sorted(reasons(outcome.imported, refused=True)) == sorted(
        [*(reason for _, reason in BAD), "It makes no sense."]
    )


@pytest.mark.parametrize("facts", ODD)
def test_what_cannot_be_kept_is_left_out_of_a_record(take, a_record, facts):
    records = [a_record(**facts), a_record()]
    assert counts(take(*records)) == {"added": 2}
    assert counts(take(*records)) == {"unchanged": 2}
    Work.get(Work.title == records[0].title)


def test_a_record_that_the_database_refuses_is_told_and_the_others_are_taken(take, a_record):
    """As when a rule of the database is stricter than ours."""
    db.execute_sql("alter table catalog.works add constraint odd check (title <> 'Refused')")
    try:
        outcome = take(a_record(), a_record(title="Refused"), a_record())
    finally:
        db.execute_sql("alter table catalog.works drop constraint odd")
    assert counts(outcome) == {"added": 2, "refused": 1}
    (reason,) = reasons(outcome.imported)
    assert reason.startswith("The database did not take it and said: ")
    assert (Work.select().count(), Publisher.select().count()) == (2, 0)
