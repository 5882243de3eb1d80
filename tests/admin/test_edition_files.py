import io

import pytest

from app.admin import edition_file
from app.catalog.models import Edition, EditionFile
from tests.digital_files import SAMPLES


def upload(desk, edition, body, name="kindred.epub"):
    data = {"file": (io.BytesIO(body), name)}
    return desk.post(f"/admin/editions/{edition.id}/file", data=data)


def test_a_file_is_uploaded_shown_and_written_in_the_trail(desk, owner, an_edition):
    edition = an_edition(format="ebook")
    page = desk.get(f"/admin/editions/{edition.id}").text
    assert "for sale once its file is here" in page
    assert "up to 500 MB" in page
    assert upload(desk, edition, SAMPLES["epub"]).status_code == 303
    page = desk.get(f"/admin/editions/{edition.id}").text
    assert "kindred.epub" in page
    assert "Whoever has bought it gets the new one" in page
    assert EditionFile.get().staff_id == owner.id
    trail = desk.get(f"/admin/books/{edition.work_id}").text
    assert "kindred.epub, EPUB, 0.1 MB" in trail


@pytest.mark.parametrize(
    ("body", "sentence"),
    [(b"MZ a program", "no EPUB, PDF, MP3, M4B or ZIP"), (SAMPLES["zip"][:40], "damaged")],
)
def test_what_is_no_such_file_is_refused_with_the_reason(desk, an_edition, body, sentence):
    edition = an_edition(format="ebook")
    answer = upload(desk, edition, body)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert Edition.get().file is None


def test_no_file_at_all_is_asked_for(desk, an_edition):
    answer = desk.post(f"/admin/editions/{an_edition(format='ebook').id}/file")
    assert answer.status_code == 422
    assert "Choose a file first" in answer.text


def test_a_file_that_is_too_large_is_refused(desk, an_edition, monkeypatch):
    monkeypatch.setattr(edition_file, "LARGEST", 100)
    monkeypatch.setattr(edition_file, "FORM", 100)
    assert upload(desk, an_edition(format="ebook"), b"%PDF-" + b"x" * 1000).status_code == 413


def test_a_printed_book_has_no_place_for_a_file(desk, an_edition):
    edition = an_edition()
    assert "edition-file" not in desk.get(f"/admin/editions/{edition.id}").text
    assert upload(desk, edition, SAMPLES["pdf"]).status_code == 422


def test_who_may_only_read_uploads_nothing(signed_in, a_person, an_edition):
    reader = signed_in(a_person("read-only"))
    assert upload(reader, an_edition(format="ebook"), SAMPLES["pdf"]).status_code == 403
