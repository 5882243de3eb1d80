"""Pre-ordered books that come out later than their buyers were told."""

from datetime import timedelta

from app.catalog.models import Edition
from app.db import db
from app.mail import send_once
from app.orders.fulfilment.promises import WAITING
from app.orders.models import Delay, Order, OrderLine

WORTH_TELLING = timedelta(days=7)  # a day or two later is no news


def tell_of_delays():
    """Tell each buyer who waits for such a book of its new day, once a day that it is moved to."""
    for line in delayed_lines():
        tell(line.id, line.order_id)


def delayed_lines():
    return (
        OrderLine.select(OrderLine.id, OrderLine.order)
        .join(Order)
        .join_from(OrderLine, Edition)
        .where(
            OrderLine.promised > 0,
            Order.status.in_(WAITING),
            Order.settled_at.is_null(False),
            Edition.published_on > OrderLine.told_day + WORTH_TELLING,
        )
        .order_by(OrderLine.id)
    )


def tell(line_id, order_id):
    with db.atomic():
        order = Order.locked(order_id)
        line = delayed_lines().where(OrderLine.id == line_id).first()
        if line is None:
            return
        line = OrderLine.get_by_id(line_id)
        day = line.edition.published_on
        delay = Delay.create(order_line=line, from_day=line.told_day, to_day=day)
        line.told_day = day
        line.save()
        order.note("delayed", "shop", f"{line.title}: {delay.from_day} to {day}")
        send_once("preorder_delayed", delay.id, order.email)
