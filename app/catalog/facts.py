"""What staff may edit of a work or an edition, as plain values that can be compared and kept."""

import json
from hashlib import blake2b

from app.catalog.models import (
    AUTHOR,
    Contributor,
    Inventory,
    Subject,
    WorkContributor,
    WorkSubject,
)


def work_facts(work):
    return {
        "title": work.title,
        "subtitle": work.subtitle,
        "description": work.description,
        "first_published": work.first_published,
        "series": work.series.name if work.series_id else "",
        "series_position": work.series_position,
        "authors": author_names(work),
        "subjects": subject_slugs(work),
    }


def edition_facts(edition):
    return {
        "isbn": edition.isbn,
        "format": edition.format,
        "publisher": edition.publisher.name if edition.publisher_id else "",
        "pages": edition.pages,
        "published_on": edition.published_on.isoformat() if edition.published_on else None,
        "price_minor": edition.price_minor,
        "on_sale": edition.withdrawn_at is None,
    }


def fingerprint(facts):
    """A short text that changes whenever a fact does."""
    return blake2b(json.dumps(facts, sort_keys=True).encode(), digest_size=8).hexdigest()


def author_names(work):
    rows = (
        Contributor.select(Contributor.name)
        .join(WorkContributor)
        .where(WorkContributor.work == work, WorkContributor.role == AUTHOR)
        .order_by(WorkContributor.position, Contributor.id)
    )
    return [row.name for row in rows]


def subject_slugs(work):
    rows = (
        Subject.select(Subject.slug)
        .join(WorkSubject)
        .where(WorkSubject.work == work)
        .order_by(Subject.position, Subject.slug)
    )
    return [row.slug for row in rows]


def stock_of(edition_id):
    """The inventory row of an edition; one that counts nothing when none was ever received."""
    return Inventory.get_or_none(Inventory.edition == edition_id) or Inventory(edition=edition_id)
