"""Letters about an order, written when they are sent, from the order as it is then."""

from app.mail import write_letter
from app.orders.access import private_link
from app.orders.models import Order, Payment


def order_received(order_id):
    return letter("order_received", "We have your order {number}", Order.get_by_id(order_id))


def order_paid(order_id):
    return letter("order_paid", "Thank you, your order {number}", Order.get_by_id(order_id))


def order_shipped(order_id):
    return letter("order_shipped", "Your order {number} is on its way", Order.get_by_id(order_id))


def order_refunded(order_id):
    return letter("order_refunded", "A refund for your order {number}", Order.get_by_id(order_id))


def late_payment_refunded(order_id):
    order = Order.get_by_id(order_id)
    return letter("late_payment_refunded", "Your payment for order {number} goes back", order)


def payment_failed(payment_id):
    order = Payment.get_by_id(payment_id).order
    return letter("payment_failed", "The payment for your order {number} failed", order)


def letter(template, subject, order):
    return write_letter(
        template,
        subject.format(number=order.number),
        name=order.name,
        order=order,
        lines=order.ordered_lines,
        link=private_link(order),
    )
