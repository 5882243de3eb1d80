"""Files of downloads: known by what is in them, kept and given back byte for byte."""

import io
import tracemalloc

import pytest

from app.catalog.availability import availability
from app.catalog.book_page import editions_on_sale
from app.catalog.card_facts import cards_of
from app.catalog.digital_files import PIECE, NotADownload, keep_file, pieces
from app.catalog.file_kinds import UnreadableFile, kind_of
from app.catalog.models import Edition, EditionFile, EditionFilePart
from tests.at_once import all_at_once
from tests.digital_files import BARE_MP3, SAMPLES, an_epub
from tests.people import a_person


@pytest.fixture
def staff(app):
    return a_person("clerk@example.org", role="owner")


@pytest.fixture
def keep(staff):
    def upload(edition, body=SAMPLES["epub"], name="kindred.epub"):
        return keep_file(edition.id, io.BytesIO(body), name, staff_id=staff.id)

    return upload


def whole(file, first=0, end=None):
    return b"".join(pieces(file.id, first, file.bytes if end is None else end))


@pytest.mark.parametrize("kind", SAMPLES)
def test_each_kind_of_file_is_known_by_its_content(kind):
    stream = io.BytesIO(SAMPLES[kind])
    assert kind_of(stream) == kind
    assert stream.tell() == 0


def test_an_mp3_without_tags_is_one_too():
    assert kind_of(io.BytesIO(BARE_MP3)) == "mp3"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"MZ\x90\x00" + b"\x00" * 100,
        b"<html><script>alert(1)</script>",
        b"\xff\xfe<\x00h\x00t\x00m\x00l\x00",
        b"\x00\x00\x00\x18ftypqt  ",
        SAMPLES["epub"][:60],
    ],
    ids=["empty", "program", "page", "utf-16", "film", "cut off"],
)
def test_other_files_and_damaged_ones_are_refused(body):
    with pytest.raises(UnreadableFile):
        kind_of(io.BytesIO(body))


def test_a_file_comes_back_as_it_was_in_any_piece(an_edition, keep):
    body = b"%PDF-1.7\n" + bytes(range(256)) * 10_000  # two pieces and a half
    file = keep(an_edition(format="ebook"), body)
    assert (file.kind, file.bytes) == ("pdf", len(body))
    assert whole(file) == body
    for first, end in [(0, 1), (PIECE - 1, PIECE + 1), (PIECE, PIECE + 10), (len(body) - 1, None)]:
        assert whole(file, first, end) == body[first:end]


def test_a_large_file_goes_in_and_out_in_little_memory(an_edition, staff, tmp_path):
    large = tmp_path / "large.pdf"
    with large.open("wb") as out:
        out.write(b"%PDF-1.7\n")
        out.truncate(48 * PIECE)
    edition = an_edition(format="ebook")
    tracemalloc.start()
    with large.open("rb") as stream:
        file = keep_file(edition.id, stream, "large.pdf", staff_id=staff.id)
    assert sum(map(len, pieces(file.id, 0, file.bytes))) == file.bytes
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 12 * PIECE


def test_with_its_file_and_a_price_an_ebook_is_for_sale_and_found_as_available(an_edition, keep):
    edition = an_edition(format="ebook")
    assert not edition.for_sale
    assert availability_of(edition) == "Not sold online yet"
    assert not cards_of([edition.work_id])[0].in_stock
    keep(edition)
    assert Edition.get().for_sale
    assert availability_of(edition) == "Download"
    assert cards_of([edition.work_id])[0].in_stock


def test_a_file_without_a_price_is_not_for_sale(an_edition, keep):
    edition = an_edition(format="ebook", price_minor=None)
    keep(edition)
    assert not Edition.get().for_sale
    assert "no price" in availability_of(edition)


def availability_of(edition):
    return availability(editions_on_sale(edition.work)[0]).words


def test_a_new_file_takes_the_place_of_the_one_before(an_edition, keep):
    edition = an_edition(format="ebook")
    keep(edition)
    file = keep(edition, an_epub("Corrected."))
    assert EditionFile.get() == file
    assert Edition.get().file == file
    assert EditionFilePart.select(EditionFilePart.file).distinct().count() == 1


def test_files_uploaded_at_once_leave_one(app, an_edition, keep):
    edition = an_edition(format="ebook")
    answers = all_at_once(app, [lambda: keep(edition)] * 3)
    assert not [answer for answer in answers if isinstance(answer, Exception)]
    assert EditionFile.select().count() == 1


def test_who_reads_a_file_that_is_replaced_meanwhile_is_told_of_the_break(an_edition, keep):
    edition = an_edition(format="ebook")
    file = keep(edition, b"%PDF-1.7\n" + b"x" * 2 * PIECE)
    reading = pieces(file.id, 0, file.bytes)
    next(reading)
    keep(edition)
    with pytest.raises(EOFError):
        list(reading)


def test_a_thing_has_no_file(an_edition, keep):
    for edition in (an_edition(), an_edition(format="audiobook", product_form="AC")):
        with pytest.raises(NotADownload):
            keep(edition)
    assert EditionFile.select().count() == 0


def test_an_audiobook_of_no_known_form_becomes_a_download_by_its_file(an_edition, keep):
    edition = an_edition(format="audiobook", on_hand=0)
    keep(edition, SAMPLES["m4b"])
    edition = Edition.get()
    assert edition.is_download
    assert edition.taxed_as == "audio"


def test_a_download_is_never_taxed_as_printed_matter(an_edition):
    assert an_edition(format="ebook").taxed_as == "ebook"
    assert an_edition(format="ebook", tax_class="standard").taxed_as == "standard"
    assert an_edition().taxed_as == "printed"
