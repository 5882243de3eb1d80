"""Staff change what is said of a person, a series or a publisher."""

from peewee import IntegrityError

from app.catalog.editing import note_change, slug_of, sort_name_of, unchanged_since
from app.catalog.indexing import indexed_once
from app.catalog.models import ContributorName
from app.catalog.name_merging import KINDS, books_of
from app.db import NO_KEY, db

PLAIN_FACTS = ("name", "sort_name", "born", "died", "about", "isni")
SEARCHED = ("name", "other_names")  # what books are found by


class NameTaken(Exception):
    """Another row has this name, or this ISNI; `row` is that one."""

    def __init__(self, row):
        super().__init__(row.name)
        self.row = row


def facts_of(kind, row):
    if kind != "contributor":
        return {"name": row.name}
    names = row.other_names.order_by(ContributorName.name)
    return {name: getattr(row, name) for name in PLAIN_FACTS} | {
        "other_names": [other.name for other in names]
    }


def save_name(kind, row, facts, *, staff_id, seen):
    """Write what is said of a row; `kind` is one of KINDS. Raises NameTaken, EditedMeanwhile."""
    model = KINDS[kind]
    with db.atomic(), indexed_once() as changed:
        row = model.select().where(model.id == row.id).for_update(NO_KEY).get()
        before = unchanged_since(seen, facts_of(kind, row))
        check_free(model, row, facts)
        write(kind, row, facts)
        after = facts_of(kind, row)
        if any(before.get(name) != after.get(name) for name in SEARCHED):
            changed.update(books_of(kind, row))
        note_change(staff_id, f"{kind} {row.id}", before, after)
    return row


def check_free(model, row, facts):
    same = model.name == facts["name"]
    if facts.get("isni"):
        same |= model.isni == facts["isni"]
    other = model.select().where(same, model.id != row.id).first()
    if other:
        raise NameTaken(other)


def write(kind, row, facts):
    row.name, row.slug = facts["name"], slug_of(facts["name"])
    if kind == "contributor":
        for name in PLAIN_FACTS:
            setattr(row, name, facts[name])
        row.sort_name = facts["sort_name"] or sort_name_of(facts["name"])
        write_other_names(row, facts["other_names"])
    try:
        with db.atomic():
            row.save()
    except IntegrityError as error:
        # Somebody took the name at this very instant.
        raise NameTaken(type(row).get(type(row).name == facts["name"])) from error


def write_other_names(person, names):
    there, wanted = {row.name for row in person.other_names}, set(names) - {person.name}
    gone = ContributorName.name.in_(there - wanted)
    ContributorName.delete().where(ContributorName.contributor == person, gone).execute()
    rows = [{"contributor": person, "name": name} for name in wanted - there]
    if rows:
        ContributorName.insert_many(rows).execute()
