"""What staff may edit of a work or an edition, as plain values that can be compared and kept."""

import json
from hashlib import blake2b

from app.catalog.models import (
    Contributor,
    EditionContributor,
    Inventory,
    Subject,
    WorkCode,
    WorkContributor,
    WorkSubject,
)

PLAIN_WORK_FACTS = (
    "title",
    "subtitle",
    "description",
    "description_is_html",
    "keywords",
    "original_language",
    "first_published",
    "series_position",
)
PLAIN_EDITION_FACTS = (
    "isbn",
    "condition",
    "condition_note",
    "format",
    "edition_statement",
    "language",
    "trade_status",
    "tax_class",
    "pages",
    "weight_g",
    "height_mm",
    "width_mm",
    "thickness_mm",
    "preorder_limit",
    "backorder_limit",
    "most_per_customer",
    "list_price_minor",
)
DATES = ("published_on", "embargo_until")
SCHEMES = {"10": "BISAC", "93": "Thema", "12": "BIC"}  # ONIX code list 27
MAIN = " main"  # ends the line of a code that a publisher calls the main one


def work_facts(work):
    return {name: getattr(work, name) for name in PLAIN_WORK_FACTS} | {
        "series": work.series.name if work.series_id else "",
        "contributors": roles_and_names(WorkContributor, WorkContributor.work == work),
        "subjects": subject_slugs(work),
        "codes": code_lines(work),
    }


def edition_facts(edition):
    dates = {name: getattr(edition, name) for name in DATES}
    return (
        {name: getattr(edition, name) for name in PLAIN_EDITION_FACTS}
        | {name: day.isoformat() if day else None for name, day in dates.items()}
        | {
            "publisher": edition.publisher.name if edition.publisher_id else "",
            "imprint": edition.imprint.name if edition.imprint_id else "",
            "contributors": roles_and_names(
                EditionContributor, EditionContributor.edition == edition
            ),
            "on_sale": edition.withdrawn_at is None,
        }
    )


def fingerprint(facts):
    """A short text that changes whenever a fact does."""
    return blake2b(json.dumps(facts, sort_keys=True).encode(), digest_size=8).hexdigest()


def roles_and_names(link, condition):
    """[role, name] of each contributor, in their order."""
    rows = (
        link.select(link.role, Contributor.name)
        .join(Contributor)
        .where(condition)
        .order_by(link.position, Contributor.id, link.role)
    )
    return [list(row) for row in rows.tuples()]


def subject_slugs(work):
    rows = (
        Subject.select(Subject.slug)
        .join(WorkSubject)
        .where(WorkSubject.work == work)
        .order_by(Subject.position, Subject.slug)
    )
    return [row.slug for row in rows]


def code_lines(work):
    """The trade codes as staff write them: "BISAC FIC028000 main"."""
    rows = sorted(WorkCode.select().where(WorkCode.work == work), key=scheme_and_code)
    return [code_line(row) for row in rows]


def scheme_and_code(row):
    return row.scheme, row.code


def code_line(row):
    return f"{SCHEMES.get(row.scheme, row.scheme)} {row.code}{MAIN if row.is_main else ''}"


def stock_of(edition_id):
    """The inventory row of an edition; one that counts nothing when none was ever received."""
    return Inventory.get_or_none(Inventory.edition == edition_id) or Inventory(edition=edition_id)
