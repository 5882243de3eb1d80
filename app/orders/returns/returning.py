"""Books on their way back: asked for, called off, said to be sent."""

from dataclasses import dataclass, field

from app.db import db, now
from app.mail import send_once
from app.orders.models import Order, Return, ReturnLine
from app.orders.refusals import NotReturnable
from app.orders.returns.coming_back import SETTLED, returnable
from app.orders.returns.periods import FAULTY, is_open_to_return

REASONS = {
    "damaged": "It came damaged",
    "wrong_book": "It is not the book I ordered",
    "misprint": "It is misprinted or misbound",
    "not_as_described": "It is not as you described it",
    "late": "It came too late",
    "unwanted": "I do not want it after all",
    "other": "Something else",
}
TOO_LATE = "The time to send these books back is over. Write to us, and we will see what we can do."
CAME = "These books have come already."
OVER = "This return is over: nothing is to be sent for it any more."
NO_COPIES = "Choose the copies that you send back."


@dataclass
class Asked:
    """What a buyer wants to send back, and why."""

    copies: dict = field(default_factory=dict)  # by line id
    reason: str = ""
    comment: str = ""
    form_key: str = ""


def ask(order_id, asked, by="buyer", *, grace=False):
    """A return of these copies; the same form makes it once.

    With `grace`, staff allow it however long ago it was. Raises NotReturnable.
    """
    with db.atomic():
        order = Order.locked(order_id)
        made = Return.get_or_none(Return.form_key == asked.form_key)
        if made:
            return made
        check(order, asked, grace)
        back = Return.create(
            order=order,
            form_key=asked.form_key,
            kind="return",
            reason=asked.reason,
            comment=asked.comment,
            asked_by=by,
        )
        write_lines(back, asked.copies)
        order.note("return_asked", by, asked.reason)
        send_once("return_asked", back.id, order.email)
    return back


def check(order, asked, grace):
    if order.status not in SETTLED:
        raise NotReturnable("Nothing of this order can be sent back.")
    can = returnable(order)
    if not any(asked.copies.values()):
        raise NotReturnable(NO_COPIES)
    if any(not 0 <= copies <= can.get(id, 0) for id, copies in asked.copies.items()):
        raise NotReturnable("Not so many copies of this order can be sent back.")
    if not grace and not is_open_to_return(order, asked.reason):
        raise NotReturnable(TOO_LATE)


def write_lines(back, copies, given_up=None):
    for id in sorted(id for id, number in copies.items() if number):
        up = (given_up or {}).get(id, 0)
        ReturnLine.create(return_of=back, order_line=id, quantity=copies[id], given_up=up)


def call_off(return_id):
    """The buyer keeps her books after all; raises NotReturnable when they came already."""
    with db.atomic():
        back, order = locked(return_id)
        if back.status == "called_off":
            return back
        if back.status != "requested" or back.kind != "return":
            raise NotReturnable("This return can no longer be cancelled.")
        end(back, "called_off")
        order.note("return_called_off", "buyer")
    return back


def say_sent(return_id, proof):
    """The buyer has sent the books: of a withdrawal, from now on its refund is due."""
    with db.atomic():
        back, order = locked(return_id)
        if back.status != "requested":
            raise NotReturnable(CAME if back.received_at else OVER)
        back.sent_back_at = back.sent_back_at or now()
        back.proof = proof
        back.save()
        order.note("return_sent", "buyer", proof)
    return back


def locked(return_id):
    # The order before what belongs to it, as everywhere.
    order = Order.locked(Return.get_by_id(return_id).order_id)
    return Return.select().where(Return.id == return_id).for_update().get(), order


def end(back, status, answer=""):
    back.status, back.ended_at, back.answer = status, now(), answer
    back.save()


def proposed_for(back, left):
    """What a refund of a return is made of: copies by line id, and what goes back of delivery; of
    both no more than is left of the order's money.
    """
    copies = {}
    for line in back.lines:
        came = line.received if back.received_at else line.to_come
        copies[line.order_line_id] = min(came, left.by_line[line.order_line_id].to_give_back)
    for_copies = sum(
        left.by_line[id].amount_of(number)[0] for id, number in copies.items() if number
    )
    rest = max(0, left.minor_with(()) - for_copies)
    return copies, min(delivery_for(back, left, copies), rest)


def delivery_for(back, left, copies):
    """Delivery goes back when nothing of the order is kept: all of it when we were at fault."""
    kept = [
        one
        for one in left.lines
        if one.copies > copies.get(one.line.id, 0) and not one.line.is_download
    ]
    if kept:
        return 0
    if back.kind == "withdrawal":
        return left.standard_shipping_minor
    return left.shipping_minor if back.reason in FAULTY else 0
