"""Copies held for an order: taken at checkout, let go when it is cancelled or runs out of time."""

from datetime import timedelta

from peewee import fn

from app.cart.vouchers import carry
from app.catalog.ahead import copies_left, is_forthcoming
from app.catalog.inventory import hold, lock_inventory, move, rows_for
from app.catalog.models import Edition
from app.db import db, now
from app.orders.models import GiftCardBought, Order, OrderLine, Payment
from app.orders.refusals import OutOfStock
from app.orders.stored_values.spending import give_back
from app.pricing import vouchers
from app.queueing import PAYMENTS, nudge_after_commit

HOLD = timedelta(minutes=30)
OF_A_GIFT_CARD = (
    *("amount_minor", "currency", "recipient_name", "recipient_email", "sender_name"),
    *("message", "send_on"),
)


def hold_copies(order):
    """Hold the order's copies, all of them, or raise OutOfStock and hold none.

    What is on the shelf is reserved; the rest is promised, within what may be sold ahead.
    """
    lines = list(order.lines.order_by(OrderLine.edition))
    shelf = shelf_for(lines)
    editions = Edition.select().where(Edition.id.in_([line.edition_id for line in lines]))
    left = {}
    for edition in editions:
        edition.shelf = shelf.get(edition.id)
        left[edition.id] = copies_left(edition)
    short = [
        (line.title, sum(left[line.edition_id]))
        for line in lines
        if sum(left[line.edition_id]) < line.quantity
    ]
    if short:
        raise OutOfStock(short)
    editions = {edition.id: edition for edition in editions}
    goods = [line for line in lines if not line.is_download]
    for line in goods:
        promise(line, left[line.edition_id][0], editions[line.edition_id])
    if goods:
        hold({line.edition_id: (line.reserved, line.promised) for line in goods}, order.id)


def shelf_for(lines):
    """The rows of the shelf that these lines are of, locked; made where there were none, so that
    two who order ahead wait for each other.
    """
    ids = {line.edition_id for line in lines if not line.is_download}
    shelf = lock_inventory(ids)
    return shelf if len(shelf) == len(ids) else rows_for(ids)


def promise(line, on_shelf, edition):
    """Note on the line which of its copies have still to come."""
    promised = line.quantity - min(line.quantity, on_shelf)
    told_day = edition.published_on if promised and is_forthcoming(edition) else None
    if (promised, told_day) != (line.promised, line.told_day):
        line.promised, line.told_day = promised, told_day
        line.save()


def release_copies(order):
    """Let go of what is held for an order and has not been sent."""
    lines = lines_of(order)
    lock_inventory(line.edition_id for line in lines)
    for line in lines:
        if line.reserved or line.promised:
            let_go = {"reserved": -line.reserved, "promised": -line.promised}
            move(line.edition_id, **let_go, reason="released", order_id=order.id)
        if line.promised:
            line.promised = 0
            line.save()


def lines_of(order):
    """The lines that have copies, in edition order, as every lock on the shelf is taken."""
    lines = OrderLine.select().where(OrderLine.order == order, ~OrderLine.is_download)
    return list(lines.order_by(OrderLine.edition))


def cancel(order_id, by, cart=None):
    """End an order nobody has paid and put what it held into `cart`; False if it is too late.

    Raises CartGone, and changes nothing, when that cart is there no more.
    """
    with db.atomic():
        if cart:
            cart.lock_to_fill()
        order = Order.locked(order_id)
        if order.status != "awaiting_payment" or is_processing(order):
            return False
        end(order, "cancelled", by)
        if cart:
            put_back(order, cart)
        nudge_after_commit("jobs.payments.close_sessions", order.id, queue=PAYMENTS)
    return True


def order_again(order, cart):
    """Put the books of an order that ended unpaid into a cart, and its voucher: twice is as once.

    Raises CartGone.
    """
    with db.atomic():
        cart.lock_to_fill()
        put_books_back(order, cart)


def put_books_back(order, cart):
    there = {item.edition_id: item.quantity for item in cart.items}
    for line in order.lines:
        cart.put(line.edition_id, max(line.quantity, there.get(line.edition_id, 0)))
    if order.voucher and not cart.voucher:
        carry(cart, order.voucher)


def put_back(order, cart):
    put_books_back(order, cart)
    # The order keeps its own, to say what it was of.
    for card in order.gift_cards_bought:
        GiftCardBought.create(cart=cart, **{name: getattr(card, name) for name in OF_A_GIFT_CARD})


def end(order, status, by):
    """End an order that was not paid: all it held and used up is there for others again."""
    # As at the checkout, the shelf comes last: each waits for the other in one direction only.
    vouchers.release(order.id)
    give_back(order.id)
    release_copies(order)
    order.status = status
    order.ended_at = now()
    order.save()
    order.note(status, by)


def run_out(order_id):
    """End an order whose time is up. Ask Stripe first (see sessions.close): money may be there."""
    with db.atomic():
        order = (
            Order.select()
            .where(
                Order.id == order_id,
                Order.status == "awaiting_payment",
                Order.hold_expires_at < now(),
            )
            .for_update(skip_locked=True)
            .first()
        )
        if order and not is_processing(order):
            end(order, "expired", "shop")


def orders_out_of_time(limit=100):
    """Orders whose hold is over, those that were tried to be ended longest ago first."""
    out_of_time = (Order.status == "awaiting_payment") & (Order.hold_expires_at < now())
    tried = fn.coalesce(Order.tried_at, Order.hold_expires_at)
    return list(Order.select().where(out_of_time).order_by(tried, Order.id).limit(limit))


def is_processing(order):
    return order.payments.where(Payment.status == "processing").exists()
