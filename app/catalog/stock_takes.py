"""Stock-takes: the shelves are counted while the shop goes on selling.

A count is compared with what the ledger says at that moment, and only the difference enters the
ledger at the end. So a copy that is sold meanwhile is neither lost nor found.
"""

from peewee import IntegrityError

from app.accounts.staff_actions import record
from app.catalog.inventory import move_many, rows_for
from app.catalog.models import Edition, StockTake, StockTakeCount
from app.db import db, now


class AlreadyCounting(Exception):
    """A stock-take is under way; there is one at a time."""


class NotUnderWay(Exception):
    """The stock-take is finished or cancelled."""


class MovedMeanwhile(Exception):
    """Copies came or went between two scans of a book: nobody knows which of them were counted."""


def start(name, *, staff_id):
    try:
        with db.atomic():
            take = StockTake.create(name=name, started_by=staff_id)
            record(staff_id, "started", f"stock-take {take.id}")
    except IntegrityError as error:
        raise AlreadyCounting from error
    return take


def under_way():
    return StockTake.get_or_none(StockTake.finished_at.is_null(), StockTake.cancelled_at.is_null())


def count(take, edition, *, copies=None, staff_id):
    """Count so many copies of an edition, or one more when no number is given; return the count.

    Raises NotUnderWay, and MovedMeanwhile when one more would be a guess.
    """
    with db.atomic():
        lock(take, "SHARE")
        on_hand = rows_for([edition.id])[edition.id].on_hand
        before = count_of(take, edition)
        if copies is None and before and before.on_hand_then != on_hand:
            raise MovedMeanwhile
        if copies is None:
            copies = before.counted + 1 if before else 1
        write_count(take, edition, copies, on_hand, staff_id)
    return copies


def count_of(take, edition):
    return StockTakeCount.get_or_none(
        StockTakeCount.stock_take == take, StockTakeCount.edition == edition
    )


def write_count(take, edition, copies, on_hand, staff_id):
    facts = {"counted": copies, "on_hand_then": on_hand, "counted_by": staff_id}
    facts["counted_at"] = now()
    StockTakeCount.insert(stock_take=take, edition=edition, **facts).on_conflict(
        conflict_target=[StockTakeCount.stock_take, StockTakeCount.edition], update=facts
    ).execute()


def forget(take, edition):
    """Take an edition out of the stock-take, as though it had not been counted."""
    with db.atomic():
        lock(take, "SHARE")
        StockTakeCount.delete().where(
            StockTakeCount.stock_take == take, StockTakeCount.edition == edition
        ).execute()


def finish(take, *, staff_id):
    """Enter the differences into the ledger, all or none.

    Raises NotUnderWay; FewerThanReserved when orders hold copies that nobody found.
    """
    with db.atomic():
        take = lock(take, "UPDATE")
        counts = StockTakeCount.select(StockTakeCount, Edition).join(Edition)
        counts = counts.where(StockTakeCount.stock_take == take)
        rows_for([row.edition_id for row in counts])
        # Read again: whoever sets the copies of an edition by hand holds its row and corrects ours.
        differences = {
            row.edition_id: row.counted - row.on_hand_then
            for row in counts.clone()
            if not row.edition.is_download
        }
        move_many(differences, reason="stock_take", stock_take_id=take.id, staff_id=staff_id)
        take.finished_at = now()
        take.save()
        record(staff_id, "finished", f"stock-take {take.id}")
    return sum(bool(difference) for difference in differences.values())


def cancel(take, *, staff_id):
    with db.atomic():
        take = lock(take, "UPDATE")
        take.cancelled_at = now()
        take.save()
        record(staff_id, "cancelled", f"stock-take {take.id}")


def lock(take, how):
    """The stock-take as it is now; those who count share it, who ends it has it alone."""
    found = StockTake.select().where(StockTake.id == take.id).for_update(f"FOR {how}").get()
    if found.finished_at or found.cancelled_at:
        raise NotUnderWay
    return found
