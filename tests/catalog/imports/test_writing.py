from datetime import date

from app.catalog import stale
from app.catalog.imports.records import Code, Credit, Price, Related
from app.catalog.models import (
    Contributor,
    Edition,
    EditionContributor,
    ImportChange,
    RelatedProduct,
    TradePrice,
    Work,
    WorkCode,
    WorkContributor,
)
from app.db import now
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
    many = queries(lambda: take(*[a_record(publisher=f"Q{n}") for n in range(stale.BATCH)]))
    assert many == few
