"""Books that have come back: counted, put on the shelf or not, and answered for."""

from app.catalog.inventory import lock_inventory, move
from app.db import db, now
from app.mail import send_once
from app.orders.models import OrderLine, ReturnLine
from app.orders.refusals import NotReturnable
from app.orders.returns.returning import end, locked

ON_THE_SHELF = (
    "Copies of it are on the shelf again: refund it, or close it if nothing is to be paid."
)


def receive(return_id, came, staff):
    """Take in what came back: by line id, pairs of copies and of those how many are sold again.

    Once: a return that was taken in is not taken in again. Raises NotReturnable.
    """
    with db.atomic():
        back, order = locked(return_id)
        if back.status != "requested":
            raise NotReturnable("What came of this return has been taken in already.")
        lines = {line.order_line_id: line for line in lines_of(back)}
        check_came(lines, came)
        take_in(lines, came, order, staff)
        back.status, back.received_at, back.staff = "received", now(), staff.id
        back.save()
        order.note("return_received", f"staff {staff.id}")
        send_once("return_received", back.id, order.email)
    return back


def lines_of(back):
    """In edition order, as the shelf is locked, each with the line of the order."""
    return list(
        ReturnLine.select(ReturnLine, OrderLine)
        .join(OrderLine)
        .where(ReturnLine.return_of == back)
        .order_by(OrderLine.edition)
    )


def check_came(lines, came):
    for id, (copies, restocked) in came.items():
        if id not in lines or not 0 <= restocked <= copies <= lines[id].to_come:
            raise NotReturnable("More copies than were to come back, or than came, were typed.")
    if not any(copies for copies, _ in came.values()):
        raise NotReturnable("Say how many copies have come.")


def take_in(lines, came, order, staff):
    lock_inventory(line.order_line.edition_id for line in lines.values())
    for id, line in lines.items():
        copies, restocked = came.get(id, (0, 0))
        if restocked:
            move(
                line.order_line.edition_id,
                on_hand=restocked,
                reason="returned",
                order_id=order.id,
                staff_id=staff.id,
            )
        count(line, copies, restocked)


def count(line, copies, restocked):
    of_return = ReturnLine.order_line == line.order_line_id
    ReturnLine.update(received=copies, restocked=restocked).where(
        ReturnLine.return_of == line.return_id, of_return
    ).execute()
    OrderLine.update(returned=OrderLine.returned + copies).where(
        OrderLine.id == line.order_line_id
    ).execute()


def refuse(return_id, answer, staff):
    """Say no, in words that the buyer reads; what came goes back to her. Raises NotReturnable."""
    with db.atomic():
        back, order = locked(return_id)
        if back.status not in ("requested", "received"):
            raise NotReturnable("This return has ended already.")
        lines = lines_of(back)
        if any(line.restocked for line in lines):
            raise NotReturnable(ON_THE_SHELF)
        for line in lines:
            OrderLine.update(returned=OrderLine.returned - line.received).where(
                OrderLine.id == line.order_line_id
            ).execute()
        back.staff = staff.id
        end(back, "refused", answer)
        order.note("return_refused", f"staff {staff.id}", answer)
        send_once("return_refused", back.id, order.email)
    return back


def close(return_id, answer, staff):
    """End a return with no money: what came stays, and costs nothing or was given back before.

    `answer` is for the buyer, who is written to. Raises NotReturnable while nothing has come.
    """
    with db.atomic():
        back, order = locked(return_id)
        if back.status != "received":
            raise NotReturnable("Only a return whose books have come can be closed.")
        back.staff = staff.id
        end(back, "closed", answer)
        order.note("return_closed", f"staff {staff.id}", answer)
        send_once("return_closed", back.id, order.email)
    return back
