"""A refund that somebody made in Stripe's own pages becomes one of ours."""

from peewee import IntegrityError

from app.db import db
from app.orders.models import Order
from app.orders.refunds.parts import Wanted
from app.orders.refunds.places import Place
from app.orders.refunds.requests import refund_wanted
from app.orders.refunds.sending import refund_of, take_note
from app.orders.refusals import NotRefundable

NOTE = "Given back in Stripe's own pages."
TOO_MUCH = "More was given back at Stripe than is left of this payment here."


def take_over(made, payment, by):
    """Write down a refund at Stripe as the order's, once, with its credit note and its email.

    Where it was all that was left and nothing was sent, the copies are let go of as well. Raises
    NotRefundable and changes nothing when the order has not so much to give back.
    """
    with db.atomic():
        order = Order.locked(payment.order_id)
        if refund_of(made):
            return
        wanted = Wanted("staff", other_minor=made.amount, note=NOTE)
        try:
            with db.atomic():
                place = Place(payment, None, made.amount)
                refund = refund_wanted(order, wanted, by, [place])
        except IntegrityError as error:
            raise NotRefundable(TOO_MUCH) from error
        refund.stripe_refund_id = made.id
        refund.save()
        take_note(refund.id, made)
