"""Copies on hand and reserved: every change is a guarded update and a line in the ledger."""

from peewee import EXCLUDED, chunked

from app.catalog.models import Inventory, InventoryMovement
from app.db import db


def lock_inventory(edition_ids):
    """Lock the inventory rows of these editions; return them by edition id."""
    # In id order, so that two carts sharing titles cannot deadlock.
    rows = Inventory.select().where(Inventory.edition.in_(list(edition_ids)))
    return {row.edition_id: row for row in rows.order_by(Inventory.edition).for_update()}


def move(edition_id, *, on_hand=0, reserved=0, reason, order_id=None, staff_id=None, note=""):
    """Change the counts by these differences and write the ledger line, both or neither.

    The database refuses (IntegrityError) what would leave fewer copies than are reserved.
    """
    with db.atomic():
        Inventory.insert(edition=edition_id).on_conflict_ignore().execute()
        Inventory.update(
            on_hand=Inventory.on_hand + on_hand, reserved=Inventory.reserved + reserved
        ).where(Inventory.edition == edition_id).execute()
        InventoryMovement.create(
            edition=edition_id,
            on_hand_change=on_hand,
            reserved_change=reserved,
            reason=reason,
            order_id=order_id,
            staff_id=staff_id,
            note=note,
        )


def receive(edition_id, copies, *, staff_id=None, note=""):
    """Put delivered copies on the shelf."""
    move(edition_id, on_hand=copies, reason="delivery", staff_id=staff_id, note=note)


def receive_many(copies, *, note=""):
    """Put delivered copies of many editions on the shelf: pairs of edition id and number."""
    with db.atomic():
        for batch in chunked(copies, 500):
            Inventory.insert_many(
                [{"edition": edition_id, "on_hand": number} for edition_id, number in batch]
            ).on_conflict(
                conflict_target=[Inventory.edition],
                update={Inventory.on_hand: Inventory.on_hand + EXCLUDED.on_hand},
            ).execute()
            moves = [_delivery(edition_id, number, note) for edition_id, number in batch if number]
            if moves:
                InventoryMovement.insert_many(moves).execute()


def _delivery(edition_id, copies, note):
    return {
        "edition": edition_id,
        "on_hand_change": copies,
        "reason": "delivery",
        "note": note,
    }


def count_again(edition_id, on_hand, *, staff_id, note=""):
    """Set the copies on hand to what was counted; True when that differs from what we thought.

    Raises IntegrityError when more copies than that are reserved for orders.
    """
    with db.atomic():
        Inventory.insert(edition=edition_id).on_conflict_ignore().execute()
        difference = on_hand - lock_inventory([edition_id])[edition_id].on_hand
        if difference:
            move(edition_id, on_hand=difference, reason="adjustment", staff_id=staff_id, note=note)
    return bool(difference)
