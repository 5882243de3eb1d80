"""A paid order that is called off before it is sent: all its money goes back by itself."""

from app.db import db
from app.mail import send_once
from app.orders.models import Order, OrderLine
from app.orders.refunds.parts import Wanted
from app.orders.refunds.refundable import gives_all_back, left_of, nothing_is_left
from app.orders.refunds.requests import refund_all
from app.orders.refusals import NotRefundable, TooLateToCancel

BY_BUYER = ("paid",)
BY_STAFF = ("paid", "packed", "ready")


def can_be_cancelled(order, statuses=BY_BUYER):
    """Downloads are had as soon as they are paid, so only staff call those off."""
    return (
        order.status in statuses
        and not (gives_all_back(order) and order.total_minor)
        and not nothing_is_left(order)
        and all_can_go_back(order)
        and (statuses is not BY_BUYER or not order.lines.where(OrderLine.is_download).exists())
    )


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
