"""Letters about an order, written when they are sent, from the order as it is then."""

from app.mail import write_letter
from app.orders.access import private_link
from app.orders.models import Order, Payment, Refund


def order_received(order_id):
    return letter("order_received", "We have your order {number}", Order.get_by_id(order_id))


def order_paid(order_id):
    return letter("order_paid", "Thank you, your order {number}", Order.get_by_id(order_id))


def order_shipped(order_id):
    return letter("order_shipped", "Your order {number} is on its way", Order.get_by_id(order_id))


def order_refunded(order_id):
    return letter("order_refunded", "A refund for your order {number}", Order.get_by_id(order_id))


def refund_made(refund_id):
    """About a refund and those that are part of the same request."""
    refund = Refund.get_by_id(refund_id)
    of_request = (Refund.id == refund.id) | (Refund.part_of == refund.id)
    refunds = list(Refund.select().where(of_request).order_by(Refund.id))
    return letter("refund_made", "A refund for your order {number}", refund.order, refunds=refunds)


def order_cancelled(order_id):
    order = Order.get_by_id(order_id)
    refunds = list(order.refunds.where(Refund.reason == "cancelled").order_by(Refund.id))
    return letter("order_cancelled", "Your order {number} is cancelled", order, refunds=refunds)


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
