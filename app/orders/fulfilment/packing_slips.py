"""What goes into a parcel, as its packing slip says."""

from typing import NamedTuple

from app.orders.models import Order, OrderLine, Shipment, ShipmentLine


class Slip(NamedTuple):
    order: Order
    lines: list  # pairs of a line and how many copies of it are in the parcel
    to_follow: list  # lines that have copies still to come to the shop

    @property
    def copies(self):
        return sum(copies for _, copies in self.lines)

    @property
    def is_gift(self):
        return bool(self.order.gift_message or self.order.wrapped)


def slip_of(order):
    """The slip of what can be packed now; once all is sent, of all that was."""
    lines = printed_lines(order)
    here = [(line, line.reserved) for line in lines if line.reserved]
    sent = [(line, line.shipped) for line in lines if line.shipped]
    return Slip(order, here or sent, [line for line in lines if line.promised])


def printed_lines(order):
    lines = OrderLine.select().where(OrderLine.order == order, ~OrderLine.is_download)
    return list(lines.order_by(OrderLine.id))


def slip_of_parcel(order, parcel_id):
    """The slip of one parcel of the order that has left, or None when it has no such parcel."""
    packed = (
        ShipmentLine.select(ShipmentLine, OrderLine)
        .join(OrderLine)
        .switch(ShipmentLine)
        .join(Shipment)
        .where(Shipment.id == parcel_id, Shipment.order == order)
        .order_by(OrderLine.id)
    )
    lines = [(one.order_line, one.quantity) for one in packed]
    return Slip(order, lines, []) if lines else None
