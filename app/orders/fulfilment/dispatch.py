"""Copies leave the shop: in one parcel or in several, each copy in one of them."""

from app.catalog.inventory import lock_inventory, move
from app.db import db, now
from app.mail import send_once
from app.orders.fulfilment.carriers import carrier_name
from app.orders.fulfilment.following import follow_copies
from app.orders.holds import lines_of
from app.orders.models import Order, Shipment, ShipmentLine
from app.orders.refunds.endings import gives_all_back, nothing_is_left
from app.orders.refunds.lost import lost_minor
from app.orders.refusals import NotShippable

SHIPPABLE = ("paid", "packed", "part_shipped")
NOT_PAID = "Only a paid order that has not been sent can be sent."
GOES_BACK = "The payment of this order is being given back."
LOST = "The money of this order is gone: the buyer's bank has taken it back."
NOT_HERE = "Some of these copies are not here to be sent, or their money is going back."
NO_COPIES = "All copies of this order were given up: nothing of it is to be sent."
NOTHING = "None of its copies is here to be sent."
NONE_ASKED = "Type how many copies go into this parcel."
ANOTHER_FORM = "This form has been used for another order."


def ship(order_id, tracking, staff, *, copies=None, carrier="", form_key=None):
    """Send copies of a paid order in one parcel and take them off the shelf; return the parcel.

    `copies` says by the id of a line how many; left out, all that is here is sent. The same form
    sent twice is one parcel. Raises NotShippable and changes nothing.
    """
    with db.atomic():
        order = Order.locked(order_id)
        before = made_by(form_key, order)
        if before:
            return before
        check_shippable(order)
        parcel = Shipment(
            order=order, carrier=carrier, tracking=tracking, staff=staff.id, form_key=form_key
        )
        take_off_the_shelf(order, parcel, copies)
        follow_copies(order)
        order.note("shipped", f"staff {staff.id}", said_of(parcel))
        send_once("parcel_shipped", parcel.id, order.email)
    return parcel


def said_of(parcel):
    return " ".join(filter(None, (carrier_name(parcel.carrier), parcel.tracking)))


def made_by(form_key, order):
    """The parcel that this form has made already, if any."""
    parcel = form_key and Shipment.get_or_none(Shipment.form_key == form_key)
    if parcel and parcel.order_id != order.id:
        raise NotShippable(ANOTHER_FORM)
    return parcel


def check_shippable(order):
    if order.status not in SHIPPABLE or order.delivery_kind == "collect":
        raise NotShippable(NOT_PAID)
    if gives_all_back(order):
        raise NotShippable(LOST if lost_minor(order) else GOES_BACK)
    if nothing_is_left(order):
        raise NotShippable(NO_COPIES)


def shippable_copies(order):
    """The lines of which copies are here and may be sent: pairs of a line and how many."""
    return [(line, line.reserved) for line in lines_of(order) if line.reserved]


def take_off_the_shelf(order, parcel, copies=None):
    """Put copies into a parcel that is new: those asked for, or all that may be sent."""
    lock_inventory(line.edition_id for line in lines_of(order))
    here = shippable_copies(order)
    wanted = {line.id: n for line, n in here} if copies is None else asked(copies, here)
    if not wanted:
        raise NotShippable(NONE_ASKED if here else NOTHING)
    parcel.save(force_insert=True)
    for line, _ in here:
        if line.id in wanted:
            put_in(parcel, line, wanted[line.id], order)


def asked(copies, here):
    wanted = {line_id: number for line_id, number in copies.items() if number}
    most = {line.id: number for line, number in here}
    if any(not 0 < number <= most.get(line_id, 0) for line_id, number in wanted.items()):
        raise NotShippable(NOT_HERE)
    return wanted


def put_in(parcel, line, copies, order):
    taken = {"on_hand": -copies, "reserved": -copies}
    why = {"order_id": order.id, "staff_id": parcel.staff_id}
    move(line.edition_id, **taken, reason="shipped", **why)
    ShipmentLine.create(shipment=parcel, order_line=line, quantity=copies)
    line.shipped += copies
    line.save()


def mark_delivered(order_id, staff):
    """The carrier has handed an order over; nothing changes when that is known already."""
    with db.atomic():
        order = Order.locked(order_id)
        if order.status == "delivered":
            return order
        if order.status != "shipped":
            raise NotShippable("Only an order that has been sent whole can have been delivered.")
        order.status = "delivered"
        order.delivered_at = now()
        order.save()
        order.note("delivered", f"staff {staff.id}")
    return order
