from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.catalog.imports.keys import give_keys
from app.catalog.imports.records import Code, Credit, Price, Refusal, Related
from app.catalog.models import (
    Contributor,
    ContributorName,
    Edition,
    EditionContributor,
    ImportChange,
    PriceChange,
    Publisher,
    RelatedProduct,
    Sale,
    TradePrice,
    Work,
    WorkCode,
    WorkContributor,
    WorkKey,
)
from app.catalog.name_merging import KINDS, merge_names
from app.catalog.prices import put_on_sale
from app.db import db, now
from tests.catalog.imports.conftest import counts, dump, reasons
from tests.conftest import isbn_for

WHOLE = {
    "subtitle": "A Novel",
    "credits": [
        Credit("Octavia E. Butler", sort_name="Butler, Octavia E.", about="She wrote it."),
        Credit("Mireille Duval", role="B06"),
        Credit("Kim Staunton", role="E07"),
        Credit("Noma Bar", role="A12"),
    ],
    "series": "Patternist",
    "series_position": "1.5",
    "description": "<p>Dana is <a href='x'>pulled</a> back.</p><script>x</script>",
    "description_is_html": True,
    "keywords": "time travel",
    "codes": [Code("10", "FIC028000", "Science Fiction", True), Code("93", "FL")],
    "original_language": "en",
    "first_published": 1979,
    "rating_average": 4.25,
    "rating_count": 200,
    "format": "audiobook",
    "product_form": "AC",
    "edition_statement": "Anniversary edition",
    "publisher": "Beacon Press",
    "imprint": "Bluestreak",
    "published_on": date(2004, 2, 1),
    "embargo_until": date(2004, 1, 15),
    "trade_status": "out_of_print",
    "pages": 264,
    "language": "fr",
    "weight_g": 300,
    "height_mm": 200,
    "width_mm": 130,
    "thickness_mm": 20,
    "prices": [Price(1299, "GBP", "02"), Price(1599, "USD", "02", "US", date(2020, 1, 1))],
    "related": [Related(isbn_for(9000), "06")],
    "cover_address": "https://covers.example/kindred.jpg",
}


def test_everything_a_record_tells_stands_in_the_catalogue(take, a_record):
    assert counts(take(a_record(title="Kindred", **WHOLE))) == {"added": 1}
    work, edition = Work.get(), Edition.get()
    assert (work.title, work.subtitle, work.slug) == ("Kindred", "A Novel", "kindred")
    assert (work.series.name, work.series_position) == ("Patternist", "1.5")
    assert work.description == "<p>Dana is pulled back.</p>"
    assert (work.supplied_rating_sum, work.supplied_rating_count, work.popularity) == (
        850,
        200,
        200,
    )
    assert credits_of(WorkContributor) == [("Octavia E. Butler", "A01"), ("Noma Bar", "A12")]
    assert credits_of(EditionContributor) == [("Mireille Duval", "B06"), ("Kim Staunton", "E07")]
    assert {(row.scheme, row.code) for row in WorkCode.select()} == {
        ("10", "FIC028000"),
        ("93", "FL"),
    }
    assert (edition.publisher.name, edition.imprint.name) == ("Beacon Press", "Bluestreak")
    assert (edition.price_minor, edition.list_price_minor, edition.currency) == (1299, 1299, "GBP")
    assert (edition.tax_class, edition.trade_status, edition.language) == (
        "audio",
        "out_of_print",
        "fr",
    )
    assert edition.cover_address == "https://covers.example/kindred.jpg"
    assert TradePrice.select().count() == 2
    assert RelatedProduct.get().relation == "06"
    assert Contributor.get(name="Octavia E. Butler").sort_name == "Butler, Octavia E."


def credits_of(link):
    rows = link.select(link, Contributor).join(Contributor).order_by(link.position)
    return [(row.contributor.name, row.role) for row in rows]


def test_the_same_records_again_change_nothing_and_leave_no_trace(take, a_record):
    records = [a_record(**WHOLE), a_record(), a_record(isbn=None)]
    take(*records)
    before, logged = dump(), ImportChange.select().count()
    assert counts(take(*records)) == {"unchanged": 3}
    assert dump() == before
    assert ImportChange.select().count() == logged


