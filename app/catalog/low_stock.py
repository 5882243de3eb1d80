"""Editions of which it is time to order more copies."""

from peewee import SQL, fn

from app.accounts.staff_actions import record
from app.catalog.inventory import rows_for
from app.catalog.models import Edition, Inventory, Work
from app.db import db

LOW_AT = 3  # copies available, unless an edition has a number of its own
NO_LONGER_MADE = ("out_of_print", "cancelled")

is_download = getattr(fn, "catalog.is_download")


def running_low():
    """A query for the editions that we stock, sell and can order, with few copies or none left.

    Each has its .stock and its .work. What never had a copy is not missing from any shelf.
    """
    available = Inventory.on_hand - Inventory.reserved
    return (
        Edition.select(Edition, Inventory, Work)
        .join(Inventory, attr="stock")
        .switch(Edition)
        .join(Work)
        .where(
            available <= fn.coalesce(Inventory.low_at, LOW_AT),
            Edition.withdrawn_at.is_null(),
            Edition.condition == "new",
            ~is_download(Edition.format, Edition.product_form),
            Edition.trade_status.not_in(NO_LONGER_MADE),
        )
    )


def most_wanted_first(query):
    return query.order_by(Work.popularity.desc(), SQL("(on_hand - reserved)"), Edition.id)


def set_low_at(edition, low_at, *, staff_id):
    """Set the copies at which an edition is low; None for the number of the whole shop."""
    with db.atomic():
        before = rows_for([edition.id])[edition.id].low_at
        if before != low_at:
            Inventory.update(low_at=low_at).where(Inventory.edition == edition).execute()
            states = {"before": {"low_at": before}, "after": {"low_at": low_at}}
            record(staff_id, "edited", f"edition {edition.id}", **states)
