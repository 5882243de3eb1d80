"""A refund that somebody made in Stripe's own pages becomes one of ours."""

from peewee import IntegrityError

from app.db import db
from app.orders.models import Order, Refund
from app.orders.refunds.parts import Wanted
from app.orders.refunds.places import Place
from app.orders.refunds.refundable import left_of
from app.orders.refunds.requests import refund_wanted
from app.orders.refunds.resending import not_arrived, write_again
from app.orders.refunds.sending import refund_of, take_note
from app.orders.refusals import NotRefundable

TOO_MUCH = "More was given back at Stripe than is left of this payment here."
LESS_THAN_CARDS = "Less was given back at Stripe than these gift cards cost."
WHICH_CARDS = "Some of this money is what gift cards cost. Tick those that it was given back for."


def take_over(made, payment, by, card_ids=()):
    """Write down a refund at Stripe as the order's, once, with its credit note and its email.

    It takes back the gift cards of these ids, and makes up for a refund of as much that has failed.
    Where it was all that was left and nothing was sent, the copies are let go of as well. Raises
    NotRefundable and changes nothing when the order has not so much to give back, or when it has
    so much only with gift cards that could be taken back and are not among these.
    """
    with db.atomic():
        order = Order.locked(payment.order_id)
        if refund_of(made):
            return
        try:
            with db.atomic():
                again = None if card_ids else made_up_for(made, payment, order, by)
                refund = again or goodwill(made, payment, order, by, card_ids)
        except IntegrityError as error:
            raise NotRefundable(TOO_MUCH) from error
        refund.stripe_refund_id = made.id
        refund.save()
        take_note(refund.id, made)


def made_up_for(made, payment, order, by):
    """The refund that replaces one of as much that failed, if there is one: staff sent it there."""
    alike = (Refund.payment == payment) & (Refund.amount_minor == made.amount)
    failed = not_arrived().where(alike).order_by(Refund.id).first()
    return failed and write_again(failed, order, by)


def goodwill(made, payment, order, by, card_ids):
    """The refund of money that went back for these gift cards, and otherwise for nothing named."""
    left = left_of(order)
    cards = [card for card in left.unspent_cards if card.id in card_ids]
    ids = tuple(card.id for card in cards)
    if len(cards) < len(left.unspent_cards) and made.amount > left.minor_with(ids):
        raise NotRefundable(WHICH_CARDS)
    other = made.amount - sum(card.amount_minor for card in cards)
    if other < 0:
        raise NotRefundable(LESS_THAN_CARDS)
    facts = {"cards": ids, "other_minor": other, "gone_minor": made.amount}
    return refund_wanted(order, Wanted("staff", **facts), by, [Place(payment, None, made.amount)])