def test_records_of_one_work_in_any_order_settle_at_once(take, a_record):
    """An edition told twice, two editions, and a work without one: nothing sways to and fro."""
    again = {"isbn": isbn_for(1), "title": "Kindred"}
    records = [
        a_record(isbn=None, title="Kindred: A Novel", description="Of the work."),
        a_record(**again, description="Of the first edition.", pages=200),
        a_record(title="KINDRED", description="Of the second edition, and longer.", keywords="b"),
        a_record(
            **again, description="Of the first edition, told again.", pages=300, language="en"
        ),
    ]
    take(*records)
    assert Work.select().count() == 1
    first = Edition.get(Edition.isbn == isbn_for(1))
    assert (first.pages, first.language) == (200, "en")
    assert (Work.get().title, Work.get().keywords) == ("Kindred", "b")
    assert Work.get().description == "Of the first edition."
    assert counts(take(*records)) == {"unchanged": 4}


def test_a_whole_record_replaces_what_it_names_and_erases_nothing(take, a_record):
    isbn = isbn_for(1)
    take(a_record(isbn=isbn, title="Kindrd", **WHOLE))
    assert counts(take(a_record(isbn=isbn, title="Kindred", pages=300))) == {"changed": 1}
    work, edition = Work.get(), Edition.get()
    assert (work.title, work.slug, edition.pages) == ("Kindred", "kindred", 300)
    assert (work.first_published, edition.publisher.name) == (1979, "Beacon Press")
    assert edition.price_minor == 1299


def test_an_update_changes_only_what_it_names(take, a_record):
    isbn = isbn_for(1)
    take(a_record(isbn=isbn, **WHOLE))
    before = dump()
    update = a_record(
        isbn=isbn, kind="update", title="", credits=[], prices=[Price(999, "GBP", "02")]
    )
    assert counts(take(update)) == {"changed": 1}
    after = dump()
    assert {table for table in after if after[table] != before[table]} == {
        "cards",
        "editions",
        "trade_prices",
        "works",
    }
    assert Edition.get().price_minor == Work.get().lowest_price_minor == 999


def test_an_update_of_an_edition_that_we_do_not_have_is_refused(take, a_record):
    outcome = take(a_record(kind="update", title="", credits=[]))
    assert counts(outcome) == {"refused": 1}
    assert reasons(outcome.imported) == ["It only changes an edition, and we do not have that one."]


def test_a_delete_withdraws_the_edition_and_stays_quiet_the_second_time(take, a_record):
    isbn = isbn_for(1)
    take(a_record(isbn=isbn, prices=[Price(999, "GBP")]))
    assert counts(take(a_record(isbn=isbn, kind="delete"))) == {"changed": 1}
    assert Edition.get().withdrawn_at is not None
    assert counts(take(a_record(isbn=isbn, kind="delete"))) == {"unchanged": 1}
    assert counts(take(a_record(kind="delete"))) == {"unchanged": 1}


def test_an_edition_that_was_withdrawn_stays_so_when_a_feed_tells_of_it(take, a_record, an_edition):
    edition = an_edition(withdrawn_at=now())
    outcome = take(a_record(isbn=edition.isbn))
    assert Edition.get().withdrawn_at is not None
    assert reasons(outcome.imported) == ["It is withdrawn from sale here, and stays so."]


def test_editions_of_one_work_are_put_together_by_title_and_author(take, a_record):
    take(a_record(title="Kindred"), a_record(title="Kindred", format="ebook"))
    take(a_record(title="Kindred", credits=[Credit("Butler, Octavia E.")]))
    assert (Work.select().count(), Edition.select().count()) == (1, 3)


def test_a_work_that_staff_added_is_found_by_its_title(take, a_record, a_work):
    work = a_work("Kindred", authors=["Octavia E. Butler"])
    give_keys()
    take(a_record(title="Kindred"))
    assert Edition.get().work_id == work.id
    assert WorkKey.select().where(WorkKey.work == work).exists()


