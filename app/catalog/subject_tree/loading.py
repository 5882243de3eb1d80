"""Puts the tree into the database, once; what a shop makes of it afterwards stays."""

from app.catalog.models import Subject, SubjectCode
from app.catalog.subject_tree import finding
from app.catalog.subject_tree.files import SCHEMES, subjects
from app.db import db

TRUNK = "fiction"  # a shop that has or had this subject has loaded the tree


def load():
    """Add the subjects that are missing, and their codes, unless that has been done before."""
    with db.atomic():
        if TRUNK not in finding.ids_by_slug():
            db.execute_sql("lock table catalog.subjects in share row exclusive mode")
            if TRUNK not in finding.ids_by_slug():
                plant(finding.ids_by_slug())
    finding.forget()


def plant(ids):
    for position, subject in enumerate(subjects()):
        parent_id = ids.get(subject.get("parent"))
        if subject["slug"] in ids:
            place_known(ids[subject["slug"]], parent_id, position)
        else:
            ids[subject["slug"]] = Subject.create(
                slug=subject["slug"],
                name=subject["name"],
                about=subject.get("about", ""),
                parent=parent_id,
                position=position,
            ).id
    codes = [
        {"scheme": scheme, "code": code, "subject": ids[subject["slug"]]}
        for subject in subjects()
        for key, scheme in SCHEMES.items()
        for code in subject.get(key, ())
    ]
    SubjectCode.insert_many(codes).on_conflict_ignore().execute()


def place_known(id, parent_id, position):
    """Subjects from before there was a tree keep their words and find their place in it."""
    unplaced = (Subject.id == id) & Subject.parent.is_null()
    Subject.update(parent=parent_id, position=position).where(unplaced).execute()
