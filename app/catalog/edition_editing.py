"""Staff change what an edition is, and whether it is sold."""

from contextlib import contextmanager
from datetime import date

from peewee import IntegrityError

from app.catalog.editing import (
    hold_names,
    named,
    note_change,
    unchanged_since,
    write_contributors,
)
from app.catalog.facts import DATES, PLAIN_EDITION_FACTS, edition_facts, fingerprint, stock_of
from app.catalog.models import Edition, EditionContributor, Publisher
from app.catalog.prices import set_list_prices
from app.db import NO_KEY, db, now


class IsbnTaken(Exception):
    """Another edition has this ISBN in this condition; `edition` is that one."""

    def __init__(self, edition):
        super().__init__(edition.isbn)
        self.edition = edition


class HasCopies(Exception):
    """Copies of the edition stand on the shelf, so it cannot become a download."""


class HasFile(Exception):
    """A file of the edition is sold, so it stays a download."""


class KeepsItsPrice(Exception):
    """Carts may hold an edition that had a price, so it keeps one; it can be withdrawn."""


def save_edition(facts, *, work, currency, staff_id, edition=None, seen=None):
    """Write what an edition is (see facts.edition_facts), or add one to the work; return it.

    Raises IsbnTaken, HasCopies, HasFile, KeepsItsPrice and EditedMeanwhile. The list price is in
    the minor unit of the currency; what the edition costs now follows, unless it is on sale.
    """
    with db.atomic(), isbn_is_unique(facts):
        hold_names(facts)
        before = None
        if edition:
            edition = Edition.select().where(Edition.id == edition.id).for_update(NO_KEY).get()
            before = unchanged_since(seen, edition_facts(edition))
        edition = edition or Edition(work=work, currency=currency)
        write_edition(edition, before or {}, facts)
        note_change(staff_id, f"edition {edition.id}", before, edition_facts(edition))
    return edition


@contextmanager
def isbn_is_unique(facts):
    """Says whose ISBN it is when the database refuses to give it to a second edition."""
    try:
        with db.atomic():
            yield
    except IntegrityError as error:
        same = (Edition.isbn == facts["isbn"]) & (Edition.condition == facts["condition"])
        other = Edition.get_or_none(same)
        if other is None:
            raise
        raise IsbnTaken(other) from error


def write_edition(edition, before, facts):
    price = facts["list_price_minor"]
    if price is None and edition.price_minor is not None:
        raise KeepsItsPrice
    for name in set(PLAIN_EDITION_FACTS) - {"list_price_minor"}:
        setattr(edition, name, facts[name])
    for name in DATES:
        setattr(edition, name, date.fromisoformat(facts[name]) if facts[name] else None)
    edition.publisher = named(Publisher, facts["publisher"])
    edition.imprint = named(Publisher, facts["imprint"])
    if before.get("format") != facts["format"]:
        edition.product_form = ""  # it told more of the format before
        if edition.is_download and stock_of(edition.id).on_hand:
            raise HasCopies
        if edition.file_id and not edition.is_download:
            raise HasFile
    edition.withdrawn_at = None if facts["on_sale"] else edition.withdrawn_at or now()
    edition.save()
    if before.get("contributors") != facts["contributors"]:
        write_contributors(EditionContributor, {"edition": edition}, facts["contributors"])
    if price is not None:
        set_list_prices({edition.id: price})
        edition.list_price_minor = price


def set_on_sale(work, on_sale, *, staff_id):
    """Withdraw every edition of a work, or put them all back on sale."""
    with db.atomic():
        editions = Edition.select().where(Edition.work == work).order_by(Edition.id)
        for edition in editions:
            hold_names(edition_facts(edition))
        for edition in editions.for_update(NO_KEY):
            facts = edition_facts(edition)
            save_edition(
                facts | {"on_sale": on_sale},
                work=work,
                currency=edition.currency,
                staff_id=staff_id,
                edition=edition,
                seen=fingerprint(facts),
            )
