"""The emails that an order caused, and whether they have gone out."""

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
    about = (Email.about == order.id) & Email.kind.in_(LETTERS + NOT_WRITTEN_NOW)
    for kinds, rows in rows_written_about(order).items():
        about |= Email.kind.in_(kinds) & Email.about.in_(rows)
    return list(Email.select().where(about).order_by(Email.id))


def rows_written_about(order):
    """By kinds of letters, the rows of the order that such letters are about."""

    def of_order(model, column=None):
        return model.select(column or model.id).where(model.order == order)

    lines = of_order(OrderLine)
    return {
        ("refund_made", "late_payment_back"): of_order(Refund),
        ("return_asked", "return_received", "return_refused", "return_closed"): of_order(Return),
        ("parcel_shipped",): of_order(Shipment),
        ("payment_failed",): of_order(Payment),
        ("withdrawal_received",): of_order(Withdrawal),
        ("order_link",): of_order(LinkRequest),
        ("gift_card",): of_order(GiftCardBought),
        ("store_credit",): of_order(Refund, Refund.stored_value),
        ("preorder_out",): lines,
        ("preorder_delayed",): Delay.select(Delay.id).where(Delay.order_line.in_(lines)),
    }
