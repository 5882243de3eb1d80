"""Staff grow the tree of subjects; addresses of before lead to where a subject is now."""

from peewee import IntegrityError

from app.accounts.staff_actions import record
from app.catalog.editing import note_change, unchanged_since
from app.catalog.facts import SCHEMES
from app.catalog.indexing import index_names, indexed_once
from app.catalog.models import OldSlug, Subject, SubjectCode
from app.db import db

SCHEME_CODES = {name: code for code, name in SCHEMES.items()}
PLAIN_FACTS = ("name", "slug", "about", "position")


class SlugTaken(Exception):
    """Another subject has this address."""


class CodeTaken(Exception):
    """A trade code belongs to another subject: `line` and `subject`."""

    def __init__(self, line, subject):
        super().__init__(line)
        self.line, self.subject = line, subject


class PartOfItself(Exception):
    """A subject would stand below itself."""


class InUse(Exception):
    """Works or other subjects stand in it, or something else in the shop is for it."""


def subject_facts(subject):
    rows = sorted(SubjectCode.select().where(SubjectCode.subject == subject), key=scheme_and_code)
    return {name: getattr(subject, name) for name in PLAIN_FACTS} | {
        "parent": subject.parent.slug if subject.parent_id else "",
        "codes": [f"{SCHEMES.get(row.scheme, row.scheme)} {row.code}" for row in rows],
    }


def scheme_and_code(row):
    return row.scheme, row.code


def save_subject(facts, *, staff_id, subject=None, seen=None):
    """Write what a subject is (see subject_facts), or add one; return it.

    Raises SlugTaken, CodeTaken, PartOfItself and EditedMeanwhile.
    """
    with db.atomic():
        lock_tree()
        before = None
        if subject:
            subject = Subject.get_by_id(subject.id)
            before = unchanged_since(seen, subject_facts(subject))
        subject = subject or Subject()
        check_slug(subject, facts["slug"])
        parent = find_parent(subject, facts["parent"])
        keep_old_slug(subject, facts["slug"])
        for name in PLAIN_FACTS:
            setattr(subject, name, facts[name])
        subject.parent = parent
        subject.save()
        write_codes(subject, facts["codes"])
        note_change(staff_id, f"subject {subject.id}", before, subject_facts(subject))
    return subject


def lock_tree():
    # Two moves at once could each be right and together make a ring.
    db.execute_sql("lock table catalog.subjects in share row exclusive mode")


def check_slug(subject, slug):
    if Subject.select().where(Subject.slug == slug, Subject.id != (subject.id or 0)).exists():
        raise SlugTaken


def find_parent(subject, slug):
    parent = Subject.get_or_none(Subject.slug == slug) if slug else None
    above = parent
    while above is not None:
        if above.id == subject.id:
            raise PartOfItself
        above = above.parent
    return parent


def keep_old_slug(subject, slug):
    OldSlug.delete().where(OldSlug.kind == "subject", OldSlug.slug == slug).execute()
    if subject.id and subject.slug != slug:
        OldSlug.insert(kind="subject", slug=subject.slug, row_id=subject.id).execute()


def write_codes(subject, lines):
    SubjectCode.delete().where(SubjectCode.subject == subject).execute()
    for line in lines:
        scheme, _, code = line.partition(" ")
        values = {"scheme": SCHEME_CODES.get(scheme, scheme), "code": code}
        taken = SubjectCode.get_or_none(**values)
        if taken:
            raise CodeTaken(line, taken.subject)
        SubjectCode.insert(subject=subject, **values).execute()


def merge_subjects(old, into, *, staff_id):
    """Put all of the first subject into the second; the address of the first leads there."""
    with db.atomic(), indexed_once() as changed:
        lock_tree()
        find_parent(old, into.slug)  # raises PartOfItself
        values = {"old": old.id, "into": into.id, "slug": old.slug}
        changed.update(id for (id,) in db.execute_sql(WORKS, values).fetchall())
        for statement in MOVES:
            db.execute_sql(statement, values)
        index_names("subject", [old.id])
        record(staff_id, f"merged “{old.name}” ({old.slug}) into", f"subject {into.id}")


def remove_subject(subject, *, staff_id):
    """Remove a subject that nothing stands in; raises InUse."""
    try:
        take_out(subject, staff_id)
    except IntegrityError as error:  # the database knows of what the catalogue does not
        raise InUse from error


def take_out(subject, staff_id):
    with db.atomic():
        lock_tree()
        if db.execute_sql(USES, {"old": subject.id}).fetchone():
            raise InUse
        before = subject_facts(subject)
        Subject.delete().where(Subject.id == subject.id).execute()
        index_names("subject", [subject.id])
        record(staff_id, "removed", f"subject {subject.id}", before=before)


# Those of its parts too: search finds a work by every subject above its own.
WORKS = """
    with recursive parts (id) as (
        values (%(old)s::bigint)
        union select s.id from parts join catalog.subjects s on s.parent_id = parts.id)
    select distinct work_id from parts join catalog.work_subjects on subject_id = parts.id
"""
USES = """
    select 1 from catalog.work_subjects where subject_id = %(old)s
    union all select 1 from catalog.subjects where parent_id = %(old)s limit 1
"""
MOVES = (
    """insert into catalog.work_subjects (work_id, subject_id, position)
        select work_id, %(into)s, position from catalog.work_subjects where subject_id = %(old)s
        on conflict do nothing""",
    "delete from catalog.work_subjects where subject_id = %(old)s",
    "update catalog.subject_codes set subject_id = %(into)s where subject_id = %(old)s",
    "update catalog.subjects set parent_id = %(into)s where parent_id = %(old)s",
    """update catalog.old_slugs set row_id = %(into)s
        where kind = 'subject' and row_id = %(old)s""",
    """insert into catalog.old_slugs (kind, slug, row_id)
        values ('subject', %(slug)s, %(into)s)""",
    "delete from catalog.subjects where id = %(old)s",
)
