"""An import and staff want the same rows at the same moment."""

import pytest

from app.catalog.imports import runs
from app.catalog.merging import merge_works
from app.catalog.models import Contributor, Edition, Import, Publisher, Series, Work, WorkKey
from app.catalog.name_merging import KINDS, merge_names
from app.db import db
from tests.catalog.imports.conftest import HEADER, a_file
from tests.conftest import isbn_for
from tests.waiting import begun, until_somebody_waits

WITH_SERIES = HEADER.replace("description", "series")


@pytest.fixture
def import_amid(app):
    """Imports rows that meet a change of staff: it begins when the change is made, and waits for
    it; then staff do the rest and commit."""

    def import_amid(change, *rows, rest=lambda: None):
        imported = runs.keep(a_file(*rows, header=WITH_SERIES), "books.csv")
        with db.atomic():
            change()
            thread = begun(app, lambda: runs.carry_on(imported.id))
            until_somebody_waits()
            rest()
        thread.join()
        return Import.get_by_id(imported.id)

    return import_amid


def a_row(number, title="Kindred"):
    return f"{isbn_for(number)},{title},Octavia Butler,Beacon,9.99,GBP,Patternist"


def test_a_work_that_is_merged_meanwhile_is_found_where_it_went(run_file, import_amid, clerk):
    run_file(a_row(1), a_row(2, "Wild Seed"), header=WITH_SERIES)
    old, into = Work.select().order_by(Work.id)
    keys = WorkKey.select().count()
    done = import_amid(lambda: merge_works(old, into, staff_id=clerk.id), a_row(3), a_row(1))
    assert (done.status, done.added, done.refused) == ("done", 1, 0)
    assert {edition.work_id for edition in Edition.select()} == {into.id}
    assert WorkKey.select().where(WorkKey.work == into).count() == keys


@pytest.mark.parametrize("kind", KINDS)
def test_a_name_that_is_merged_meanwhile_is_found_where_it_went(run_file, import_amid, clerk, kind):
    run_file(a_row(1), header=WITH_SERIES)
    model, (old,) = KINDS[kind], KINDS[kind].select()
    facts = {"sort_name": "x"} if model is Contributor else {}
    into = model.create(name="Another", slug="another", **facts)
    done = import_amid(
        lambda: merge_names(kind, old, into, staff_id=clerk.id), a_row(2, "Wild Seed")
    )
    assert (done.status, done.added, done.refused) == ("done", 1, 0)
    assert [row.id for row in model.select()] == [into.id]


@pytest.mark.parametrize("model", [Contributor, Publisher, Series])
def test_an_import_takes_names_before_their_works_as_staff_do(run_file, import_amid, model):
    run_file(a_row(1), header=WITH_SERIES)
    done = import_amid(
        lambda: list(model.select().for_update()),
        a_row(1, "Kindred again"),
        rest=lambda: list(Work.select().for_update("FOR NO KEY UPDATE NOWAIT")),
    )
    assert (done.status, done.changed) == ("done", 1)
