"""An order on its way out of the shop: packed, sent in parcels, collected, delivered."""

from flask import request, url_for

from app.accounts.permissions import needs
from app.admin.acting import acted
from app.admin.blueprint import blueprint
from app.admin.order_page import to_send
from app.admin.orders import done, find_order, show_order
from app.admin.typed import Typed
from app.hypermedia import private
from app.orders.fulfilment import collecting, dispatch, packing
from app.orders.fulfilment.carriers import NAMES

COPIES = "copies-"  # begins the name of a line's field


@blueprint.post("/orders/<number>/shipment")
@private
@needs("orders.ship")
def ship(number):
    found = find_order(number)
    typed = Typed(request.form)
    tracking = typed.words("tracking", longest=100)
    carrier = typed.choice("carrier", NAMES) if request.form.get("carrier") else ""
    copies = typed_copies(typed)
    if typed.errors:
        return show_order(found, errors=typed.errors, status=422)
    return acted(
        lambda staff: dispatch.ship(
            found.id,
            tracking,
            staff,
            copies=copies,
            carrier=carrier,
            form_key=request.form.get("form_key") or None,
        ),
        lambda **why_not: not_shipped(find_order(number), copies or {}, **why_not),
        url_for("admin.order", number=number),
        f"Order {number}: the parcel is on its way.",
    )


def not_shipped(order, copies, **why_not):
    """The page of the order, with what is wrong beside the copies of which not so many are here."""
    here = {line.id: number for line, number in to_send(order)}
    errors = {
        f"{COPIES}{id}": f"Type a number from 0 to {here[id]}."
        for id, number in copies.items()
        if number > here.get(id, number)
    }
    return show_order(order, errors=errors, **why_not)


def typed_copies(typed):
    """By line how many copies go into the parcel; None, for all, when the form does not ask."""
    fields = [name for name in typed.form if name.startswith(COPIES) and len(name) < 30]
    lines = [name for name in fields if name.removeprefix(COPIES).isdecimal()]
    if not lines:
        return None
    return {int(name.removeprefix(COPIES)): typed.number(name, 0, 999) or 0 for name in lines}


@blueprint.post("/orders/<number>/packing")
@private
@needs("orders.ship")
def pack(number):
    found = find_order(number)
    return done(number, lambda staff: packing.pack(found.id, staff), f"Order {number} is packed.")


@blueprint.post("/orders/<number>/unpacking")
@private
@needs("orders.ship")
def unpack(number):
    found = find_order(number)
    notice = f"Order {number} is out of its box again."
    return done(number, lambda staff: packing.unpack(found.id, staff), notice)


@blueprint.post("/orders/<number>/readiness")
@private
@needs("orders.ship")
def make_ready(number):
    found = find_order(number)
    notice = f"Order {number} can be collected; its buyer is told."
    return done(number, lambda staff: collecting.make_ready(found.id, staff), notice)


@blueprint.post("/orders/<number>/collection")
@private
@needs("orders.ship")
def hand_over(number):
    found = find_order(number)
    notice = f"Order {number} is handed over."
    return done(number, lambda staff: collecting.hand_over(found.id, staff), notice)


@blueprint.post("/orders/<number>/arrival")
@private
@needs("orders.ship")
def mark_delivered(number):
    found = find_order(number)
    notice = f"Order {number} has been delivered."
    return done(number, lambda staff: dispatch.mark_delivered(found.id, staff), notice)
