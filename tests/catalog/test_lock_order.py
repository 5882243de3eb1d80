"""One member of staff renames an author while another edits her books: neither is turned away."""

import pytest

from app.catalog.editing import save_work
from app.catalog.edition_editing import save_edition
from app.catalog.facts import edition_facts, fingerprint, work_facts
from app.catalog.indexing import indexed_once
from app.catalog.merging import merge_works, move_edition
from app.catalog.models import Contributor, Edition, Work
from app.db import db
from tests.catalog.test_inventory_locks import aside
from tests.people import a_person
from tests.waiting import until_somebody_waits

__all__ = ["aside"]
BUTLER = "Octavia E. Butler"


def credit_her(dawn, clerk):
    before = work_facts(dawn)
    after = before | {"contributors": [["A01", BUTLER]]}
    save_work(after, work=dawn, staff_id=clerk.id, seen=fingerprint(before))


def have_her_read_it(dawn, clerk):
    edition = Edition.get(work=dawn)
    before = edition_facts(edition)
    after = before | {"contributors": [["E07", BUTLER]], "format": "hardback"}
    who = {"edition": edition, "seen": fingerprint(before), "staff_id": clerk.id}
    save_edition(after, work=dawn, currency="GBP", **who)


def merge(dawn, clerk):
    merge_works(Work.get(title="Kindred"), dawn, staff_id=clerk.id)


def part(dawn, clerk):
    move_edition(Edition.get(work=Work.get(title="Kindred")), None, staff_id=clerk.id)


@pytest.mark.parametrize("edit", [credit_her, have_her_read_it, merge, part])
def test_names_are_locked_before_works(a_work, an_edition, aside, edit):
    an_edition(work=a_work("Kindred", authors=(BUTLER,)))
    dawn = a_work("Dawn", authors=())
    an_edition(work=dawn)
    clerk = a_person("clerk@example.org", role="owner")
    with db.atomic(), indexed_once() as changed:
        # As save_name does: first the name, then the works that bear it.
        Contributor.update(name="O. E. Butler").where(Contributor.name == BUTLER).execute()
        edited = aside(edit, dawn, clerk)
        until_somebody_waits()
        changed.update(work.id for work in Work.select(Work.id))
    edited.result()
