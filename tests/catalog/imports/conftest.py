"""Imports for tests: of records built by hand, or of whole files of CSV."""

import http.server
import io
import itertools
import threading

import pytest
from psycopg2.sql import SQL, Identifier

from app.catalog.imports import runs, writing
from app.catalog.imports.names import Ids
from app.catalog.imports.records import BookRecord, Credit
from app.catalog.models import Import, ImportRemark
from app.catalog.stale import index_some
from app.catalog.subject_tree import finding
from app.db import db
from tests.conftest import isbn_for
from tests.people import a_person

HEADER = "isbn13,title,authors,publisher,price,currency,description\n"
# What the database keeps by itself or only ever adds to.
LOGS = {"price_changes", "inventory_movements", "names", "words"}


@pytest.fixture(autouse=True)
def another_shop(monkeypatch):
    """Has nobody remember the subjects of the test before."""
    monkeypatch.setattr(finding.cache, "tree", None)


@pytest.fixture
def clerk(app):
    return a_person("clerk@example.org", role="owner")


@pytest.fixture
def a_record():
    """Builds a record of a new book; what a test does not say is filled in."""
    numbers = itertools.count(5000)

    def build(**facts):
        number = next(numbers)
        told = {
            "place": f"record {number}",
            "isbn": isbn_for(number),
            "title": f"Kindred {number}",
            "credits": [Credit("Octavia E. Butler")],
        }
        return BookRecord(**told | facts)

    return build


@pytest.fixture
def take(app):
    """Writes records as one import of its own; returns the Outcome with its Import."""

    def write(*records, dry_run=False):
        imported = Import.create(
            file_name="test", file_format="csv", digest="", bytes_total=1, dry_run=dry_run
        )
        with db.atomic():
            outcome = writing.write(imported, list(enumerate(records, 1)), Ids(dry_run))
        while index_some():
            pass
        Import.update(status="done").where(Import.id == imported.id).execute()
        outcome.imported = Import.get_by_id(imported.id)
        return outcome

    return write


@pytest.fixture
def run_file(app):
    """Imports rows of CSV as one file."""

    def run(*rows, header=HEADER, dry_run=False):
        imported = runs.keep(a_file(*rows, header=header), "books.csv", dry_run=dry_run)
        runs.carry_on(imported.id)
        return Import.get_by_id(imported.id)

    return run


@pytest.fixture
def requests_made():
    """Whatever asks a web server of ours for something."""
    made = []

    class Listener(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            made.append(self.path)
            self.send_response(404)
            self.end_headers()

    server = http.server.HTTPServer(("127.0.0.1", 0), Listener)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield made, f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def a_file(*rows, header=HEADER):
    return io.BytesIO((header + "\n".join(rows)).encode())


def a_row(number, title=None, price="9.99"):
    title = title or f"Kindred volume {number}"
    return f"{isbn_for(number)},{title},Octavia Butler,Beacon,{price},GBP,About {number}."


def counts(outcome):
    return {name: n for name, n in outcome.counts.items() if n}


def reasons(imported, **where):
    rows = ImportRemark.select().filter(imported=imported, **where).order_by(ImportRemark.id)
    return [row.reason for row in rows]


def dump():
    """All of the catalogue, by table."""
    tables = db.execute_sql(
        "select relname from pg_class where relnamespace = 'catalog'::regnamespace"
        " and relkind = 'r' and relname not like 'import%%' order by 1"
    )
    return {
        name: db.execute_sql(
            SQL("select to_jsonb(t) - 'updated_at' from {} t order by 1").format(
                Identifier("catalog", name)
            )
        ).fetchall()
        for (name,) in tables.fetchall()
        if name not in LOGS and not name.startswith("search_")
    }
