"""The emails that orders caused, and whether they have gone out."""

from app.mail import Email
from app.orders.models import (
    Delay,
    GiftCardBought,
    LinkRequest,
    OrderLine,
    Payment,
    Refund,
    Return,
    Shipment,
    Withdrawal,
)

LETTERS = (
    "order_received",
    "order_paid",
    "order_cancelled",
    "ready_to_collect",
    "late_payment_refunded",
)
NOT_WRITTEN_NOW = ("order_shipped", "order_refunded")  # that old orders have


def emails_of(order):
    """What was written, or is to be written, to anybody because of the order."""
    return list(Email.select().where(is_about([order.id])).order_by(Email.id))


def is_about(order_ids):
    """The condition on emails that one of these orders caused them."""
    about = Email.about.in_(order_ids) & Email.kind.in_(LETTERS + NOT_WRITTEN_NOW)
    for kinds, rows in rows_written_about(order_ids).items():
        about |= Email.kind.in_(kinds) & Email.about.in_(rows)
    return about


def rows_written_about(order_ids):
    """By kinds of letters, the rows of the orders that such letters are about."""

    def of_orders(model, column=None):
        return model.select(column or model.id).where(model.order.in_(order_ids))

    lines = of_orders(OrderLine)
    return {
        ("refund_made", "late_payment_back"): of_orders(Refund),
        ("return_asked", "return_received", "return_refused", "return_closed"): of_orders(Return),
        ("parcel_shipped",): of_orders(Shipment),
        ("payment_failed",): of_orders(Payment),
        ("withdrawal_received",): of_orders(Withdrawal),
        ("order_link",): of_orders(LinkRequest),
        ("gift_card",): of_orders(GiftCardBought),
        ("store_credit",): of_orders(Refund, Refund.stored_value),
        ("preorder_out",): lines,
        ("preorder_delayed",): Delay.select(Delay.id).where(Delay.order_line.in_(lines)),
    }
