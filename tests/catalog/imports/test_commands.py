import gzip
from pathlib import Path

import pytest

from app.catalog.models import Edition, Import, Work
from tests.catalog.imports.conftest import HEADER, a_row
from tests.catalog.imports.onix.messages import message, product

REAL = Path(__file__).parents[4] / "shared/data/catalogue"


@pytest.fixture
def flask(app):
    return app.test_cli_runner()


@pytest.fixture
def a_path(tmp_path):
    def build(*rows, name="books.csv", header=HEADER):
        path = tmp_path / name
        body = (header + "\n".join(rows)).encode()
        path.write_bytes(gzip.compress(body) if name.endswith(".gz") else body)
        return str(path)

    return build


def test_a_file_is_imported_without_a_worker_and_reported(flask, a_path):
    path = a_path(a_row(1), "123,Not a number,A. Nobody,,,,", a_row(2), name="books.csv.gz")
    result = flask.invoke(args=["catalog", "import", path])
    assert result.exit_code == 0
    assert "3 records read; 2 added, 0 changed, 0 unchanged, 1 refused." in result.output
    assert "line 3 (123): " in result.output
    assert Edition.select().count() == 2


def test_onix_is_imported_by_the_same_command(flask, tmp_path):
    path = tmp_path / "feed.xml"
    path.write_text(message(product()))
    assert flask.invoke(args=["catalog", "import", str(path)]).exit_code == 0
    assert Work.get().title == "Kindred"


def test_a_dry_run_says_what_would_be(flask, a_path):
    result = flask.invoke(args=["catalog", "import", a_path(a_row(1)), "--dry-run"])
    assert result.exit_code == 0
    assert "1 would be added" in result.output
    assert Edition.select().count() == 0


@pytest.mark.parametrize("body", ["", "colour,size\nred,9\n", "%PDF-1.7"])
def test_a_file_that_cannot_be_read_is_an_error(flask, tmp_path, body):
    path = tmp_path / "books.csv"
    path.write_text(body)
    result = flask.invoke(args=["catalog", "import", str(path)])
    assert result.exit_code == 1
    assert result.output.strip()
    assert "Traceback" not in result.output


def test_an_import_is_undone_by_its_number(flask, a_path):
    flask.invoke(args=["catalog", "import", a_path(a_row(1), a_row(2))])
    result = flask.invoke(args=["catalog", "undo-import", "1"])
    assert result.exit_code == 0
    assert "Import 1 is undone" in result.output
    assert Edition.select().count() == 0
    assert flask.invoke(args=["catalog", "undo-import", "1"]).exit_code == 1
    assert flask.invoke(args=["catalog", "undo-import", "99"]).exit_code == 1


@pytest.mark.skipif(not REAL.exists(), reason="the real catalogue is not here")
@pytest.mark.parametrize("name", ["books_catalogue.csv.gz", "isbndb_45k.csv.gz"])
def test_real_rows_are_imported_and_once_more_change_nothing(flask, tmp_path, name):
    path = tmp_path / name.removesuffix(".gz")
    with gzip.open(REAL / name, "rt", encoding="utf-8", newline="") as real:
        path.write_text("".join(line for _, line in zip(range(3000), real, strict=False)))
    assert flask.invoke(args=["catalog", "import", str(path)]).exit_code == 0
    flask.invoke(args=["catalog", "import", str(path)])
    first, again = Import.select().order_by(Import.id)
    assert first.added > 2000
    assert (again.added, again.changed, again.refused) == (0, 0, first.refused)
