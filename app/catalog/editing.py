"""Staff change what a book is: each change is one transaction with its line in the trail."""

from slugify import slugify

from app.accounts.staff_actions import record
from app.catalog.facts import MAIN, PLAIN_WORK_FACTS, SCHEMES, fingerprint, work_facts
from app.catalog.imports.grouping import WRITES, keys_for
from app.catalog.models import (
    Contributor,
    Publisher,
    Series,
    Subject,
    Work,
    WorkCode,
    WorkContributor,
    WorkKey,
    WorkSubject,
)
from app.db import KEY_SHARE, NO_KEY, db, now

SCHEME_CODES = {name: code for code, name in SCHEMES.items()}


class EditedMeanwhile(Exception):
    """Somebody saved other facts since this editor read them; `current` is how they stand."""

    def __init__(self, current):
        super().__init__("edited meanwhile")
        self.current = current


def save_work(facts, *, staff_id, work=None, seen=None):
    """Write what a work is (see facts.work_facts), or add one when none is given; return it.

    `seen` is the fingerprint of the facts that the editor began with.
    """
    with db.atomic():
        hold_names(facts)
        before = None
        if work:
            work = Work.select().where(Work.id == work.id).for_update(NO_KEY).get()
            before = unchanged_since(seen, work_facts(work))
        work = write_work(work or Work(), before or {}, facts)
        note_change(staff_id, f"work {work.id}", before, work_facts(work))
    return work


def unchanged_since(seen, current):
    if seen != fingerprint(current):
        raise EditedMeanwhile(current)
    return current


def note_change(staff_id, subject, before, after):
    if before != after:
        record(staff_id, "edited" if before else "added", subject, before=before, after=after)


def write_work(work, before, facts):
    for name in PLAIN_WORK_FACTS:
        setattr(work, name, facts[name])
    work.slug = slug_of(facts["title"])
    work.series = named(Series, facts["series"])
    work.updated_at = now()
    work.save()
    # What did not change is left alone, since search would be told of each row.
    if before.get("contributors") != facts["contributors"]:
        write_contributors(WorkContributor, {"work": work}, facts["contributors"])
    if before.get("subjects") != facts["subjects"]:
        write_subjects(work, facts["subjects"])
    if before.get("codes") != facts["codes"]:
        write_codes(work, facts["codes"])
    add_keys(work, facts["contributors"])
    return work


def write_contributors(link, of, contributors):
    """Credit these people ([role, name] each) with a work or an edition, in this order."""
    (owner, row) = next(iter(of.items()))
    link.delete().where(getattr(link, owner) == row).execute()
    for position, (role, name) in enumerate(contributors):
        person = named(Contributor, name)
        link.insert(**of, contributor=person, role=role, position=position).execute()


def write_subjects(work, slugs):
    there = WorkSubject.select().where(WorkSubject.work == work).order_by(WorkSubject.position)
    before = [row.subject_id for row in there]
    after = {row.id for row in Subject.select(Subject.id).where(Subject.slug.in_(slugs))}
    WorkSubject.delete().where(WorkSubject.work == work).execute()
    # The first is the one that a work mostly belongs to, so the order stays.
    ids = [id for id in before if id in after] + sorted(after - set(before))
    for position, id in enumerate(ids):
        WorkSubject.create(work=work, subject=id, position=position)


def write_codes(work, lines):
    headings = {(row.scheme, row.code): row.heading for row in work.codes}
    WorkCode.delete().where(WorkCode.work == work).execute()
    for line in lines:
        scheme, _, code = line.removesuffix(MAIN).partition(" ")
        scheme = SCHEME_CODES.get(scheme, scheme)
        WorkCode.create(
            work=work,
            scheme=scheme,
            code=code,
            heading=headings.get((scheme, code), ""),
            is_main=line.endswith(MAIN),
        )


def add_keys(work, contributors):
    """Let feeds find the work by its title of now; those of before still lead to it."""
    authors = [name for role, name in contributors if role in WRITES]
    names = authors or [name for _, name in contributors]
    rows = [{"key": key, "work": work} for key in keys_for(work.title, work.subtitle, names)]
    if rows:
        WorkKey.insert_many(rows).on_conflict_ignore().execute()


def hold_names(facts):
    """Let nobody rename or merge whom facts of a work or an edition name; who is new is added.

    Names are locked first, then editions, then works, by all who change books: who renames an
    author goes on to index her works.
    """
    houses = facts.get("publisher"), facts.get("imprint")
    people = [name for _, name in facts["contributors"]]
    for model, names in (Contributor, people), (Publisher, houses), (Series, [facts.get("series")]):
        names = sorted(set(filter(None, names)))
        for name in names:
            named(model, name)
        rows = model.select(model.id).where(model.name.in_(names)).order_by(model.id)
        list(rows.for_update(KEY_SHARE))


def named(model, name):
    """The publisher, series or person of this name, made when it is new; None for no name."""
    if not name:
        return None
    facts = {"sort_name": sort_name_of(name)} if model is Contributor else {}
    row, _ = model.get_or_create(name=name, defaults={"slug": slug_of(name), **facts})
    return row


def sort_name_of(name):
    """Butler, Octavia E."""
    return ", ".join(reversed(name.rsplit(" ", 1)))


def slug_of(words):
    # Never empty: a name may be all signs, and its slug is part of a URL.
    return slugify(words, max_length=80, word_boundary=True) or "untitled"
