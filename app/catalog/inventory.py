"""Copies on hand and reserved: every change is made here, with its line in the ledger."""

from peewee import chunked

from app.catalog.models import Inventory, InventoryMovement
from app.db import db
from app.queueing import nudge_after_commit

BATCH = 500  # editions a statement


class FewerThanReserved(Exception):
    """More copies are reserved for orders than would be on hand; `reserved` says how many."""

    def __init__(self, reserved):
        super().__init__(reserved)
        self.reserved = reserved  # by edition id


def lock_inventory(edition_ids):
    """Lock the inventory rows of these editions; return them by edition id."""
    # In id order, so that two carts sharing titles cannot deadlock.
    rows = Inventory.select().where(Inventory.edition.in_(list(edition_ids)))
    return {row.edition_id: row for row in rows.order_by(Inventory.edition).for_update()}


def move(edition_id, *, on_hand=0, reserved=0, promised=0, reason, **why):
    """Change the counts by these differences and write the ledger line, both or neither.

    `why` are more facts of the line: order_id, staff_id, delivery_id, stock_take_id, note. The
    database refuses (IntegrityError) what would leave fewer copies than are reserved.
    """
    with db.atomic():
        Inventory.insert(edition=edition_id).on_conflict_ignore().execute()
        Inventory.update(
            on_hand=Inventory.on_hand + on_hand,
            reserved=Inventory.reserved + reserved,
            promised=Inventory.promised + promised,
        ).where(Inventory.edition == edition_id).execute()
        InventoryMovement.create(
            edition=edition_id,
            on_hand_change=on_hand,
            reserved_change=reserved,
            promised_change=promised,
            reason=reason,
            **why,
        )
        if on_hand > reserved:
            nudge_for_awaited([edition_id])


def hold(copies, order_id):
    """Hold copies for an order: by edition id how many are reserved, and how many promised.

    The rows are there and locked, see rows_for().
    """
    ids = sorted(copies)
    reserved, promised = zip(*(copies[id] for id in ids), strict=True)
    db.execute_sql(HELD, (ids, list(reserved), list(promised), order_id))


def nudge_for_awaited(edition_ids):
    """Have copies that have become free given to the orders that wait for them."""
    awaited = Inventory.select(Inventory.edition).where(
        Inventory.edition.in_(edition_ids),
        Inventory.promised > 0,
        Inventory.on_hand > Inventory.reserved,
    )
    for (id,) in awaited.tuples():
        nudge_after_commit("jobs.promises.allocate", id)


def move_many(changes, *, reason, **why):
    """Change the copies on hand of editions, by id, by these differences, in few statements.

    `why` as in move(). Raises FewerThanReserved and changes nothing.
    """
    with db.atomic():
        refuse_fewer_than_reserved(rows_for(changes), changes)
        write_moves(changes, {"reason": reason, **why})


def rows_for(edition_ids):
    """Lock the inventory rows of these editions by id, made where there were none."""
    ids = sorted(edition_ids)
    db.execute_sql(ROWS_FOR, (ids,))
    return lock_inventory(ids)


def refuse_fewer_than_reserved(rows, changes):
    left = {id: rows[id].on_hand + change - rows[id].reserved for id, change in changes.items()}
    if any(available < 0 for available in left.values()):
        raise FewerThanReserved({id: rows[id].reserved for id in left if left[id] < 0})


def write_moves(changes, why):
    """Write changes that fit the locked rows, each with its line in the ledger."""
    changes = sorted((id, change) for id, change in changes.items() if change)
    for batch in chunked(changes, BATCH):
        ids, copies = map(list, zip(*batch, strict=True))
        db.execute_sql(MOVES, {**NO_REASON, **why, "ids": ids, "copies": copies})
        nudge_for_awaited(ids)


def set_on_hand(counts, *, reason, **why):
    """Set the copies on hand of editions, by id, to what was counted, in few statements.

    Returns by how much each that was not right has changed. Raises FewerThanReserved and changes
    nothing. Where it changes something, an open stock-take takes it for its latest count; a number
    that the ledger has already may only repeat it, and leaves what was counted.
    """
    with db.atomic():
        rows = rows_for(counts)
        changes = {id: number - rows[id].on_hand for id, number in counts.items()}
        changes = {id: change for id, change in changes.items() if change}
        refuse_fewer_than_reserved(rows, changes)
        write_moves(changes, {"reason": reason, **why})
        supersede_counts({id: counts[id] for id in changes})
    return changes


def supersede_counts(counts):
    """What an open stock-take counted before is out of date and must not be applied on top."""
    db.execute_sql(SUPERSEDE, (list(counts), list(counts.values())))


def receive(edition_id, copies, **why):
    """Put delivered copies on the shelf."""
    move(edition_id, on_hand=copies, reason="delivery", **why)


def receive_many(copies, **why):
    """Put delivered copies of many editions on the shelf: pairs of edition id and number."""
    move_many(dict(copies), reason="delivery", **why)


def count_again(edition_id, on_hand, **why):
    """Set the copies on hand to what was counted; True when that differs from what we thought.

    Somebody stood at the shelf, so an open stock-take takes it for its latest count in any case.
    Raises FewerThanReserved.
    """
    counted = {edition_id: on_hand}
    with db.atomic():
        changed = set_on_hand(counted, reason="adjustment", **why)
        supersede_counts(counted)
    return bool(changed)


ROWS_FOR = """
    insert into catalog.inventory (edition_id) select unnest(%s::bigint[])
    on conflict do nothing
"""

NO_REASON = {
    **dict.fromkeys(("order_id", "staff_id", "delivery_id", "stock_take_id")),
    "note": "",
}
MOVES = """
    with change as (
        select * from unnest(%(ids)s::bigint[], %(copies)s::int[]) as one (id, copies)
    ), moved as (
        update catalog.inventory set on_hand = on_hand + copies from change where edition_id = id
    )
    insert into catalog.inventory_movements (edition_id, on_hand_change, reason,
        order_id, staff_id, delivery_id, stock_take_id, note)
    select id, copies, %(reason)s, %(order_id)s, %(staff_id)s, %(delivery_id)s, %(stock_take_id)s,
        %(note)s
    from change order by id
"""

HELD = """
    with held as (
        select * from unnest(%s::bigint[], %s::int[], %s::int[]) as one (id, reserved, promised)
    ), moved as (
        update catalog.inventory as i
        set reserved = i.reserved + held.reserved, promised = i.promised + held.promised
        from held where edition_id = id
    )
    insert into catalog.inventory_movements
        (edition_id, reserved_change, promised_change, reason, order_id)
    select id, reserved, promised, 'held', %s from held order by id
"""

SUPERSEDE = """
    update catalog.stock_take_counts as c set counted = latest.copies, on_hand_then = latest.copies
    from unnest(%s::bigint[], %s::int[]) as latest (id, copies), catalog.stock_takes as t
    where c.edition_id = latest.id and t.id = c.stock_take_id
        and t.finished_at is null and t.cancelled_at is null
"""
