"""How far the money of a refund has come, and what that makes of its order."""

from app.db import now
from app.mail import send_once
from app.orders.giving_up import give_up_all
from app.orders.refunds.endings import all_is_back
from app.orders.refunds.refundable import order_lines
from app.pricing import vouchers

TOLD_ALREADY = ("late_payment", "cancelled")  # by an email of their own


def tell(refund, order):
    """Write to the buyer about a refund and all that belong to it, once."""
    if refund.reason not in TOLD_ALREADY or refund.replaces_id:
        send_once("refund_made", refund.request_id, order.email)


def finish(order, by):
    """Call the order refunded once all that was paid for it has gone back, or is lost; what has not
    been sent is not sent any more. Under its lock.

    As after any end, its vouchers can be used again unless something was sent.
    """
    if order.status == "refunded" or not all_is_back(order):
        return
    if not any(line.shipped for line in order_lines(order)):
        vouchers.release(order.id)
    give_up_all(order)
    order.status, order.ended_at = "refunded", now()
    order.save()
    order.note("all_refunded", by)
