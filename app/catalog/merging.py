"""Two works that are one: everything of the first goes over to the second."""

from app.accounts.staff_actions import record
from app.catalog.editing import add_keys, hold_names
from app.catalog.facts import work_facts
from app.catalog.indexing import indexed_once
from app.catalog.models import Edition, Image, Work
from app.catalog.work_copies import copy_of
from app.db import NO_KEY, db


class SameWork(Exception):
    """A work cannot become a part of itself, nor an edition move to where it is."""


def merge_works(old, into, *, staff_id):
    """Put everything of the first work into the second; the address of the first leads there.

    The second keeps what it says of itself, and takes over what it says nothing of. Reviews are
    not the catalogue's: move them before (see reviews.moving), or they go with the first work.
    """
    if old.id == into.id:
        raise SameWork
    with db.atomic(), indexed_once() as changed:
        hold_names(work_facts(old))
        lock_works(old, into)
        before = work_facts(Work.get_by_id(old.id))
        for statement in MOVES:
            db.execute_sql(statement, {"old": old.id, "into": into.id})
        changed.update((old.id, into.id))
        action = f"merged “{old.title}”, which was book {old.id}, into"
        record(staff_id, action, f"work {into.id}", before={"merged": before}, after={})


def move_edition(edition, work, *, staff_id):
    """Move an edition to another work; to a new one, like that it is of, when none is given."""
    with db.atomic(), indexed_once() as changed:
        old = edition.work
        if work and work.id == old.id:
            raise SameWork
        hold_names(work_facts(old))
        lock_works(old, *([work] if work else []))
        work = work or copy_of(old)
        add_keys(work, work_facts(work)["contributors"])
        Edition.update(work=work).where(Edition.id == edition.id).execute()
        Image.update(work=work).where(Image.edition == edition).execute()
        changed.update((old.id, work.id))
        states = {"before": {"work": named(old)}, "after": {"work": named(work)}}
        record(staff_id, "moved", f"edition {edition.id}", **states)
    return work


def named(work):
    return f"{work.title} ({work.id})"


def lock_works(*works):
    """Lock works with their editions, in the order that whoever changes a price takes them."""
    ids = [work.id for work in works]
    editions = Edition.select(Edition.id).where(Edition.work.in_(ids)).order_by(Edition.id)
    list(editions.for_update(NO_KEY))
    rows = Work.select(Work.id).where(Work.id.in_(ids)).order_by(Work.id).for_update()
    if len(list(rows)) < len(set(ids)):
        raise Work.DoesNotExist


MOVES = (
    "update catalog.editions set work_id = %(into)s where work_id = %(old)s",
    # What was said of the one may be all that is said of both.
    """update catalog.works as w set
        subtitle = coalesce(nullif(w.subtitle, ''), old.subtitle),
        description = coalesce(nullif(w.description, ''), old.description),
        description_is_html = case when w.description = '' then old.description_is_html
            else w.description_is_html end,
        keywords = coalesce(nullif(w.keywords, ''), old.keywords),
        original_language = coalesce(w.original_language, old.original_language),
        first_published = least(w.first_published, old.first_published),
        series_position = case when w.series_id is null then old.series_position
            else w.series_position end,
        series_id = coalesce(w.series_id, old.series_id),
        popularity = w.popularity + old.popularity,
        supplied_rating_sum = w.supplied_rating_sum + old.supplied_rating_sum,
        supplied_rating_count = w.supplied_rating_count + old.supplied_rating_count,
        updated_at = now()
        from catalog.works as old where w.id = %(into)s and old.id = %(old)s""",
    """insert into catalog.work_contributors (work_id, contributor_id, role, position)
        select %(into)s, contributor_id, role, position from catalog.work_contributors
        where work_id = %(old)s and not exists (
            select from catalog.work_contributors where work_id = %(into)s)""",
    """insert into catalog.work_subjects (work_id, subject_id, position)
        select %(into)s, subject_id, 1 + position + (
            select coalesce(max(position), -1) from catalog.work_subjects where work_id = %(into)s)
        from catalog.work_subjects where work_id = %(old)s on conflict do nothing""",
    """insert into catalog.work_codes (work_id, scheme, code, heading)
        select %(into)s, scheme, code, heading from catalog.work_codes
        where work_id = %(old)s on conflict do nothing""",
    """insert into catalog.work_keys (key, work_id)
        select key, %(into)s from catalog.work_keys where work_id = %(old)s
        on conflict do nothing""",
    """insert into catalog.collection_works (collection_id, work_id, position, note)
        select collection_id, %(into)s, position, note from catalog.collection_works
        where work_id = %(old)s on conflict do nothing""",
    """insert into catalog.covers (work_id, media_type, image, version, uploaded_at)
        select %(into)s, media_type, image, version, uploaded_at from catalog.covers
        where work_id = %(old)s on conflict do nothing""",
    """update catalog.images set work_id = %(into)s, position = 1 + position + (
            select coalesce(max(position), -1) from catalog.images where work_id = %(into)s)
        where work_id = %(old)s""",
    "update catalog.merged_works set work_id = %(into)s where work_id = %(old)s",
    "insert into catalog.merged_works (old_id, work_id) values (%(old)s, %(into)s)",
    "delete from catalog.works where id = %(old)s",
)
