"""Whether a buyer still waits for the money of a refund that failed: not when what it was of has
been given back since, nor when all that is left was paid for gift cards that stay.
"""

from peewee import Case, fn

from app.orders.models import (
    GiftCardBought,
    Order,
    OrderLine,
    Payment,
    Refund,
    RefundLine,
    StoredValue,
    StoredValueMovement,
)
from app.orders.refunds.lost import lost

other = Refund.alias()
since = RefundLine.alias()
STANDING = (other.status != "failed") & (other.reason != "late_payment")


def still_owed():
    """A condition on refunds, in a query that has joined their orders.

    Loose by the pence that copies given back one by one are rounded by, and by the tax that comes
    on top of gift wrap: who sends a refund again holds the order's lock and looks exactly.
    """
    of_lines = OrderLine.select(fn.coalesce(fn.sum(OrderLine.tax_minor), 0))
    tax = Order.tax_minor - of_lines.where(OrderLine.order == Order.id)
    tax_on_top = Case(None, [(Order.tax_included, 0)], tax)
    delivery = Order.shipping_minor + tax_on_top - back(other.shipping_minor)
    of_the_order = (
        (Refund.amount_minor - rounded_by() <= money_left())
        & ((Refund.shipping_minor == 0) | (Refund.shipping_minor <= delivery))
        & ~fn.EXISTS(lines_given_back())
    )
    return (Refund.reason == "late_payment") | of_the_order


def rounded_by():
    """The most by which what went back of the lines of a refund can be too much: a unit a copy."""
    lines = RefundLine.select(fn.coalesce(fn.sum(OrderLine.quantity), 0)).join(OrderLine)
    return lines.where(RefundLine.refund == Refund.id)


def back(field):
    total = other.select(fn.coalesce(fn.sum(field), 0))
    return total.where(other.order == Order.id, STANDING)


def money_left():
    """As Left.minor_with(()): without what disputes took, and the price of cards that stay."""
    gone = lost(Payment.order == Order.id)
    price = of_staying_cards(fn.sum(GiftCardBought.amount_minor))
    blocked = StoredValue.blocked_for_id.is_null(False)
    claimed = of_staying_cards(fn.sum(StoredValue.balance_minor).filter(blocked))
    return Order.total_minor - back(other.amount_minor) - gone - price + fn.LEAST(gone, claimed)


def of_staying_cards(total):
    cancelled = StoredValueMovement.select(StoredValueMovement.id).where(
        StoredValueMovement.stored_value == StoredValue.id,
        StoredValueMovement.reason == "cancelled",
    )
    bought = GiftCardBought.select(fn.coalesce(total, 0)).join(StoredValue)
    return bought.where(GiftCardBought.order == Order.id, ~fn.EXISTS(cancelled))


def lines_given_back():
    """A query for lines of the refund of which not so much is left, but for pence of rounding."""
    tax_on_top = Case(None, [(Order.tax_included, 0)], OrderLine.tax_minor)
    paid = OrderLine.quantity * OrderLine.unit_price_minor - OrderLine.discount_minor + tax_on_top
    copies = RefundLine.quantity + back_of_line(since.quantity)
    minor = RefundLine.amount_minor + back_of_line(since.amount_minor)
    return (
        RefundLine.select(RefundLine.refund)
        .join(OrderLine)
        .where(
            RefundLine.refund == Refund.id,
            (copies > OrderLine.quantity) | (minor > paid + OrderLine.quantity),
        )
    )


def back_of_line(field):
    total = since.select(fn.coalesce(fn.sum(field), 0)).join(other)
    return total.where(since.order_line == OrderLine.id, STANDING)
