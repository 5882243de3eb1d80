"""Letters about an order, written when they are sent, from the order as it is then."""

from app.mail import write_letter
from app.orders.access import private_link
from app.orders.models import Delay, Order, OrderLine, Payment, Shipment
from app.orders.parcels import parcels_of


def order_received(order_id):
    return letter("order_received", "We have your order {number}", Order.get_by_id(order_id))


def order_paid(order_id):
    return letter("order_paid", "Thank you, your order {number}", Order.get_by_id(order_id))


def order_shipped(order_id):
    return letter("order_shipped", "Your order {number} is on its way", Order.get_by_id(order_id))


def parcel_shipped(shipment_id):
    order = Shipment.get_by_id(shipment_id).order
    parcel = next(parcel for parcel in parcels_of(order) if parcel.id == shipment_id)
    subject = "A parcel of your order {number} is on its way"
    return letter("parcel_shipped", subject, order, parcel=parcel)


def ready_to_collect(order_id):
    order = Order.get_by_id(order_id)
    return letter("ready_to_collect", "Your order {number} is ready to collect", order)


def preorder_out(line_id):
    line = OrderLine.get_by_id(line_id)
    came = "A book you pre-ordered is out" if line.told_day else "Your copies have come in"
    return letter("preorder_out", came + ": order {number}", line.order, line=line)


def preorder_delayed(delay_id):
    delay = Delay.get_by_id(delay_id)
    line = delay.order_line
    subject = "A book of your order {number} comes out later"
    return letter("preorder_delayed", subject, line.order, line=line, delay=delay)


def order_refunded(order_id):
    return letter("order_refunded", "A refund for your order {number}", Order.get_by_id(order_id))


def late_payment_refunded(order_id):
    order = Order.get_by_id(order_id)
    return letter("late_payment_refunded", "Your payment for order {number} goes back", order)


def payment_failed(payment_id):
    order = Payment.get_by_id(payment_id).order
    return letter("payment_failed", "The payment for your order {number} failed", order)


def letter(template, subject, order, **more):
    return write_letter(
        template,
        subject.format(number=order.number),
        name=order.name,
        order=order,
        lines=order.ordered_lines,
        link=private_link(order),
        **more,
    )
