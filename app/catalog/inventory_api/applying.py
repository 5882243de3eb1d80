"""Writes stock and prices of some hundred editions with a handful of statements."""

from dataclasses import dataclass, field

from app.catalog.inventory import FewerThanReserved, set_on_hand
from app.catalog.inventory_api.rows import Refused, refusal
from app.catalog.models import Edition
from app.catalog.prices import lock_editions, set_list_prices
from app.db import db

UNKNOWN = Refused("unknown_edition", "We have no edition with this ISBN and condition.")
DOWNLOAD = Refused("download", "This edition is a download, so it has no copies on hand.")


@dataclass
class Taken:
    updated: int = 0
    unchanged: int = 0
    refusals: list = field(default_factory=list)


def apply(rows, *, note):
    """Set copies on hand and list prices as the rows say, each for another edition.

    Call it in a transaction. Editions are locked first, then works, as by all who change prices;
    copies come last, so that nobody who buys waits for an import or for staff.
    """
    known, refusals = known_editions(rows)
    lock_to_reprice(known)
    changed = recount(known, refusals, note) | reprice(known)
    return Taken(len(changed), len(known) - len(changed), refusals)


def known_editions(rows):
    """Rows by the id of their edition, and refusals of those that are for none of ours."""
    found = Edition.select().where(Edition.isbn.in_([row.isbn for row in rows]))
    editions = {(edition.isbn, edition.condition): edition for edition in found}
    known, refusals = {}, []
    for row in rows:
        edition = editions.get((row.isbn, row.condition))
        if edition is None:
            refusals.append(refusal(row.index, row.isbn, UNKNOWN))
        elif row.on_hand and edition.is_download:
            refusals.append(refusal(row.index, row.isbn, DOWNLOAD))
        else:
            known[edition.id] = row
    return known, refusals


def lock_to_reprice(known):
    """Lock the editions that come with a price, and the works of those whose price is another.

    What merely comes with the price it has keeps nobody waiting for its work.
    """
    prices = prices_of(known)
    news = [e.id for e in lock_editions(prices) if e.list_price_minor != prices[e.id]]
    db.execute_sql(WORKS, (news,))


def prices_of(known):
    return {id: row.price_minor for id, row in known.items() if row.price_minor is not None}


def too_few(reserved):
    copies = "1 copy is" if reserved == 1 else f"{reserved} copies are"
    return Refused("reserved", f"{copies} reserved for orders, so no fewer can be on hand.")


def recount(known, refusals, note):
    """Set the copies on hand; rows that cannot be go from the known to the refusals."""
    while True:
        counts = {id: row.on_hand for id, row in known.items() if row.on_hand is not None}
        try:
            return set(set_on_hand(counts, reason="inventory_system", note=note))
        except FewerThanReserved as short:
            # Nothing is locked any longer, so with the rest the same may happen again.
            for id, reserved in short.reserved.items():
                row = known.pop(id)
                refusals.append(refusal(row.index, row.isbn, too_few(reserved)))


def reprice(known):
    return set(set_list_prices(prices_of(known)))


WORKS = """
    select from catalog.works
    where id in (select work_id from catalog.editions where id = any(%s::bigint[]))
    order by id for no key update
"""
