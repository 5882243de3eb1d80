"""One order with all that is known about it, for its page in the back office."""

from peewee import JOIN

from app.accounts.models import Customer
from app.catalog.models import Edition, InventoryMovement, Work
from app.catalog.works import cards
from app.orders.cancellation import BY_STAFF, can_be_cancelled
from app.orders.fulfilment.collecting import COLLECTABLE
from app.orders.fulfilment.dispatch import shippable_copies
from app.orders.fulfilment.packing_slips import slip_of
from app.orders.models import (
    Download,
    OrderEvent,
    OrderLine,
    Payment,
    Refund,
    StoredValue,
)
from app.orders.refunds.endings import gives_all_back, nothing_is_left
from app.orders.refunds.resending import not_arrived

NEXT_STEPS = {
    ("parcel", "paid"): ("pack", "ship"),
    ("parcel", "packed"): ("ship", "unpack"),
    ("parcel", "part_shipped"): ("ship",),
    ("parcel", "shipped"): ("mark_delivered",),
    ("collect", "paid"): ("pack", "make_ready"),
    ("collect", "packed"): ("make_ready", "unpack"),
    ("collect", "ready"): ("hand_over",),
}


def next_steps(order):
    """What staff may do next to bring an order to its buyer, as names of endpoints."""
    if is_over(order):
        return ()
    steps = NEXT_STEPS.get((order.delivery_kind, order.status), ())
    lines = list(order.lines)
    can = {
        "pack": any(line.reserved for line in lines),
        "make_ready": not any(line.promised for line in lines),
    }
    return tuple(step for step in steps if can.get(step, True))


def awaits_copies(order):
    """Whether an order to be collected cannot be yet, since copies of it have still to come."""
    waits = order.delivery_kind == "collect" and order.status in COLLECTABLE
    return waits and not is_over(order) and any(line.promised for line in order.lines)


def is_over(order):
    return gives_all_back(order) or nothing_is_left(order)


def has_slip(order):
    """Whether a packing slip has lines: what is here of a paid order, or what was sent."""
    return order.settled_at is not None and bool(slip_of(order).lines)


def to_send(order):
    """Pairs of a line and the copies of it that may go into the next parcel."""
    return shippable_copies(order) if "ship" in next_steps(order) else []


def downloads_of(order):
    """Each download that was begun, with its line and who began it, if she had signed in."""
    return list(
        Download.select(Download, OrderLine, Customer)
        .join(OrderLine)
        .join_from(Download, Customer, JOIN.LEFT_OUTER)
        .where(OrderLine.order == order)
        .order_by(Download.id)
    )


def can_be_cancelled_by_staff(order):
    return can_be_cancelled(order, BY_STAFF)


def lines_of(order):
    """The lines with their edition and its `work`, which has a cover to show."""
    lines = list(
        OrderLine.select(OrderLine, Edition)
        .join(Edition)
        .where(OrderLine.order == order)
        .order_by(OrderLine.id)
    )
    ids = [line.edition.work_id for line in lines]
    works = {work.id: work for work in cards(Work.select().where(Work.id.in_(ids)))}
    for line in lines:
        line.order, line.work = order, works[line.edition.work_id]
    return lines


def payments_of(order):
    return list(Payment.select().where(Payment.order == order).order_by(Payment.attempt))


def refunds_of(order):
    """Each with `.by`, who asked for it, and `.not_arrived`, whether staff must send it anew."""
    query = (
        Refund.select(Refund, Payment, StoredValue)
        .join(Payment, JOIN.LEFT_OUTER)
        .switch(Refund)
        .join(StoredValue, JOIN.LEFT_OUTER)
        .where(Refund.order == order)
    )
    refunds = list(query.order_by(Refund.id))
    lost = {refund.id for refund in not_arrived().where(Refund.order == order)}
    for refund in refunds:
        refund.not_arrived = refund.id in lost
    return named_hands(refunds, "requested_by")


def events_of(order):
    """What happened to the order, each event with `.by`, whose hand it was."""
    query = OrderEvent.select().where(OrderEvent.order == order)
    return named_hands(list(query.order_by(OrderEvent.id)), "actor")


def named_hands(rows, field):
    """Give each row `.by`: the name of the member of staff where the field says "staff 7"."""
    ids = [
        int(hand.removeprefix("staff ")) for row in rows if is_staff(hand := getattr(row, field))
    ]
    people = Customer.select(Customer.id, Customer.name).where(Customer.id.in_(ids))
    names = {f"staff {person.id}": person.name for person in people}
    for row in rows:
        hand = getattr(row, field)
        row.by = names.get(hand, hand)
    return rows


def is_staff(hand):
    return hand.startswith("staff ") and hand.removeprefix("staff ").isdigit()


def movements_of(order):
    return list(
        InventoryMovement.select(InventoryMovement, Edition)
        .join(Edition)
        .where(InventoryMovement.order_id == order.id)
        .order_by(InventoryMovement.id)
    )
