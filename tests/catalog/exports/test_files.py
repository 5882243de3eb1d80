"""Exports as files: whole or not there, packed or not, streamed with flat memory."""

import gzip
import zlib

import pytest

from app.catalog import exports


@pytest.fixture
def export_to(app, tmp_path):
    """Runs `flask catalog export` for a file of this name and gives its path and what was said."""

    def run(name):
        path = tmp_path / name
        answer = app.test_cli_runner().invoke(args=["catalog", "export", str(path)])
        return path, answer

    return run


@pytest.mark.parametrize("name", ["books.csv", "books.xml", "books.csv.gz", "books.xml.gz"])
def test_the_ending_of_the_name_says_what_the_file_is(export_to, an_edition, name):
    an_edition(title="Kindred")
    path, answer = export_to(name)
    assert (answer.exit_code, answer.output) == (0, f"1 written to {path}\n")
    content = path.read_bytes()
    content = gzip.decompress(content) if name.endswith(".gz") else content
    assert b"Kindred" in content
    assert content.startswith(b"<?xml") == (".xml" in name)


@pytest.mark.parametrize("name", ["books", "books.pdf", "books.gz", "csv", "books.csv.bz2"])
def test_other_endings_are_refused_and_leave_no_file(export_to, name):
    path, answer = export_to(name)
    assert answer.exit_code == 1
    assert ".csv, .csv.gz, .xml or .xml.gz" in answer.output
    assert list(path.parent.iterdir()) == []


def test_a_folder_that_is_not_there_is_told_of(export_to):
    _, answer = export_to("nowhere/books.csv")
    assert answer.exit_code == 1
    assert "No such file or directory" in answer.output


def test_an_export_that_breaks_off_leaves_what_was_there(app, tmp_path, an_edition):
    an_edition()
    path = tmp_path / "books.csv"
    path.write_text("of last week")

    def stop(_products):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        exports.write(path, app.config["SETTINGS"], stop)
    assert [file.name for file in tmp_path.iterdir()] == ["books.csv"]
    assert path.read_text() == "of last week"


def test_it_comes_in_pieces(app, an_edition, monkeypatch):
    monkeypatch.setattr(exports, "PIECE", 1000)
    for _ in range(20):
        an_edition()
    pieces = list(exports.pieces("books.xml", app.config["SETTINGS"]))
    assert len(pieces) > 10
    packed = b"".join(exports.pieces("books.xml.gz", app.config["SETTINGS"]))
    assert zlib.decompress(packed, wbits=31).count(b"<Product>") == 20