def test_another_key_to_find_a_work_by_is_no_change_of_it(take, a_record):
    record = {"isbn": isbn_for(1), "title": "Kindred"}
    take(a_record(**record))
    WorkKey.delete().execute()
    before = Work.get().updated_at
    assert counts(take(a_record(**record))) == {"unchanged": 1}
    assert WorkKey.select().exists()
    assert Work.get().updated_at == before


def test_a_title_without_isbn_and_author_could_not_be_known_again(take, a_record):
    assert counts(take(a_record(isbn=None, credits=[]))) == {"refused": 1}
    assert Work.select().count() == 0


def test_a_contributor_is_one_by_isni_else_by_name(take, a_record):
    isni = "0000000121174585"
    take(
        a_record(credits=[Credit("Mark Twain")]),
        a_record(credits=[Credit("Mark Twain", isni=isni, about="A riverboat pilot.")]),
        a_record(credits=[Credit("Samuel Clemens", isni=isni, other_names=("Josh",))]),
    )
    person = Contributor.get()
    assert (person.name, person.isni, person.about) == ("Mark Twain", isni, "A riverboat pilot.")
    assert {row.name for row in ContributorName.select()} == {"Samuel Clemens", "Josh"}


def test_what_staff_merged_stays_merged_when_the_feed_comes_again(take, a_record, clerk):
    record = a_record(
        credits=[Credit("Ann Lee"), Credit("M. Duval", role="B06")],
        publisher="Penguin Bks",
        imprint="Penguin Bks",
        series="Patternists",
    )
    right = a_record(
        credits=[Credit("Ann B. Lee"), Credit("Mireille Duval", role="B06")],
        publisher="Penguin",
        series="Patternist",
    )
    take(record, right)
    for kind, old, into in (
        ("contributor", "Ann Lee", "Ann B. Lee"),
        ("contributor", "M. Duval", "Mireille Duval"),
        ("publisher", "Penguin Bks", "Penguin"),
        ("series", "Patternists", "Patternist"),
    ):
        merge_names(kind, *(KINDS[kind].get(name=name) for name in (old, into)), staff_id=clerk.id)
    before = dump()
    assert counts(take(record, right)) == {"unchanged": 2}
    assert dump() == before


def test_a_name_leads_to_the_last_of_those_that_it_was_merged_into(take, a_record, clerk):
    take(*(a_record(publisher=name) for name in ("P. Bks", "Penguin Bks", "Penguin")))
    first, second, third = Publisher.select().order_by(Publisher.id)
    merge_names("publisher", first, second, staff_id=clerk.id)
    merge_names("publisher", second, third, staff_id=clerk.id)
    take(a_record(publisher="P. Bks"), a_record(publisher="Penguin Bks"))
    assert list(Publisher.select()) == [third]


def test_a_name_that_somebody_bears_is_not_that_of_one_who_was_merged(take, a_record, clerk):
    take(a_record(publisher="Penguin Bks"), a_record(publisher="Penguin"))
    merge_names("publisher", *Publisher.select().order_by(Publisher.id), staff_id=clerk.id)
    again = Publisher.create(name="Penguin Bks", slug="penguin-bks")
    take(a_record(publisher="Penguin Bks"))
    assert Edition.select().where(Edition.publisher == again).count() == 1


def test_a_name_whose_row_is_gone_is_a_new_one(take, a_record, clerk):
    take(a_record(publisher="Penguin Bks"))
    gone = Publisher.create(name="Penguin", slug="penguin")
    merge_names("publisher", Publisher.get(name="Penguin Bks"), gone, staff_id=clerk.id)
    Edition.update(publisher=None).execute()
    gone.delete_instance()
    take(a_record(publisher="Penguin Bks"))
    assert Publisher.get().name == "Penguin Bks"


def test_a_pen_name_is_a_person_of_its_own(take, a_record):
    take(a_record(credits=[Credit("J. K. Rowling", other_names=("Robert Galbraith",))]))
    take(a_record(credits=[Credit("Robert Galbraith")]))
    assert Contributor.select().count() == 2


