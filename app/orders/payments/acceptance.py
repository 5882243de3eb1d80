"""What happens once money is there: the order is settled, or the money goes back."""

from app.catalog.models import Edition, Work
from app.db import NO_KEY, db, now
from app.mail import send_once
from app.orders.holds import hold_copies
from app.orders.invoices.issuing import invoice_for
from app.orders.models import OrderLine
from app.orders.payments.paid_late import CODES
from app.orders.refunds.sending import refund_payment
from app.orders.stored_values.gift_cards import issue
from app.orders.stored_values.spending import pay_again
from app.pricing.vouchers import redeem_again


def accept(order, actor="stripe"):
    """The one settlement of an order: paid, its gift cards issued, counted as sold, invoiced,
    confirmed by email. One of nothing but gift cards has nothing to be packed: it is delivered.
    """
    order.status = "paid"
    order.settled_at = now()
    order.ended_at = None
    order.save()
    order.note("paid", actor)
    issue(order)
    count_sales(order)
    send_once("order_paid", order.id, order.email)
    invoice_for(order)
    if order.delivery_kind == "download":
        deliver(order)


def deliver(order):
    """An order without a parcel: from now on its page has all that was bought."""
    order.status = "delivered"
    order.shipped_at = order.delivered_at = now()
    order.save()
    order.note("delivered", "shop")


def accept_late(order, payment):
    """Money for an order that ran out of time: take it if all that it had can be had again."""
    try:
        with db.atomic():
            redeem_again(order.id)
            pay_again(order)
            lock_works(order)
            hold_copies(order)
    except tuple(CODES) as refusal:
        give_back(order, payment, "paid_late", CODES[type(refusal)])
    else:
        accept(order)


def give_back(order, payment, event, note=""):
    order.note(event, "stripe", note)
    refund = refund_payment(payment, "late_payment", "shop")
    send_once("late_payment_back", refund.id, order.email)


def lock_works(order):
    """Wait for the works that count_sales() will change, before the shelf is locked.

    Copies that turn out to be the last lock the work of their edition (catalog.notice_stock), in
    the order of the editions: whoever then waits for another work may wait for ever.
    """
    editions = OrderLine.select(OrderLine.edition).where(OrderLine.order == order)
    works = Edition.select(Edition.work).where(Edition.id.in_(editions))
    rows = Work.select(Work.id).where(Work.id.in_(works)).order_by(Work.id)
    list(rows.for_update(NO_KEY))


def count_sales(order):
    copies = {line.edition_id: line.quantity for line in order.lines}
    sold = {}
    for edition in Edition.select(Edition.id, Edition.work).where(Edition.id.in_(list(copies))):
        sold[edition.work_id] = sold.get(edition.work_id, 0) + copies[edition.id]
    # In id order, so that two settlements cannot deadlock.
    for work_id in sorted(sold):
        Work.update(popularity=Work.popularity + sold[work_id]).where(Work.id == work_id).execute()
