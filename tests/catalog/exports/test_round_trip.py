"""What is exported and imported again is the same catalogue, in this shop or an empty one."""

import re
from io import BytesIO

import pytest

from app.catalog.imports import runs
from app.catalog.models import ImportChange, ImportRemark
from app.catalog.starter import load_starter
from app.db import db

FORMATS = ["catalogue.csv", "catalogue.xml"]


@pytest.fixture
def take_in(app):
    """Imports the bytes of a file and returns the import, which is done."""

    def run(content, name):
        imported = runs.keep(BytesIO(content), name)
        runs.carry_on(imported.id)
        imported = imported.get_by_id(imported.id)
        assert (imported.status, imported.failure) == ("done", "")
        return imported

    return run


@pytest.fixture
def a_catalogue(rich_edition):
    """The starter's books, the oldest from before our era, and one with every fact."""
    load_starter()


def empty_the_shop():
    db.execute_sql(
        "truncate catalog.works, catalog.contributors, catalog.series, catalog.publishers"
        " restart identity cascade"
    )


def comparable(exported):
    """The lines without what no importer takes: when it was written, stock, years of life."""
    pattern = rb"<(SentDateTime|ProductAvailability|ContributorDate)>.*?</\1>"
    return re.sub(pattern, b"", exported).splitlines()


@pytest.mark.parametrize("name", FORMATS)
def test_taking_in_its_own_export_changes_nothing(export, take_in, a_catalogue, name):
    before = export(name)
    imported = take_in(before, name)
    assert (imported.added, imported.changed, imported.refused) == (0, 0, 0)
    assert imported.unchanged > 200
    assert list(ImportChange.select().dicts()) == []
    assert list(ImportRemark.select().dicts()) == []
    assert comparable(export(name)) == comparable(before)


@pytest.mark.parametrize("name", FORMATS)
def test_an_empty_shop_gets_the_same_catalogue(export, take_in, a_catalogue, name):
    before = export(name)
    empty_the_shop()
    imported = take_in(before, name)
    assert (imported.changed, imported.refused) == (0, 0)
    assert comparable(export(name)) == comparable(before)
