"""Asking for money back: rows first, in the transaction that lets go of what is not sent."""

import dataclasses

from app.db import db, now
from app.orders.giving_up import give_up, settle_status
from app.orders.models import Order, Refund, Return
from app.orders.refunds.parts import Wanted, cards_of, everything, parts_of
from app.orders.refunds.places import places_for
from app.orders.refunds.refundable import left_of, wrap_tax
from app.orders.refunds.rows import carry_on, take_back, write_rows
from app.orders.refusals import NotRefundable
from app.pricing import vouchers


def request_refund(order_id, reason, staff):
    """Ask for all that is left of an order's money, once; raises NotRefundable when none is."""
    with db.atomic():
        order = Order.locked(order_id)
        left = left_of(order)
        if left.all_minor <= 0:
            raise NotRefundable("This order has no payment that could be given back.")
        return refund_all(left, Wanted(reason), f"staff {staff.id}")


def request_part(order_id, wanted, by):
    """Ask for what is `wanted` of an order; the first Refund of it, or None when it costs nothing.

    The same form makes it once. Copies that are given up are let go of now, so they are neither
    sent nor sold twice. Where nothing of an order was sent nor will be, all its money goes back.
    Raises NotRefundable and changes nothing.
    """
    with db.atomic():
        order = Order.locked(order_id)
        made = Refund.get_or_none(Refund.form_key == wanted.form_key) if wanted.form_key else None
        return made or refund_wanted(order, wanted, by)


def refund_wanted(order, wanted, by):
    """As request_part, for whoever holds the order's lock."""
    left = left_of(order)
    if order.settled_at is None:
        raise NotRefundable("This order has no payment that could be given back.")
    if gives_up_the_rest(left, wanted):
        return write(left, everything(left, wanted.cards), wanted, by)
    wanted = with_delivery_not_had(left, wanted)
    parts = parts_of(left, wanted)
    if not parts.minor and not any(wanted.given_up.values()):
        raise NotRefundable("Say what is to be given back.")
    return write(left, parts, wanted, by)


def gives_up_the_rest(left, wanted):
    """Whether nothing of the order was sent or will be: then delivery was not had either."""
    parts_of(left, wanted)  # so that nonsense is refused here as well
    kept = any(one.to_give_up > wanted.given_up.get(one.line.id, 0) for one in left.lines)
    gives_up = any(wanted.given_up.values())
    return gives_up and not kept and left.nothing_was_sent


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
    given_up = {one.line.id: one.line.owed for one in left.lines if one.line.owed}
    cards = tuple(card.id for card in left.unspent_cards)
    wanted = dataclasses.replace(wanted, given_up=given_up, cards=cards)
    return write(left, everything(left, cards), wanted, by)


def write(left, parts, wanted, by):
    """The rows, then what they let go of: in the order in which everybody takes these locks."""
    order = left.order
    if wanted.return_id and wanted.ends_return:
        end_return(wanted.return_id)
    order.note("refund_requested", by, str(order.money(parts.minor)))
    if left.nothing_was_sent and not kept_to_send(left, wanted):
        vouchers.release(order.id)
    places = places_for(order, parts.minor, to_credit=wanted.to_credit)
    refunds = write_rows(order, parts, places, wanted, by)
    take_back(cards_of(left, wanted), refunds)
    give_up(order, wanted.given_up)
    settle_status(order, by)
    carry_on(order, refunds, by)
    return refunds[0] if refunds else None


def kept_to_send(left, wanted):
    return any(one.line.owed > wanted.given_up.get(one.line.id, 0) for one in left.lines)


def end_return(return_id):
    still_open = Return.status.in_(("requested", "received"))
    ended = Return.update(status="refunded", ended_at=now()).where(
        Return.id == return_id, still_open
    )
    if not ended.execute():
        raise NotRefundable("This return has ended already.")
