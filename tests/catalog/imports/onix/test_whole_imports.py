"""The real files through a whole import, into the database."""

import io
from datetime import date

import pytest

from app.catalog.imports import runs
from app.catalog.models import Edition, Import, ImportRemark, TradePrice, Work
from tests.catalog.imports.onix.messages import ISBN, message, product
from tests.catalog.imports.onix.real_files import FOLDER, needs_files
from tests.catalog.imports.onix.test_real_files import EXPECTED


def imported(name):
    """The Import of a real file, when it has run."""
    with open(FOLDER / name, "rb") as stream:
        return ran(stream, name)


def ran(stream, name="feed.xml"):
    kept = runs.keep(stream, name)
    runs.carry_on(kept.id)
    return Import.get_by_id(kept.id)


@needs_files
def test_every_real_file_is_imported_as_it_was_read(app):
    for name, (taken, refused, _) in EXPECTED.items():
        done = imported(name)
        assert (done.status, done.failure) == ("done", ""), name
        assert done.added + done.changed + done.unchanged == taken, name
        assert done.refused == refused, name
        assert ImportRemark.select().where(
            ImportRemark.imported == done, ImportRemark.refused
        ).count() == (refused), name


@needs_files
@pytest.mark.parametrize(
    "name", ["hmm__Sample_ONIX_3.0.xml.gz", "jonix__onix2-multiple.xml.gz", "yob__usd.xml"]
)
def test_a_real_file_imported_again_changes_nothing(app, name):
    imported(name)
    again = imported(name)
    assert (again.added, again.changed) == (0, 0)


def test_an_encoding_that_nobody_knows_is_what_the_import_says(app):
    done = ran(io.BytesIO(b'<?xml version="1.0" encoding="klingon-8"?><ONIXMessage/>'))
    assert done.status == "failed"
    assert "“klingon-8”, an encoding that we do not know" in done.failure


def test_a_message_that_is_cut_off_leaves_it_to_its_page_to_say_what_stays(app):
    done = ran(io.BytesIO(b"<ONIXMessage>" + product().encode()))
    assert (done.status, done.added) == ("failed", 1)
    assert "</ONIXMessage> is missing" in done.failure
    assert "came before" not in done.failure


@needs_files
def test_the_rows_of_the_sample_record_and_of_the_update_of_its_prices(app):
    imported("jonix__single-book-onix3.xml")
    edition = Edition.get(Edition.isbn == "9780007232833")
    assert (edition.price_minor, edition.currency, edition.format) == (799, "GBP", "paperback")
    assert (edition.pages, edition.weight_g, edition.published_on) == (245, 195, date(2006, 8, 7))
    imported("onixdata__Onix3sample_refnames_blockupdate.xml")
    edition = Edition.get_by_id(edition.id)
    assert edition.price_minor == 899
    assert TradePrice.select().where(TradePrice.edition == edition).count() == 3
    assert (edition.pages, edition.work.title) == (245, "Roseanna")
    assert (edition.work.series.name, edition.work.series_position) == (
        "The Martin Beck series",
        "1",
    )


def feed(tmp_path, *products):
    path = tmp_path / "feed.xml"
    path.write_text(message(*products))
    return path.open("rb")


def test_a_delete_notice_withdraws_the_edition(app, tmp_path):
    with feed(tmp_path, product()) as stream:
        ran(stream)
    deleted = product().replace("<NotificationType>03", "<NotificationType>05")
    with feed(tmp_path, deleted) as stream:
        assert ran(stream).changed == 1
    assert Edition.get(Edition.isbn == ISBN).withdrawn_at is not None


def test_an_update_that_says_enough_adds_the_book(app, tmp_path):
    with feed(
        tmp_path, product().replace("<NotificationType>03", "<NotificationType>04")
    ) as stream:
        assert ran(stream).added == 1
    assert Work.get().title == "Kindred"


def test_a_feed_that_stops_keeps_what_came_before_and_says_so(app, tmp_path):
    path = tmp_path / "feed.xml"
    path.write_text(message(product()).replace("</ONIXMessage>", ""))
    with path.open("rb") as stream:
        done = ran(stream)
    assert Work.select().count() == 1
    assert done.failure.startswith("The file stops before its end")