def test_names_of_records_that_change_nothing_are_not_left_behind(take, a_record):
    take(a_record(isbn=isbn_for(1), title="Kindred", publisher="Beacon"))
    take(a_record(title="Kindred", credits=[Credit("O. Butler"), Credit("Somebody Else")]))
    assert not Contributor.select().where(Contributor.name == "Somebody Else").exists()


@pytest.mark.parametrize(
    ("prices", "asked"),
    [
        ([Price(1000, "USD", "02")], None),
        ([Price(1000, "GBP", "05")], None),
        ([Price(1100, "GBP", "01"), Price(1200, "GBP", "02")], 1200),
        ([Price(1200, "GBP", "02"), Price(900, "GBP", "")], 900),
        ([Price(1200, "GBP", "02", "US"), Price(1300, "GBP", "02", "GB IE")], 1300),
        ([Price(1200, "GBP", "02", "WORLD except GB")], None),
        ([Price(1200, "GBP", "02"), Price(800, "GBP", "02", "", date(2999, 1, 1))], 1200),
        ([Price(1200, "GBP", "02", "", None, date(2001, 1, 1))], None),
        ([], None),
    ],
)
def test_the_price_asked_is_the_readers_own_of_today(take, a_record, prices, asked):
    take(a_record(prices=prices))
    assert Edition.get().price_minor == asked
    assert TradePrice.select().count() == len(prices)


@pytest.mark.parametrize(("country", "asked"), [("IE", 1100), ("US", 1000), ("AU", 1100)])
def test_the_price_asked_is_that_of_the_shops_own_country(
    take, a_record, app, monkeypatch, country, asked
):
    settings = replace(app.config["SETTINGS"], country=country)
    monkeypatch.setitem(app.config, "SETTINGS", settings)
    prices = [Price(1000, "GBP", "02", "WORLD except AU"), Price(1100, "GBP", "02", "IE")]
    take(a_record(prices=prices))
    assert Edition.get().price_minor == asked


def test_a_price_set_by_hand_stays_until_the_feed_has_another(take, a_record):
    isbn = isbn_for(1)
    take(a_record(isbn=isbn, prices=[Price(1000, "GBP", "02")]))
    Edition.update(price_minor=950, list_price_minor=950).execute()
    take(a_record(isbn=isbn, prices=[Price(1000, "GBP", "02")]))
    assert Edition.get().price_minor == 950
    take(a_record(isbn=isbn, prices=[Price(1100, "GBP", "02")]))
    assert Edition.get().price_minor == 1100
    prices = [row.price_minor for row in PriceChange.select().order_by(PriceChange.id)]
    assert prices == [1000, 950, 1100]


def test_a_sale_goes_on_when_the_feed_has_another_list_price(take, a_record):
    isbn = isbn_for(1)
    take(a_record(isbn=isbn, prices=[Price(1000, "GBP", "02")]))
    put_on_sale(Edition.get(), 700, now() - timedelta(days=1), now() + timedelta(days=1))
    take(a_record(isbn=isbn, prices=[Price(1100, "GBP", "02")]))
    assert (Edition.get().price_minor, Edition.get().list_price_minor) == (700, 1100)
    assert Sale.select().count() == 1


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


def test_remarks_of_readers_are_kept_with_their_place(take, a_record):
    outcome = take(a_record(remarks=["Its date was not clear."], identifier="Kindred"))
    (row,) = outcome.imported.remarks
    assert (row.record, row.reason, row.identifier) == (1, "Its date was not clear.", "Kindred")
    assert row.place.startswith("record ")


def test_a_dry_run_says_the_same_and_writes_nothing(take, a_record, an_edition):
    records = [a_record(), a_record(**WHOLE), a_record(isbn=an_edition().isbn, pages=9)]
    before = dump()
    tried = take(*records, dry_run=True)
    assert dump() == before
    assert ImportChange.select().count() == 0
    assert counts(take(*records)) == counts(tried) == {"added": 2, "changed": 1}


def test_many_records_take_few_statements(take, a_record, queries):
    take(a_record())  # The tree of subjects is read once.
    few = queries(lambda: take(*[a_record(publisher=f"P{n}") for n in range(10)]))
    many = queries(lambda: take(*[a_record(publisher=f"Q{n}") for n in range(200)]))
    assert many == few
