"""Money that did not arrive: the refund that failed is made up for by another, once."""

from peewee import IntegrityError, fn

from app.db import db
from app.orders.models import Order, Refund, RefundLine
from app.orders.payments import gateway
from app.orders.refunds.refundable import left_of
from app.orders.refunds.requests import check_claims
from app.orders.refunds.rows import carry_on, take_back
from app.orders.refunds.sending import OURS, refund_of
from app.orders.refunds.still_owed import still_owed
from app.orders.refusals import NotRefundable
from app.orders.stored_values.spending import account_for
from app.pricing.vouchers import lock_vouchers_of

NO_ANSWER = "Stripe does not answer just now. Try again in a minute."
ELSEWHERE = (
    "Money of this payment was given back in Stripe's own pages. Take that refund over first, "
    "under Reconciliation."
)
GIVEN_BACK = "This money has been given back since."
AGAIN = "again, "  # what the order's history says before the amount
KEPT = ("amount_minor", "shipping_minor", "tax_minor", "reason", "note", "order", "return_of")


def send_again(refund_id, by, *, to_credit=False):
    """Send the money of a failed refund once more, to where it was to go or to store credit.

    Raises NotRefundable when it has not failed, its money went back since, or somebody has given
    money of that payment back in Stripe's own pages.
    """
    failed = Refund.get_by_id(refund_id)
    if failed.payment_id:
        check_elsewhere(failed.payment)
    with db.atomic():
        order = Order.locked(Refund.get_by_id(refund_id).order_id)
        lock_vouchers_of(order.id)  # before gift cards, as everywhere: it may end the order
        failed = Refund.get_by_id(refund_id)
        if failed.status != "failed":
            raise NotRefundable("This refund has not failed.")
        check_claims(order)
        left = left_of(order)
        if not is_owed(failed, left):
            raise NotRefundable(GIVEN_BACK)
        try:
            refund = write_again(failed, order, by, to_credit=to_credit, left=left)
        except IntegrityError as error:
            raise NotRefundable(GIVEN_BACK) from error
        take_back([], [refund])
        carry_on(order, [refund], by)
    return refund


def check_elsewhere(payment):
    """Ask Stripe, before any lock, for refunds of this payment that are none of ours."""
    try:
        made = gateway.refunds_of(payment.payment_intent_id)
    except gateway.Unknown:
        return
    except gateway.GatewayError as error:
        raise NotRefundable(NO_ANSWER) from error
    if any(OURS.get(one.status) != "failed" and refund_of(one) is None for one in made):
        raise NotRefundable(ELSEWHERE)


def is_owed(failed, left):
    """Whether its money has not gone back in another way, to the penny for delivery."""
    of_delivery = failed.reason == "late_payment" or failed.shipping_minor <= left.shipping_minor
    return of_delivery and not_arrived().where(Refund.id == failed).exists()


def write_again(failed, order, by, *, to_credit=False, left=None):
    """The refund that makes up for it; IntegrityError when there is one.

    Of each line no more than is `left`, when that is given: copies that went back one by one may
    have been a penny too much.
    """
    lines = [line_again(line, left) for line in failed.lines]
    facts = {name: getattr(failed, name) for name in KEPT}
    for name in ("amount_minor", "tax_minor"):
        whole = sum(getattr(line, name) for line in failed.lines)
        facts[name] -= whole - sum(line[name] for line in lines)
    with db.atomic():
        refund = Refund.create(
            **facts,
            payment=None if to_credit else failed.payment_id,
            stored_value=account_for(order) if to_credit else None,
            requested_by=by,
            replaces=failed,
        )
        for line in lines:
            RefundLine.create(refund=refund, **line)
        order.note("refund_requested", by, f"{AGAIN}{refund.amount}")
    return refund


def line_again(line, left):
    again = {"order_line": line.order_line_id, "quantity": line.quantity}
    minor, tax = line.amount_minor, line.tax_minor
    if left:
        of_line = left.by_line[line.order_line_id]
        minor = min(minor, of_line.left_minor)
        tax = min(tax, minor, of_line.left_tax_minor)
    return again | {"amount_minor": minor, "tax_minor": tax}


def not_taken():
    """A query for the refunds that Stripe has not taken yet: it is asked for them again.

    One that does not match what is there waits for a person, and says so in its own row.
    """
    matching = Refund.last_error == ""
    return Refund.select().where(
        Refund.status == "requested", Refund.payment.is_null(False), matching
    )


def not_arrived():
    """A query for the refunds that failed and whose money has not gone back in another way."""
    other = Refund.alias()
    replaced = other.select(other.id).where(other.replaces == Refund.id)
    return (
        Refund.select(Refund, Order)
        .join(Order)
        .where(Refund.status == "failed", ~fn.EXISTS(replaced), still_owed())
    )
