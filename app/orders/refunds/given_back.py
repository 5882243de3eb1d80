"""What of an order has gone back or is about to: refunds count from when they are asked for."""

from peewee import fn

from app.orders.models import Refund, RefundLine


def standing():
    """Refunds of what the order was paid with that have not failed."""
    return (Refund.status != "failed") & (Refund.reason != "late_payment")


def refunded(order):
    """Amount, of it delivery, and of it tax, that have gone back or are about to."""
    sums = [fn.coalesce(fn.sum(field), 0) for field in AMOUNTS]
    return Refund.select(*sums).where(Refund.order == order, standing()).tuples().get()


AMOUNTS = (Refund.amount_minor, Refund.shipping_minor, Refund.tax_minor)


def refunded_lines(order):
    """By line: copies, amount and tax that have gone back or are about to."""
    sums = (RefundLine.quantity, RefundLine.amount_minor, RefundLine.tax_minor)
    query = (
        RefundLine.select(RefundLine.order_line, *map(fn.sum, sums))
        .join(Refund)
        .where(Refund.order == order, standing())
        .group_by(RefundLine.order_line)
    )
    return {line: tuple(rest) for line, *rest in query.tuples()}
