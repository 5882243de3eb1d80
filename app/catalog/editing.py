"""Staff change what a book is: each change is one transaction with its line in the trail."""

from contextlib import contextmanager
from datetime import date

from peewee import IntegrityError
from slugify import slugify

from app.accounts.staff_actions import record
from app.catalog.facts import edition_facts, fingerprint, work_facts
from app.catalog.models import (
    AUTHOR,
    Contributor,
    Edition,
    Publisher,
    Series,
    Subject,
    Work,
    WorkContributor,
    WorkSubject,
)
from app.db import db, now


class EditedMeanwhile(Exception):
    """Somebody saved other facts since this editor read them; `current` is how they stand."""

    def __init__(self, current):
        super().__init__("edited meanwhile")
        self.current = current


class IsbnTaken(Exception):
    """Another edition has this ISBN; `edition` is that one."""

    def __init__(self, edition):
        super().__init__(edition.isbn)
        self.edition = edition


def save_work(facts, *, staff_id, work=None, seen=None):
    """Write what a work is (see facts.work_facts), or add one when none is given; return it.

    `seen` is the fingerprint of the facts that the editor began with.
    """
    with db.atomic():
        before = None
        if work:
            work = Work.select().where(Work.id == work.id).for_update().get()
            before = unchanged_since(seen, work_facts(work))
        work = write_work(work or Work(), facts)
        note_change(staff_id, f"work {work.id}", before, work_facts(work))
    return work


def save_edition(facts, *, work, currency, staff_id, edition=None, seen=None):
    """Write what an edition is (see facts.edition_facts), or add one to the work; return it.

    Raises IsbnTaken and EditedMeanwhile. A price is in the minor unit of the currency.
    """
    with db.atomic(), isbn_is_unique(facts["isbn"]):
        before = None
        if edition:
            edition = Edition.select().where(Edition.id == edition.id).for_update().get()
            before = unchanged_since(seen, edition_facts(edition))
        edition = edition or Edition(work=work, currency=currency)
        write_edition(edition, facts)
        note_change(staff_id, f"edition {edition.id}", before, edition_facts(edition))
    return edition


def set_on_sale(work, on_sale, *, staff_id):
    """Withdraw every edition of a work, or put them all back on sale."""
    with db.atomic():
        editions = Edition.select().where(Edition.work == work).order_by(Edition.id).for_update()
        for edition in editions:
            facts = edition_facts(edition)
            save_edition(
                facts | {"on_sale": on_sale},
                work=work,
                currency=edition.currency,
                staff_id=staff_id,
                edition=edition,
                seen=fingerprint(facts),
            )


def unchanged_since(seen, current):
    if seen != fingerprint(current):
        raise EditedMeanwhile(current)
    return current


def note_change(staff_id, subject, before, after):
    if before != after:
        record(staff_id, "edited" if before else "added", subject, before=before, after=after)


def write_work(work, facts):
    for name in ("title", "subtitle", "description", "first_published", "series_position"):
        setattr(work, name, facts[name])
    work.slug = slug_of(facts["title"])
    work.series = named(Series, facts["series"])
    work.updated_at = now()
    work.save()
    write_authors(work, facts["authors"])
    write_subjects(work, facts["subjects"])
    return work


def write_authors(work, names):
    ours = (WorkContributor.work == work) & (WorkContributor.role == AUTHOR)
    WorkContributor.delete().where(ours).execute()
    for position, name in enumerate(names):
        person = named(Contributor, name, sort_name=", ".join(reversed(name.rsplit(" ", 1))))
        WorkContributor.create(work=work, contributor=person, role=AUTHOR, position=position)


def write_subjects(work, slugs):
    WorkSubject.delete().where(WorkSubject.work == work).execute()
    for position, subject in enumerate(Subject.select().where(Subject.slug.in_(slugs))):
        WorkSubject.create(work=work, subject=subject, position=position)


@contextmanager
def isbn_is_unique(isbn):
    """Says whose ISBN it is when the database refuses to give it to a second edition."""
    try:
        with db.atomic():
            yield
    except IntegrityError as error:
        other = Edition.get_or_none(Edition.isbn == isbn)
        if other is None:
            raise
        raise IsbnTaken(other) from error


def write_edition(edition, facts):
    for name in ("isbn", "format", "pages", "price_minor"):
        setattr(edition, name, facts[name])
    day = facts["published_on"]
    edition.published_on = date.fromisoformat(day) if day else None
    edition.publisher = named(Publisher, facts["publisher"])
    if facts["on_sale"]:
        edition.withdrawn_at = None
    else:
        edition.withdrawn_at = edition.withdrawn_at or now()
    edition.save()


def named(model, name, **facts):
    """The publisher, series or person of this name, made when it is new; None for no name."""
    if not name:
        return None
    row, _ = model.get_or_create(name=name, defaults={"slug": slug_of(name), **facts})
    return row


def slug_of(words):
    # Never empty: a name may be all signs, and its slug is part of a URL.
    return slugify(words, max_length=80, word_boundary=True) or "untitled"
