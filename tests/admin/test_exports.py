"""Staff take the catalogue out as a file."""

import gzip

import pytest

from app.db import db


def test_the_page_offers_each_kind_of_file(desk):
    page = desk.get("/admin/exports").text
    for ending in ("csv", "csv.gz", "xml", "xml.gz"):
        assert f'href="/admin/exports/catalogue.{ending}"' in page


@pytest.mark.parametrize(
    ("ending", "media_type"),
    [
        ("csv", "text/csv"),
        ("csv.gz", "application/gzip"),
        ("xml", "application/xml"),
        ("xml.gz", "application/gzip"),
    ],
)
def test_a_file_is_streamed_to_the_browser_as_a_download(desk, an_edition, ending, media_type):
    an_edition(title="Kindred")
    answer = desk.get(f"/admin/exports/catalogue.{ending}")
    assert (answer.status_code, answer.mimetype) == (200, media_type)
    assert answer.is_streamed
    assert answer.headers["Cache-Control"] == "private, no-store"
    disposition = answer.headers["Content-Disposition"]
    assert disposition.startswith("attachment; filename=octavo-20")
    assert disposition.endswith(f".{ending}")
    content = gzip.decompress(answer.data) if ending.endswith("gz") else answer.data
    assert b"Kindred" in content


def test_whoever_stops_a_download_leaves_no_connection_behind(desk, an_edition, monkeypatch):
    monkeypatch.setattr("app.catalog.exports.PIECE", 1)
    for _ in range(3):
        an_edition()
    answer = desk.get("/admin/exports/catalogue.csv", buffered=False)
    next(answer.response)  # the names of the columns, which need no database
    next(answer.response)
    assert exporting() == 1
    answer.close()
    # The server takes a moment to see it go.
    assert any(exporting() == 0 for _ in range(1000))


def exporting():
    return db.execute_sql(
        "select count(*) from pg_stat_activity where application_name = 'octavo export'"
        " and datname = current_database()"
    ).fetchone()[0]


def test_other_files_are_not_there(desk):
    assert desk.get("/admin/exports/catalogue.pdf").status_code == 404
    assert desk.get("/admin/exports/..%2fwsgi.py").status_code == 404
