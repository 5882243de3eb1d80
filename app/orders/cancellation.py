"""An order that is called off: before it is paid, or before it is sent, with all its money back."""

from contextlib import suppress

from app.db import db
from app.mail import send_once
from app.orders.models import Order, OrderEvent, OrderLine
from app.orders.payments.disputes import claims_on, disputed
from app.orders.payments.gateway import GatewayError
from app.orders.payments.sessions import close_all
from app.orders.refunds.endings import gives_all_back, nothing_is_left
from app.orders.refunds.parts import Wanted
from app.orders.refunds.refundable import left_of
from app.orders.refunds.requests import refund_all
from app.orders.refusals import NotRefundable, TooLateToCancel

BY_BUYER = ("paid",)
BY_STAFF = ("paid", "packed", "ready")


def turns_out_paid(order):
    """Before an order that waits for its money is cancelled: close the page where it could be paid,
    and take the money that came there before.

    Without an answer of Stripe's it is not known to be paid. It can be cancelled all the same: what
    comes later goes back by itself.
    """
    if order.status != "awaiting_payment":
        return False
    with suppress(GatewayError):
        close_all(order.id)
    return Order.get_by_id(order.id).settled_at is not None


def is_cancelled(order):
    """Whether it was called off, paid or not."""
    called_off = order.events.where(OrderEvent.event == "cancelled").exists()
    return called_off and (order.status in ("cancelled", "refunded") or gives_all_back(order))


def can_be_cancelled(order, statuses=BY_BUYER):
    return (
        order.status in statuses
        and not (gives_all_back(order) and order.total_minor)
        and not nothing_is_left(order)
        and all_can_go_back(order)
        and not disputed([order.id])
        and (statuses is not BY_BUYER or buyer_may_cancel(order))
    )


def buyer_may_cancel(order):
    """Downloads are had as soon as they are paid, and what her bank claims cannot go back twice."""
    downloads = order.lines.where(OrderLine.is_download)
    return not downloads.exists() and not claims_on(order)


def all_can_go_back(order):
    """Neither a copy sent nor a gift card used."""
    left = left_of(order)
    return left.nothing_was_sent and left.all_minor == left.minor


def cancel_paid(order_id, by, *, statuses=BY_BUYER, note=""):
    """End an order of which nothing was sent; its copies, its money and its vouchers are let go.

    Once, whoever asks at the same instant. Raises TooLateToCancel when it is being packed, was
    sent, or is cancelled already, and changes nothing.
    """
    with db.atomic():
        order = Order.locked(order_id)
        if not can_be_cancelled(order, statuses):
            raise TooLateToCancel
        order.note("cancelled", by, note)
        try:
            refund_all(left_of(order), Wanted("cancelled", note=note), by)
        except NotRefundable as refusal:  # one of its gift cards is spent at this very instant
            raise TooLateToCancel from refusal
        send_once("order_cancelled", order.id, order.email)
    return order
