"""Asking for money back: rows first, in the transaction that lets go of what is not sent."""

import dataclasses

from app.db import db, now
from app.orders.fulfilment.following import follow_copies
from app.orders.giving_up import give_up
from app.orders.models import Order, OrderEvent, Refund, Return
from app.orders.payments.disputes import disputed
from app.orders.refunds.parts import (
    Wanted,
    cards_of,
    check_copies,
    everything,
    kept_to_send,
    parts_of,
)
from app.orders.refunds.places import places_for
from app.orders.refunds.refundable import left_of, wrap_tax
from app.orders.refunds.rows import carry_on, take_back, write_rows
from app.orders.refusals import NotRefundable
from app.pricing import vouchers

NOTHING_LEFT = "This order has no payment that could be given back."
CLAIMED_NOW = (
    "The buyer's bank has claimed money of this order back and has not decided yet. Until then "
    "none is given back from here: it might go back twice."
)
NO_MONEY_FOR_IT = "This gives nothing back. A return can be closed without money, on its own page."
# What the order's history says when the copies that were given up change its status.
WHY = {
    "paid": ("unpacked", "to be packed again"),
    "shipped": ("shipped", "nothing more is to be sent"),
    "delivered": ("delivered", "nothing is to be sent"),
}


def request_refund(order_id, reason, staff):
    """Ask for all that is left of an order's money, once; raises NotRefundable when none is."""
    with db.atomic():
        order = Order.locked(order_id)
        check_claims(order)
        left = left_of(order)
        if left.all_minor <= 0:
            raise NotRefundable(NOTHING_LEFT)
        return refund_all(left, Wanted(reason), f"staff {staff.id}")


def request_part(order_id, wanted, by):
    """Ask for what is `wanted` of an order; the first Refund of it, or None when it costs nothing.

    The same form makes it once. Copies that are given up are let go of now, so they are neither
    sent nor sold twice. Where nothing of an order was sent nor will be, all its money goes back.
    Raises NotRefundable and changes nothing.
    """
    with db.atomic():
        order = Order.locked(order_id)
        if was_sent(wanted.form_key):
            return Refund.get_or_none(Refund.form_key == wanted.form_key)
        return refund_wanted(order, wanted, by)


def was_sent(form_key):
    """Whether this form has done its work, which may have cost nothing."""
    return form_key and OrderEvent.select().where(OrderEvent.form_key == form_key).exists()


def refund_wanted(order, wanted, by, places=None):
    """As request_part, for whoever holds the order's lock; `places` for money that went there
    already.
    """
    left = left_of(order)
    if order.settled_at is None:
        raise NotRefundable(NOTHING_LEFT)
    if not places:
        check_claims(order)
    if gives_up_the_rest(left, wanted) or ends_unsent(left, wanted):
        wanted = dataclasses.replace(wanted, given_up=unsent(left))
        return write(left, everything(left, wanted), wanted, by, places)
    wanted = with_delivery_not_had(left, wanted)
    parts = parts_of(left, wanted)
    if not parts.minor and not any(wanted.given_up.values()):
        raise NotRefundable(
            NO_MONEY_FOR_IT if wanted.return_id else "Say what is to be given back."
        )
    return write(left, parts, wanted, by, places)


def check_claims(order):
    """Raise NotRefundable while a bank holds money of the order: Stripe gives nothing of it back,
    and what went to a gift card instead would go back twice once the bank decides for the buyer.
    """
    if disputed([order.id]):
        raise NotRefundable(CLAIMED_NOW)


def gives_up_the_rest(left, wanted):
    """Whether nothing of the order was sent or will be: then delivery was not had either."""
    check_copies(left, wanted)  # so that nonsense is refused here as well
    cards_of(left, wanted)
    kept = any(one.to_give_up > wanted.given_up.get(one.line.id, 0) for one in left.lines)
    gives_up = any(wanted.given_up.values())
    return gives_up and not kept and left.nothing_was_sent


def ends_unsent(left, wanted):
    """Whether all that is left goes back, whatever it is called, and nothing was sent."""
    minor, whole = parts_of(left, wanted).minor, (left.minor_with(wanted.cards), left.minor)
    return left.nothing_was_sent and minor > 0 and minor in whole


def unsent(left):
    return {one.line.id: one.line.owed for one in left.lines if one.line.owed}


def with_delivery_not_had(left, wanted):
    """Where nothing was carried nor will be, and only downloads are kept: delivery and gift wrap
    as well, unless some of the order's money has gone back before.
    """
    goods = [one for one in left.lines if not one.line.is_download]
    gives_up = any(wanted.given_up.get(one.line.id) for one in goods)
    kept = any(one.to_give_up > wanted.given_up.get(one.line.id, 0) for one in goods)
    before = left.minor < left.order.total_minor
    if kept or before or not (gives_up and left.nothing_was_sent):
        return wanted
    wrap = left.order.wrap_minor + (0 if left.order.tax_included else wrap_tax(left.order))
    return dataclasses.replace(
        wanted, shipping_minor=left.shipping_minor, other_minor=wanted.other_minor + wrap
    )


def refund_all(left, wanted, by):
    """All that is left; nothing of the order that has not been sent is sent any more."""
    cards = tuple(card.id for card in left.unspent_cards)
    wanted = dataclasses.replace(wanted, given_up=unsent(left), cards=cards)
    return write(left, everything(left, wanted), wanted, by)


def write(left, parts, wanted, by, places=None):
    """The rows, then what they let go of: in the order in which everybody takes these locks."""
    order = left.order
    if wanted.return_id and wanted.ends_return:
        end_return(wanted.return_id, "refunded" if parts.minor else "closed")
    asked = str(order.money(parts.minor))
    order.note("refund_requested", by, asked, form_key=wanted.form_key)
    if left.nothing_was_sent and not kept_to_send(left, wanted):
        vouchers.release(order.id)
    refunds = write_rows(order, parts, places or places_of(left, parts, wanted), wanted, by)
    take_back(cards_of(left, wanted), refunds)
    give_up(order, wanted.given_up)
    if any(wanted.given_up.values()) and (status := follow_copies(order)):
        event, why = WHY[status]
        order.note(event, by, why)
    carry_on(order, refunds, by)
    return refunds[0] if refunds else None


def places_of(left, parts, wanted):
    kept = left.kept_minor(wanted.cards)
    return places_for(left.order, parts.minor, kept_minor=kept, to_credit=wanted.to_credit)


def end_return(return_id, status):
    still_open = Return.status.in_(("requested", "received"))
    ended = Return.update(status=status, ended_at=now()).where(Return.id == return_id, still_open)
    if not ended.execute():
        raise NotRefundable("This return has ended already.")
